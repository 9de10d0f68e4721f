from odoo import api, fields, models

from .entity_field import EntityField


class ResPartner(models.Model):
    """A contact of a school is visible inside it only.

    Contacts without a school are the platform's own, and those of its users, who may work in
    several schools; colleagues see each other through their entities (tenancy_rules.xml).
    """

    _name = 'res.partner'
    _inherit = ['res.partner', 'encoach.entity.mixin']

    _entity_rule = False  # its rule says more, see tenancy_rules.xml

    entity_id = EntityField(required=False)
    parent_id = fields.Many2one(check_entity=True)
    user_id = fields.Many2one(check_entity=True)
    encoach_student_ids = fields.One2many('encoach.student', 'partner_id', string="As a student")

    @api.depends_context('uid')
    def _compute_display_name(self):
        res = super()._compute_display_name()
        self._hide_foreign_names()
        return res

    def _filter_foreign(self, user):
        """Count the contacts of users, which have no entity, to the entities of those users."""
        scope = set(user._get_entity_ids())
        foreign = super()._filter_foreign(user)
        others = (self - user.partner_id).filtered(lambda partner: not partner.entity_id)
        for partner in others.with_context(active_test=False):
            entities = partner.user_ids.entity_ids
            if entities and scope.isdisjoint(entities.ids):
                foreign |= partner
        return foreign

    def _rename_each(self, names):
        """Give each of these contacts a name of its own, in batches of statements.

        `write` would search for children, users and companies for every one of them.

        :param dict names: name by id
        """
        self.check_access('write')
        field = self._fields['name']
        for partner in self:
            field.write(partner, names[partner.id])
        self.modified(['name'])
        self._validate_fields(['name'])

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import normalize_email
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

    @api.model
    def _create_people(self, entity, people):
        """Create the contacts of people of a school by a few statements, whatever their number.

        Odoo makes the first. The rows of the others are copies of it, but for what is given, what
        is computed from that, and what belongs to one record alone.

        :param people: dicts with ``name``, and perhaps ``email`` and ``phone``
        :return: the contacts, in this order
        """
        first = self.create({**people[0], 'entity_id': entity.id})
        first.flush_recordset()
        others = people[1:]
        columns = {
            **{name: [vals.get(name) for vals in others] for name in ('name', 'email', 'phone')},
            'complete_name': [vals['name'] for vals in others],
            'email_normalized': [normalize_email(vals.get('email')) or None for vals in others],
        }
        columns['id'] = columns['commercial_partner_id'] = self._reserve_ids(len(others))
        derived = {
            field
            for name in columns
            for field in self.pool.get_dependent_fields(self._fields[name])
            if field.model_name == self._name and field.store and field.name not in columns
        }
        same = {
            name: SQL('first.%s', SQL.identifier(name))
            for name, field in self._fields.items()
            if field.store and field.column_type and name not in columns and field not in derived
            if field.copy or field.compute or name in models.LOG_ACCESS_COLUMNS
        }
        tail = SQL(', res_partner AS first WHERE first.id = %s RETURNING id', first.id)
        self._insert_rows(columns, same, tail)
        contacts = first + self.browse(columns['id'])
        for field in derived:
            self.env.add_to_compute(field, contacts - first)
        return contacts

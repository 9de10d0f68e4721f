from odoo import api, fields, models

from ...tools import make_email_key


class EncoachPersonMixin(models.AbstractModel):
    """What students and teachers share: a contact of their own entity, perhaps a user.

    The name, e-mail and phone live on the contact (``_inherits``), which is created in the
    person's entity.
    """

    _name = 'encoach.person.mixin'
    _description = "Person of an entity"
    _inherit = ['encoach.entity.mixin', 'mail.thread']

    #: the field that tells namesakes apart in a picker
    _picker_detail = 'email'

    # identity
    partner_id = fields.Many2one(
        'res.partner',
        string="Contact card",
        required=True,
        index=True,
        ondelete='restrict',
        copy=False,
        check_entity=True,
    )
    email_key = fields.Char(
        string="Normalized e-mail",
        compute='_compute_email_key',
        store=True,
        precompute=True,
        help="The e-mail in lower case; unique within the entity.",
    )
    active = fields.Boolean(required=True, default=True)

    # account
    user_id = fields.Many2one(
        'res.users',
        ondelete='set null',
        index='btree_not_null',
        copy=False,
        check_entity=True,
        help="The account of this person, if there is one.",
    )

    @api.depends('partner_id.email')
    def _compute_email_key(self):
        for person in self:
            person.email_key = make_email_key(person.email)

    @api.model_create_multi
    def create(self, vals_list):
        """Create the contact first: the entity is the person's, not the caller's default."""
        default = self.env.context.get('default_entity_id') or (
            self.env['encoach.entity']._get_default().id
        )
        vals_list = [{'entity_id': default, **vals} for vals in vals_list]
        without_contact = [vals for vals in vals_list if not vals.get('partner_id')]
        inherited = [name for name, field in self._fields.items() if field.inherited]
        # taken out of the person's values: Odoo would write them again, contact by contact
        partners = self.env['res.partner'].create(
            [
                {
                    **{name: vals.pop(name) for name in inherited if name in vals},
                    'entity_id': vals['entity_id'],
                }
                for vals in without_contact
            ]
        )
        for vals, partner in zip(without_contact, partners, strict=True):
            vals['partner_id'] = partner.id
        return super().create(vals_list)

    def copy_data(self, default=None):
        """A copy is another person, whose e-mail is not known yet."""
        email = (default or {}).get('email', False)
        return [{**vals, 'email': email} for vals in super().copy_data(default)]

    @api.model
    def _get_picker_items(self, entity):
        """Return ``[{'id', 'name', 'detail'}]`` of the entity's active people, ordered by name."""
        detail = self._picker_detail
        people = self.search_fetch([('entity_id', '=', entity.id)], ['name', detail])
        return [
            {'id': person.id, 'name': person.name, 'detail': person[detail] or ''}
            for person in people
        ]

from odoo import api, fields, models

from ...exceptions import Conflict
from ...tools import make_email_key

#: what is made in bulk leaves no note each that it was created
NO_CHATTER = {'tracking_disable': True, 'mail_create_nosubscribe': True, 'mail_create_nolog': True}


class EncoachPersonMixin(models.AbstractModel):
    """What students and teachers share: a contact of their own entity, perhaps a user.

    The name, e-mail and phone live on the contact (``_inherits``), which is created in the
    person's entity.
    """

    _name = 'encoach.person.mixin'
    _description = "Person of an entity"
    _inherit = ['encoach.entity.mixin', 'mail.thread']

    #: what is unique within the entity: the stored field, by the one that people fill in
    _unique_keys = {'email': 'email_key'}
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

    # BUSINESS

    @api.model
    def _create_all(self, entity, vals_list):
        """Create people of an entity, all or none, in a handful of statements a hundred of them.

        :param vals_list: values without the entity
        :raise Conflict: when some clash with others, or among themselves; told by their indexes
        :raise ConcurrencyError: when somebody else is creating one of them; Odoo then runs again
        """
        self = self.with_context(**NO_CHATTER)
        self.check_access('create')
        self._check_clashes(entity, vals_list)
        return self._create_or_retry([{**vals, 'entity_id': entity.id} for vals in vals_list])

    def _check_clashes(self, entity, vals_list):
        errors = []
        for fname, key in self._unique_keys.items():
            wanted = [self._make_unique_key(fname, vals.get(fname)) for vals in vals_list]
            domain = [('entity_id', '=', entity.id), (key, 'in', list(filter(None, wanted)))]
            known = set(
                self.with_context(active_test=False).search_fetch(domain, [key]).mapped(key)
            )
            for index, value in enumerate(wanted):
                if value and value in known:
                    message = self.env._("Somebody else of this school has it.")
                    field = f'items.{index}.{fname}'
                    errors.append({'field': field, 'code': 'taken', 'message': message})
                known.add(value)
        if errors:
            conflict = Conflict(self.env._("Nobody was created: some are there already."))
            conflict.errors = errors
            raise conflict

    @api.model
    def _make_unique_key(self, fname, value):
        return make_email_key(value) if fname == 'email' else value

    @api.model
    def _get_picker_items(self, entity):
        """Return ``[{'id', 'name', 'detail'}]`` of the entity's active people, ordered by name."""
        detail = self._picker_detail
        people = self.search_fetch([('entity_id', '=', entity.id)], ['name', detail])
        return [
            {'id': person.id, 'name': person.name, 'detail': person[detail] or ''}
            for person in people
        ]

from zoneinfo import available_timezones

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...wall.classes import STAMP

#: where a transaction keeps what it has read of its users' memberships
SCOPE_CACHE = 'encoach_scope'


class EncoachEntity(models.Model):
    """A school or academy: the tenant everything else belongs to.

    Platform administrators manage entities and their users. A user with entities reads his own
    ones and changes none.
    """

    _name = 'encoach.entity'
    _description = "Entity"
    _order = 'name, id'

    # identity
    name = fields.Char(required=True)
    code = fields.Char(required=True, help="Short and unique, such as NILE.")
    active = fields.Boolean(
        required=True,
        default=True,
        help="The users of an archived school are shut out of it, and get to see nothing else.",
    )

    # place
    tz = fields.Selection(
        selection='_selection_tz',
        string="Time zone",
        required=True,
        default=lambda self: self.env.user.tz or 'UTC',
        help="Days and clock times of the school are decided in this time zone.",
    )
    country_id = fields.Many2one(
        'res.country',
        ondelete='restrict',
        default=lambda self: self.env.company.country_id,
        help="Phone numbers without a country code are dialled there.",
    )
    company_id = fields.Many2one(
        'res.company',
        required=True,
        ondelete='restrict',
        default=lambda self: self.env.company,
    )

    # people
    user_ids = fields.Many2many(
        'res.users',
        'encoach_entity_users_rel',
        'entity_id',
        'user_id',
        string="Users",
        context={'active_test': False},
    )

    _code_uniq = models.UniqueIndex('(code)', "Another entity has this code already.")

    @api.model
    def _selection_tz(self):
        """Those that both Python and PostgreSQL know: ``localtime`` is whatever a machine says."""
        return [(name, name) for name in sorted(available_timezones() & set(pytz.all_timezones))]

    @api.depends_context('uid')
    def _compute_display_name(self):
        res = super()._compute_display_name()
        user = self.env.user
        if user._is_bound():
            self.filtered(lambda entity: entity.id not in user._get_entity_ids())._hide_names()
        return res

    @api.model_create_multi
    def create(self, vals_list):
        entities = super().create(vals_list)
        entities._clear_scope_cache()
        return entities

    def write(self, vals):
        before = {entity: entity.user_ids for entity in self} if 'user_ids' in vals else {}
        res = super().write(vals)
        if not {'user_ids', 'active'}.isdisjoint(vals):
            self._clear_scope_cache()
        for entity, users in before.items():
            entity._dismiss(users - entity.user_ids)
        return res

    def _dismiss(self, users):
        """Have those who left these schools follow nothing of them, and leave channels and mails.

        As the superuser: who manages users need not be in a school's channels himself.
        """
        contacts = users.sudo().partner_id
        for model in ('mail.followers', 'discuss.channel.member'):
            lines = self.env[model].sudo()
            lines.search([(STAMP, 'in', self.ids), ('partner_id', 'in', contacts.ids)]).unlink()
        mails = self.env['mail.mail'].sudo()
        waiting = [('state', '=', 'outgoing'), ('recipient_ids', 'in', contacts.ids)]
        for mail in mails.search([(STAMP, 'in', self.ids), *waiting]):
            mail._drop(mail.recipient_ids & contacts)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_users(self):
        """A user who loses his last school this way would be confined no more."""
        if self.user_ids:
            raise UserError(self.env._("This school has users: archive it instead."))

    def _clear_scope_cache(self):
        """Make a change of membership take effect in this transaction; others read it afresh."""
        self.env['res.users'].invalidate_model(['all_group_ids'])
        self.env.cr.cache.pop(SCOPE_CACHE, None)

    @api.model
    def _get_default(self):
        """Return the caller's entity when there is exactly one, else none."""
        entity_ids = self.env.user._get_entity_ids()
        return self.browse(entity_ids if len(entity_ids) == 1 else ())

    def _today(self):
        """Return the current day in the entity's time zone."""
        return fields.Date.context_today(self.with_context(tz=self.tz))

    @api.model
    def _get_scope(self, user):
        """Return ``(confined, entity ids)`` of a user, straight from the membership table.

        Read in SQL because record rules are built from the answer, and by a function of the
        database because the wall hides the schools of others. Archived entities confine, but open
        nothing.
        """
        self.flush_model(['active', 'user_ids'])
        user.flush_model(['entity_ids'])
        rows = self.env.execute_query(SQL('SELECT * FROM encoach_scope_of(%s)', user.id))
        return rows[0][0], tuple(rows[0][1])

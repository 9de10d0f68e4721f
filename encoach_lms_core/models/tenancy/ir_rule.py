import logging

from odoo import api, models, tools
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

MIXIN = 'encoach.entity.mixin'

#: models that have rules of their own in tenancy_rules.xml, though they do not inherit the mixin
WITH_OWN_RULE = {'encoach.entity', 'res.users'}

#: rows without a maker: the path to the person, or to the record with a maker, that they are about
PERSON_OF = {'mail.followers': 'partner_id', 'mail.notification': 'res_partner_id'}
CHANNEL_OF = {'discuss.channel.member': 'channel_id'}

#: what the platform keeps for all schools, and Odoo lets any user or any registrar change
COMMON = {
    'report.layout',
    'res.bank',
    'res.country.group',
    'res.country.state',
    'res.partner.category',
}

#: what somebody without a school may read and change: rules of Odoo's leave him his own
OF_ONESELF = {'res.users.settings', 'res.users.settings.volumes'}


class IrRule(models.Model):
    """Lets rules speak of the caller's entities, and keeps their refusals silent about records.

    It also binds what people of a school make in Odoo's own models to that school: filters,
    templates, tags, bank accounts, messages. None of them has an entity, and Odoo shares most of
    them with every user, so whoever made one tells whose it is. No model can be forgotten: each
    that a school's people may create records of is covered.
    """

    _inherit = 'ir.rule'

    @api.model
    def _eval_context(self):
        """Offer ``entity_domain('entity_id')``, which every rule in tenancy_rules.xml is made of.

        The result is cached with the rule's domain per user, see `res.users._get_entity_scope`.
        ``common_partner_ids`` are the contacts the web client needs beside those of the entities:
        one's own, the system's own, and the companies'.
        """
        user = self.env.user
        common = user.partner_id | self.env.ref('base.partner_root') | user.company_ids.partner_id
        return {
            **super()._eval_context(),
            'entity_domain': lambda fname: list(self._get_entity_domain(fname)),
            'common_partner_ids': common.ids,
        }

    @api.model
    def _get_entity_domain(self, fname):
        """Return the domain of what the current user may see, by the field that holds the entity.

        With entities: those, whatever groups he holds. Without: everything for a platform
        administrator, nothing for anybody else.
        """
        user = self.env.user
        if user._is_platform_admin():
            return Domain.TRUE
        return Domain(fname, 'in', list(user._get_entity_ids()))

    def _make_access_error(self, operation, records):
        """Refuse whoever is bound without a word on the records.

        Odoo's own message holds their names in debug mode, which anybody can switch on.
        """
        if not self.env.user._is_bound():
            return super()._make_access_error(operation, records)
        _logger.info(
            "Access denied by record rules: %s on %s %s by user %s",
            operation,
            records._name,
            records.ids[:6],
            self.env.uid,
        )
        description = self.env['ir.model']._get(records._name).name
        return AccessError(
            self.env._("You may not do this with these records (%(model)s).", model=description)
        )

    # WHAT SCHOOLS MAKE IN ODOO'S OWN MODELS

    @api.model
    def _compute_domain(self, model_name, mode='read'):
        domain = super()._compute_domain(model_name, mode)
        if self.env.su or not self.env.user._is_bound():
            return domain
        return domain & self._get_school_domain(model_name, mode)

    @api.model
    def _get_school_domain(self, model_name, mode):
        """Return the domain of what a user who is bound may do with records of a model of Odoo's.

        Without a school he may change nothing, and read what Odoo itself brings along; what he
        made while he had one is the school's.
        """
        user = self.env.user
        if not user._get_entity_ids() and self._is_filled_by_schools(model_name):
            if model_name in OF_ONESELF:
                return Domain.TRUE
            if mode != 'read':
                return Domain.FALSE
            return Domain('create_uid', 'in', [api.SUPERUSER_ID, False])
        colleagues, platform = user._get_colleague_ids(), user._get_platform_user_ids()
        if model_name in PERSON_OF:
            person = PERSON_OF[model_name]
            return Domain(f'{person}.entity_id', 'in', list(user._get_entity_ids())) | Domain(
                f'{person}.user_ids', 'in', colleagues
            )
        if model_name in CHANNEL_OF:
            # a channel of the platform mixes people of all schools
            return Domain(f'{CHANNEL_OF[model_name]}.create_uid', 'in', colleagues)
        if not self._is_filled_by_schools(model_name):
            return Domain.TRUE
        if model_name == 'discuss.channel' or (mode != 'read' and model_name in COMMON):
            return Domain('create_uid', 'in', colleagues)
        return Domain('create_uid', 'in', [*colleagues, *platform, False])

    @api.model
    def _is_of_schools(self, model_name):
        """Return whether records of a model may belong to a school, and so be foreign."""
        return (
            model_name in WITH_OWN_RULE
            or model_name in PERSON_OF
            or model_name in CHANNEL_OF
            or issubclass(type(self.env[model_name]), self.env.registry[MIXIN])
            or self._is_filled_by_schools(model_name)
            or any(map(self._is_of_schools, self.env[model_name]._inherits))
        )

    @api.model
    @tools.ormcache('model_name')
    def _is_filled_by_schools(self, model_name):
        """Return whether people of a school may create records of a model without entity.

        Any group but those that a school takes away may be given to them.
        """
        model = self.env[model_name]
        if (
            model_name in WITH_OWN_RULE
            or not model._log_access
            or issubclass(type(model), self.env.registry[MIXIN])
        ):
            return False
        administrators = self.env['res.users']._get_unconfining_groups()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT 1 FROM ir_model_access AS access
                  JOIN ir_model AS model ON model.id = access.model_id
                 WHERE model.model = %s AND access.active AND access.perm_create
                   AND (access.group_id IS NULL OR access.group_id NOT IN %s)
                """,
                model_name,
                tuple(administrators.ids),
            )
        )
        return bool(rows)

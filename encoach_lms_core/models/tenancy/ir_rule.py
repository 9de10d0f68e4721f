import logging

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...wall.classes import MIXIN, STAMP, STAMPED, UNSHARED, get_others

_logger = logging.getLogger(__name__)


#: models that have rules of their own in tenancy_rules.xml, though they do not inherit the mixin
WITH_OWN_RULE = {'encoach.entity', 'res.users'}


class IrRule(models.Model):
    """Lets rules speak of the caller's entities, and keeps their refusals silent about records.

    It also binds what people of a school make in Odoo's own models to that school: filters,
    templates, tags, bank accounts, messages. Odoo shares most of them with every user, so each
    carries a stamp (`encoach.stamp.mixin`).
    """

    _inherit = 'ir.rule'

    @api.model
    def _eval_context(self):
        """Offer ``entity_domain('entity_id')``, which the rules in tenancy_rules.xml are made of.

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

    def _compute_domain_context_values(self):
        """Keep domains by the schools they are for: membership is read afresh, see `res.users`."""
        yield from super()._compute_domain_context_values()
        yield self.env.user._get_entity_scope()

    @api.model
    def _compute_domain(self, model_name, mode='read'):
        domain = super()._compute_domain(model_name, mode)
        if self.env.su or not self.env.user._is_bound():
            return domain
        return domain & self._get_school_domain(model_name, mode)

    @api.model
    def _get_school_domain(self, model_name, mode):
        """Return the domain of what a user who is bound may do with records of a model of Odoo's.

        Without a school he may read what the platform keeps for all, and change nothing.
        """
        if model_name not in STAMPED:
            return self._get_unstamped_domain(model_name, mode)
        scope = list(self.env.user._get_entity_ids())
        if not scope and mode != 'read':
            return Domain.FALSE
        # a new record gets its stamp from the database, which Odoo has not read yet
        shared = mode == 'read' and model_name not in UNSHARED
        return Domain(STAMP, 'in', [*scope, False] if shared or mode == 'create' else scope)

    @api.model
    def _get_unstamped_domain(self, model_name, mode):
        """Return the domain of what a confined user may do with records that carry no stamp.

        Odoo's dialogs are of whoever opened them; ours have rules of their own. What neither has a
        school nor is somebody's own is the platform's, and to be read only.
        """
        model = self.env[model_name]
        if model._transient and 'entity_id' not in model._fields:
            return Domain('create_uid', '=', self.env.uid)
        if (
            mode == 'read'
            or not model._auto
            or self._is_of_schools(model_name)
            or model._table in get_others(self.env.registry)
        ):
            return Domain.TRUE
        return Domain.FALSE

    @api.model
    def _is_of_schools(self, model_name):
        """Return whether records of a model may belong to a school, and so be foreign."""
        return (
            model_name in WITH_OWN_RULE
            or model_name in STAMPED
            or issubclass(type(self.env[model_name]), self.env.registry[MIXIN])
            or any(map(self._is_of_schools, self.env[model_name]._inherits))
        )

"""Odoo's record rules and access rights: the one place that names them and reads their tables.

Odoo 20 makes one model of both (``ir.access``).
"""

import logging

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

_logger = logging.getLogger(__name__)

#: the models whose records say who may do what
SAYING = ('ir.rule', 'ir.model.access')


class IrRule(models.Model):
    """Lets rules speak of the caller's entities, and keeps their refusals silent about records."""

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
        access = self.env['encoach.access']
        return {
            **super()._eval_context(),
            'entity_domain': lambda fname: list(access._get_entity_domain(fname)),
            'common_partner_ids': common.ids,
        }

    def _compute_domain_context_values(self):
        """Keep domains by the schools they are for: membership is read afresh, see `res.users`."""
        yield from super()._compute_domain_context_values()
        yield self.env.user._get_entity_scope()

    @api.model
    def _compute_domain(self, model_name, mode='read'):
        domain = super()._compute_domain(model_name, mode)
        return domain & self.env['encoach.access']._get_domain(model_name, mode)

    def _get_giving(self, record, mode):
        """Return the rules of the caller's groups, and which of them give him a record."""
        rules = self._get_rules(record._name, mode).sudo().filtered('groups')
        context, plain = self._eval_context(), record.sudo()
        return rules, rules.filtered(
            lambda rule: plain.filtered_domain(
                Domain(safe_eval(rule.domain_force or '[]', context))
            )
        )

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


class EncoachAccess(models.AbstractModel):
    """What others ask of Odoo's rules and rights."""

    _inherit = 'encoach.access'

    @api.model
    def _make_error(self, operation, records):
        """Return what a rule would raise that refuses an operation on records."""
        return self.env['ir.rule']._make_access_error(operation, records)

    @api.model
    def _get_readable_models(self, groups):
        """Return the names of the models that somebody with one of these groups may read."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT model.model FROM ir_model_access AS access
                  JOIN ir_model AS model ON model.id = access.model_id
                 WHERE access.active AND access.perm_read
                   AND (access.group_id IS NULL OR access.group_id IN %s)
                """,
                tuple(groups.ids),
            )
        )
        return frozenset(name for (name,) in rows if name in self.env)

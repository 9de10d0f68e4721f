from odoo import api, models
from odoo.fields import Domain


class IrRule(models.Model):
    """The one global rule of each model with an entity, which is derived and has no record.

    It binds everybody but the superuser, whatever his groups: nobody sees or touches a record of
    an entity that is not his. The rules of entities, contacts and users are in tenancy_rules.xml.
    """

    _inherit = 'ir.rule'

    @api.model
    def _compute_domain(self, model_name, mode='read'):
        domain = super()._compute_domain(model_name, mode)
        model = self.env[model_name]
        if self.env.su or not model._entity_rule:
            return domain
        fnames = model._get_entity_rule_fnames()
        return domain & Domain.AND(map(self._get_entity_domain, fnames))

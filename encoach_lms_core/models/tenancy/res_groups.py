from odoo import api, models
from odoo.fields import Domain


class ResGroups(models.Model):
    """A group's users are those for whom it counts, see res_users_groups.py."""

    _inherit = 'res.groups'

    @api.depends('all_implied_by_ids.user_ids.entity_ids')
    def _compute_all_user_ids(self):
        res = super()._compute_all_user_ids()
        users = self.env['res.users'].with_context(active_test=False)
        for group in self:
            group.all_user_ids = users.search([('all_group_ids', 'in', group._origin.ids)])
        return res

    @api.model
    def _search_all_user_ids(self, operator, value):
        if operator not in ('in', 'any', 'any!'):
            return NotImplemented
        users = self.env['res.users'].with_context(active_test=False)
        if operator == 'in':
            if False in value:
                return NotImplemented
            found = users.sudo().browse(value)
        else:
            found = users.search(value).sudo()
        return Domain('id', 'in', found.all_group_ids.ids)

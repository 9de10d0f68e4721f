from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

#: what may be given to a confined user and then counts; any other group confers nothing
GRANTED = (
    'base.group_user',
    'base.group_portal',
    'base.group_public',
    'base.group_allow_export',  # of lists that one reads
    'encoach_lms_core.group_student',
    'encoach_lms_core.group_teacher',
    'encoach_lms_core.group_entity_admin',
)
#: what counts besides, where one of these implies it: administrators keep the school's contacts
IMPLIED = ('base.group_partner_manager',)
#: what administers the whole database
UNCONFINING = (
    'base.group_erp_manager',
    'base.group_system',
    'encoach_lms_core.group_platform_admin',
)


class ResUsersGroups(models.Model):
    """Which groups count: all of them for the platform's users, a short list under confinement.

    Rules cannot bind somebody who may edit rules, and Odoo's groups open doors that no rule
    watches: whoever may edit e-mail templates reads everything by way of their expressions. A
    user who holds a group that administers the database acts as administrator of his schools.
    """

    _inherit = 'res.users'

    @api.depends('entity_ids')
    def _compute_all_group_ids(self):
        """Whoever works with several entities is told so by a group, for the views."""
        res = super()._compute_all_group_ids()
        unconfining = self._get_unconfining_groups()
        granted, counting, administrator = self._get_counting_groups()
        several = self._get_groups('encoach_lms_core.group_several_entities')
        for user in self:
            is_unconfining = user.all_group_ids & unconfining
            if user.entity_ids:
                groups = user.group_ids & granted
                if is_unconfining:
                    groups |= administrator
                user.all_group_ids = groups.all_implied_ids & counting
            if len(user.entity_ids) > 1 or (is_unconfining and not user.entity_ids):
                user.all_group_ids |= several
        return res

    @api.model
    def _get_counting_groups(self):
        """Return the groups that may be granted under confinement, those that count, and what
        somebody gets who holds a group that administers the database."""
        granted = self._get_groups(*GRANTED)
        administrator = self._get_groups('encoach_lms_core.group_entity_admin')
        return granted, granted | self._get_groups(*IMPLIED), administrator

    @api.model
    def _get_unconfining_groups(self):
        return self._get_groups(*UNCONFINING)

    @api.model
    def _get_groups(self, *xmlids):
        """Return groups by their external ids, as far as they are installed already."""
        definitions = self.env['res.groups']._get_group_definitions()
        ids = [id_ for xmlid in xmlids if (id_ := definitions.get_id(xmlid))]
        return self.env['res.groups'].sudo().browse(ids)

    @api.model
    def _search_all_group_ids(self, operator, value):
        """Find exactly the users whose computed groups hold one of these."""
        if operator not in ('in', 'any', 'any!', 'ilike'):
            return NotImplemented
        groups = self.env['res.groups'].sudo()
        if operator == 'ilike':
            wanted = groups.search([('name', 'ilike', value)])
        elif operator == 'in':
            if False in value:
                nobody = ~self._get_group_domain(groups.search([]))
                return nobody | self._get_group_domain(groups.browse(set(value) - {False}))
            wanted = groups.browse(value)
        else:
            wanted = groups.search(value)
        return self._get_group_domain(wanted)

    @api.model
    def _get_group_domain(self, wanted):
        """Return the domain of the users who have one of these groups, in whatever way."""
        granted, counting, administrator = self._get_counting_groups()
        unconfining = Domain('group_ids.all_implied_ids', 'in', self._get_unconfining_groups().ids)
        confined = Domain('entity_ids', '!=', False)
        giving = granted.filtered(lambda group: group.all_implied_ids & counting & wanted)
        found = ~confined & Domain('group_ids.all_implied_ids', 'in', wanted.ids)
        found |= confined & Domain('group_ids', 'in', giving.ids)
        if administrator.all_implied_ids & counting & wanted:
            found |= confined & unconfining
        if self._get_groups('encoach_lms_core.group_several_entities') & wanted:
            found |= (~confined & unconfining) | Domain('id', 'in', self._query_of_several())
        return found

    @api.model
    def _query_of_several(self):
        """Return the statement that finds who works with several schools."""
        self.flush_model(['entity_ids'])
        return SQL(
            """(
            SELECT user_id FROM encoach_entity_users_rel GROUP BY user_id HAVING count(*) > 1
            )"""
        )

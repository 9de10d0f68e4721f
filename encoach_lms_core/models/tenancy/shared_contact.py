from functools import partial

from odoo import api, models

#: a link that sets the password of a contact's account goes to where these lead
LEAD_TO_ACCOUNT = {'email', 'phone'}


class ResPartner(models.Model):
    """A contact is changed by the one school it belongs to; a shared one by no school.

    Shared are those of companies and of the system, and those with an account that somebody else
    has a part in: it works in another school, too, or belongs to the platform. The account's owner
    changes his own contact, unless it is another's as well.
    """

    _inherit = 'res.partner'

    def _check_access(self, operation):
        """Add the shared contacts to what may not be changed: chatter and files ask here, too."""
        result = super()._check_access(operation)
        if operation not in ('write', 'unlink') or not self._is_confined():
            return result
        forbidden = result[0] if result else self.browse()
        if shared := (self - forbidden)._filter_shared():
            forbidden |= shared
            return forbidden, partial(self.env['encoach.access']._make_error, operation, forbidden)
        return result

    def write(self, vals):
        """Guard in superuser mode, too, which Odoo uses for users who change their own account."""
        is_guarded = self.env.su and LEAD_TO_ACCOUNT & vals.keys() and self.env.user._is_bound()
        if is_guarded and (shared := self._filter_shared()):
            raise self.env['encoach.access']._make_error('write', shared)
        return super().write(vals)

    def _filter_shared(self):
        """Return those of the contacts that are not the caller's school's alone, nor his own."""
        caller = self.env.user
        scope = set(caller._get_entity_ids())
        shared = self.browse()
        for contact in self._origin.sudo().with_context(active_test=False):
            others = contact.user_ids - caller
            is_ones_own = contact.entity_id or contact.user_ids
            if not is_ones_own or any(contact._is_part_of_others(user, scope) for user in others):
                shared |= contact
        return shared.with_env(self.env)

    def _is_part_of_others(self, user, scope):
        """Return whether a user of this contact is not of the schools ``scope`` alone."""
        if user.entity_ids:
            return not scope.issuperset(user.entity_ids.ids)
        return not self.entity_id or user._is_platform_admin()

    def _may_be_told(self, entity):
        """Return whether a contact belongs to a school at this moment, or to the platform."""
        self.ensure_one()
        users = self.sudo().with_context(active_test=False).user_ids
        if not users:
            return self.sudo().entity_id in (entity, entity.browse())
        return any(
            entity.id in user._get_entity_ids() or not user._is_bound()
            for user in users.filtered('active')
        )

    @api.depends_context('uid')
    def _compute_same_vat_partner_id(self):
        """Show nobody a contact he may not read: Odoo looks among all of them."""
        res = super()._compute_same_vat_partner_id()
        for contact in self:
            for fname in ('same_vat_partner_id', 'same_company_registry_partner_id'):
                twin = contact[fname].with_env(self.env(su=False))
                contact[fname] = twin._filtered_access('read')
        return res


class ResPartnerBank(models.Model):
    """A bank account is a part of its contact."""

    _inherit = 'res.partner.bank'

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        if self._is_confined():
            accounts.partner_id.check_access('write')
        return accounts


class ResGroups(models.Model):
    """How many users a group has is counted among those the caller may read."""

    _inherit = 'res.groups'

    @api.depends_context('uid')
    def _compute_all_users_count(self):
        if not self.env.user._is_bound():
            return super()._compute_all_users_count()
        users = self.env['res.users'].with_env(self.env(su=False))
        for group in self:
            group.all_users_count = users.search_count([('all_group_ids', 'in', group.ids)])
        return None

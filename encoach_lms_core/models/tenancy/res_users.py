from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...wall.cursor import get_scope
from .entity import SCOPE_CACHE


class ResUsers(models.Model):
    """A user's entities are his scope: with one or more, he is confined to exactly those."""

    _inherit = 'res.users'

    entity_ids = fields.Many2many(
        'encoach.entity',
        'encoach_entity_users_rel',
        'user_id',
        'entity_id',
        string="Entities",
        context={'active_test': False},
        help="With one or more entities, the user sees exactly those, whatever groups he holds.",
    )

    @api.constrains('entity_ids')
    def _check_superuser_unconfined(self):
        if self.browse(api.SUPERUSER_ID) in self and self.browse(api.SUPERUSER_ID).entity_ids:
            raise ValidationError(self.env._("The superuser cannot be confined to a school."))

    def write(self, vals):
        before = {user: user.entity_ids for user in self} if 'entity_ids' in vals else {}
        res = super().write(vals)
        if before:
            self.env['encoach.entity']._clear_scope_cache()
        for user, entities in before.items():
            (entities - user.entity_ids)._dismiss(user)
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_and_dismiss(self):
        """A contact stays behind, and would go on being told what the user was."""
        for user in self:
            user.entity_ids._dismiss(user)

    @api.depends_context('uid')
    def _compute_display_name(self):
        """Hide the names of other schools' users, see `encoach.entity.mixin`."""
        res = super()._compute_display_name()
        caller = self.env.user
        if caller._is_bound():
            scope = set(caller._get_entity_ids())
            for user in self.sudo() - caller:
                if user.entity_ids and scope.isdisjoint(user.entity_ids.ids):
                    user._hide_names()
        return res

    # INVITATION

    def _send_invitation(self):
        """Prepare the link that sets the first password, and queue the e-mail that holds it."""
        self.partner_id.signup_prepare(signup_type='signup')
        template = self.env.ref('auth_signup.set_password_email')
        for user in self:
            template.send_mail(user.id)

    def _get_invitation_url(self):
        """Return the link of an invitation that is still open, else False."""
        partner = self.partner_id
        return partner.signup_type == 'signup' and partner._get_signup_url()

    # SCOPE

    def _get_entity_scope(self):
        """Return ``(confined, entity ids)``, read once a transaction.

        Nothing of it outlives the transaction: a school that is taken from a user is out of reach
        with his next request, whatever another thread has in its cache. The database has told the
        caller's own with the statement that bound the transaction to him.
        """
        self.ensure_one()
        scopes = self.env.cr.cache.setdefault(SCOPE_CACHE, {})
        if self.id not in scopes:
            told = get_scope(self.env.cr, self.id)
            scopes[self.id] = told or self.env['encoach.entity']._get_scope(self)
        return scopes[self.id]

    def _is_entity_confined(self):
        """Return whether the user belongs to an entity, and hence sees nothing else."""
        return self._get_entity_scope()[0]

    def _get_entity_ids(self):
        """Return the ids of the entities the user works in (none for an unconfined user)."""
        return self._get_entity_scope()[1]

    def _get_group_ids(self):
        """Keep the groups by the schools they were computed for, which are read afresh.

        Odoo's own method keeps them by the user alone: its answer may be of another membership.
        """
        self.ensure_one()
        return self._get_group_ids_of_scope()

    @tools.ormcache('self.id', 'self._get_entity_scope()')
    def _get_group_ids_of_scope(self):
        return self.with_env(self.env(context={})).all_group_ids._ids

    def _is_platform_admin(self):
        """Return whether the user sees every entity."""
        return not self._is_entity_confined() and self._has_group(
            'encoach_lms_core.group_platform_admin'
        )

    def _is_bound(self):
        """Return whether the user is bound to his schools, or to nothing when he has none.

        Everybody is but platform administrators and the superuser. Every override that binds
        somebody asks this.
        """
        return self.id != api.SUPERUSER_ID and not self._is_platform_admin()

    def _get_encoach_role(self):
        """Return ``platform_admin``, ``entity_admin``, ``teacher``, ``student``, or False."""
        if self._is_platform_admin():
            return 'platform_admin'
        for role in ('entity_admin', 'teacher', 'student'):
            if self._has_group(f'encoach_lms_core.group_{role}'):
                return role
        return False

    @api.model
    def _get_entity_domain(self, entity):
        """Return the domain of the users that a record of ``entity`` may point at."""
        if entity:
            return Domain('entity_ids', 'in', entity.ids)
        return self.env['encoach.access']._get_entity_domain('entity_ids')

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


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

    @api.depends('entity_ids')
    def _compute_all_group_ids(self):
        """Leave a confined user none of the groups that administer the whole database.

        Rules cannot bind somebody who may edit rules, so holding such a group confers nothing
        while the user has entities: he acts as an administrator of those. Whoever works with
        several entities is told so by a group, for the views.
        """
        res = super()._compute_all_group_ids()
        unconfining = self._get_unconfining_groups()
        administrator = self.env.ref('encoach_lms_core.group_entity_admin')
        several = self.env.ref('encoach_lms_core.group_several_entities')
        for user in self:
            is_unconfining = user.all_group_ids & unconfining
            if user.entity_ids and is_unconfining:
                granted = user.group_ids.filtered(
                    lambda group: not (group.all_implied_ids & unconfining)
                )
                user.all_group_ids = (granted | administrator).all_implied_ids
            if len(user.entity_ids) > 1 or (is_unconfining and not user.entity_ids):
                user.all_group_ids |= several
        return res

    @api.model
    def _get_unconfining_groups(self):
        return (
            self.env.ref('base.group_erp_manager')
            | self.env.ref('base.group_system')
            | self.env.ref('encoach_lms_core.group_platform_admin')
        )

    def _get_invalidation_fields(self):
        return super()._get_invalidation_fields() | {'entity_ids'}

    @api.depends_context('uid')
    def _compute_display_name(self):
        """Hide the names of other schools' users, see `encoach.entity.mixin`."""
        res = super()._compute_display_name()
        caller = self.env.user
        if caller._is_bound():
            scope = set(caller._get_entity_ids())
            for user in self.sudo() - caller:
                if user.entity_ids and scope.isdisjoint(user.entity_ids.ids):
                    user.display_name = self.env._("(another school)")
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

    @tools.ormcache('self.id')
    def _get_entity_scope(self):
        """Return ``(confined, entity ids)``; every change of membership clears the cache."""
        return self.env['encoach.entity']._get_scope(self)

    def _is_entity_confined(self):
        """Return whether the user belongs to an entity, and hence sees nothing else."""
        return self._get_entity_scope()[0]

    def _get_entity_ids(self):
        """Return the ids of the entities the user works in (none for an unconfined user)."""
        return self._get_entity_scope()[1]

    @tools.ormcache('self.id')
    def _get_colleague_ids(self):
        """Return the ids of the users of the user's schools, his own among them."""
        rows = self.env.execute_query(
            SQL(
                'SELECT DISTINCT user_id FROM encoach_entity_users_rel WHERE entity_id IN %s',
                self._get_entity_ids() or (None,),
            )
        )
        return tuple({self.id, *(user_id for (user_id,) in rows)})

    @tools.ormcache()
    def _get_platform_user_ids(self):
        """Return the ids of the users without any school."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM res_users WHERE NOT EXISTS (
                    SELECT 1 FROM encoach_entity_users_rel WHERE user_id = res_users.id
                )
                """
            )
        )
        return tuple(user_id for (user_id,) in rows)

    @api.model_create_multi
    def create(self, vals_list):
        """Let the rules of those who are signed in know their new colleague."""
        users = super().create(vals_list)
        users.flush_recordset()
        self.env.registry.clear_cache()
        return users

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
        return self.env['ir.rule']._get_entity_domain('entity_ids')

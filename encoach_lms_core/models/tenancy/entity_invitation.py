from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import email_normalize

from ...door import platform

ROLES = [
    ('entity_admin', "School administrator"),
    ('teacher', "Teacher"),
]


class EncoachEntity(models.Model):
    """How a school gets its users: by invitation, never with a password somebody else knows."""

    _inherit = 'encoach.entity'

    @platform
    def action_invite_user(self):
        """Open the invitation dialog for this school."""
        self.ensure_one()
        self.check_access('write')
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Invite User"),
            'res_model': 'encoach.invite.user',
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'default_entity_id': self.id},
        }

    def _invite_user(self, name, email, role):
        """Give somebody a role in this school; a new user gets an invitation by e-mail.

        Somebody who works in another school already keeps it and gets this one beside it.

        :param str name: the person's name
        :param str email: his e-mail address, which is his login
        :param str role: one of ROLES
        :return: the user
        :raise UserError: for a bad address, or a platform administrator, whom a school would
            confine
        """
        self.ensure_one()
        self.check_access('write')
        login = email_normalize(email)
        if not login:
            raise UserError(self.env._("This is not an e-mail address."))
        user = self.env['res.users'].search([('login', '=', login)])
        if user and user._is_platform_admin():
            raise UserError(
                self.env._(
                    "This person administers the platform: a school would confine him to it."
                )
            )
        values = {
            'entity_ids': [Command.link(self.id)],
            'group_ids': [Command.link(self.env.ref(f'encoach_lms_core.group_{role}').id)],
        }
        if user:
            user.write({**values, 'company_ids': [Command.link(self.company_id.id)]})
        else:
            user = user.with_context(no_reset_password=True).create(
                {
                    'name': name,
                    'login': login,
                    'email': login,
                    'company_id': self.company_id.id,
                    'company_ids': [Command.set(self.company_id.ids)],
                    **values,
                }
            )
            user._send_invitation()
        if role == 'teacher':
            self._link_teacher(user)
        return user

    def _link_teacher(self, user):
        """Make the user the account of his teacher record, which is created when missing."""
        Teacher = self.env['encoach.teacher']
        teacher = Teacher.search([('entity_id', '=', self.id), ('email_key', '=', user.login)])
        if teacher:
            teacher.user_id = user
        else:
            Teacher.create(
                {
                    'entity_id': self.id,
                    'name': user.name,
                    'email': user.login,
                    'user_id': user.id,
                }
            )

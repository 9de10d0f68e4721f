from odoo import fields, models

from ..door import platform


class EncoachEntitySetup(models.TransientModel):
    """Sets up a school and invites its first administrator; platform administrators use it."""

    _name = 'encoach.entity.setup'
    _description = "Set up a school"

    # the school
    name = fields.Char(string="School", required=True)
    code = fields.Char(required=True, help="Short and unique, such as NILE.")
    tz = fields.Selection(
        selection=lambda self: self.env['encoach.entity']._selection_tz(),
        string="Time zone",
        required=True,
        default=lambda self: self.env.user.tz or 'UTC',
    )

    # its first administrator
    admin_name = fields.Char(string="Administrator", required=True)
    admin_email = fields.Char(string="E-mail", required=True)

    @platform
    def action_create(self):
        """Create the school, invite the administrator, and show the invitation."""
        self.ensure_one()
        entity = self.env['encoach.entity'].create(
            {'name': self.name, 'code': self.code, 'tz': self.tz}
        )
        invitation = self.env['encoach.invite.user'].create(
            {
                'entity_id': entity.id,
                'name': self.admin_name,
                'email': self.admin_email,
                'role': 'entity_admin',
            }
        )
        return invitation.action_invite()

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.base.models.ir_mail_server import MailDeliveryException

from ...wall.classes import Hidden

_logger = logging.getLogger(__name__)

#: who asks again meanwhile gets no second mail
INTERVAL = timedelta(minutes=15)
LONGEST_LOGIN = 320


class EncoachPasswordRequest(models.Model):
    """Somebody has asked for a new password of a login, which may or may not exist.

    Only the job that sends the mail looks it up: neither the answer nor its time can tell.
    Nobody has access rights to these records, which are kept for a day.
    """

    _name = 'encoach.password.request'
    _description = "Request for a new password"
    _order = 'id'
    _log_access = False
    _wall = Hidden()

    login = fields.Char(required=True, index=True)
    requested_at = fields.Datetime(required=True, index=True)
    served = fields.Boolean(required=True, default=False, help="Whether the job has looked it up.")

    @api.model
    def _add(self, login):
        """Remember a request, and have the job run once this transaction is committed."""
        if not login or '\0' in login or len(login) > LONGEST_LOGIN:
            return
        self.env.cr.execute(
            SQL(
                'INSERT INTO encoach_password_request (login, requested_at, served)'
                ' VALUES (%s, %s, FALSE)',
                login.strip(),
                fields.Datetime.now(),
            )
        )
        self._get_job()._trigger()

    @api.model
    def _get_job(self):
        """Return the job, in superuser mode: whoever asks has no account, or is not signed in."""
        return self.env.ref('encoach_lms_core.send_password_mails').sudo()

    @api.model
    def _send_all(self):
        """Send a link to each login that was asked for and exists, once in a quarter of an hour."""
        requests = self.search([('served', '=', False)])
        recent = self.search(
            [('served', '=', True), ('requested_at', '>', fields.Datetime.now() - INTERVAL)]
        )
        done = set(recent.mapped('login'))
        for request in requests:
            request.served = True
            if request.login in done:
                continue
            done.add(request.login)
            self._send(request.login)
            self.env['ir.cron']._commit_progress(1)

    @api.model
    def _send(self, login):
        """Send a link to the user of a login, or the only one of an e-mail address, if there is."""
        Users = self.env['res.users']
        users = Users.search(Users._get_login_domain(login)) or Users.search(
            Users._get_email_domain(login)
        )
        if len(users) != 1 or not users.email:
            return
        try:
            with self.env.cr.savepoint():
                users._action_reset_password()
        except (UserError, MailDeliveryException):
            _logger.warning("No mail could be sent to user %s", users.id, exc_info=True)

    @api.autovacuum
    def _gc_old(self):
        self.env.cr.execute(
            SQL(
                'DELETE FROM encoach_password_request WHERE requested_at < %s',
                fields.Datetime.now() - timedelta(days=1),
            )
        )

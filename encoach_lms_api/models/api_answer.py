from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.encoach_lms_core.exceptions import InvalidInput
from odoo.addons.encoach_lms_core.wall.classes import Personal

KEPT = timedelta(hours=24)


class EncoachApiAnswer(models.Model):
    """What a request with an Idempotency-Key was answered, for a client that did not hear it.

    Nobody has access rights to these records: they hold what the answer held, for a day. The
    methods here are private and speak SQL, each for the caller's own rows.
    """

    _name = 'encoach.api.answer'
    _description = "API answer"
    _order = 'id'
    _log_access = False
    _wall = Personal('user_id')

    user_id = fields.Many2one('res.users', required=True, ondelete='cascade')
    key = fields.Char(required=True)
    digest = fields.Char(required=True, help="SHA-256 of the request, and of who sent it.")
    status = fields.Integer()
    location = fields.Char()
    content = fields.Text()
    begun_at = fields.Datetime(required=True, index=True)

    _key_uniq = models.UniqueIndex('(user_id, key)', "This key is in use already.")

    @api.model
    def _begin(self, key, digest):
        """Return the answer of the caller's request with this key, or None when it is a new one.

        Of two at once the second waits here; Odoo then runs it again, and it finds the answer.

        :return: ``(status, location, content)``
        :raise InvalidInput: when it was another request
        """
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO encoach_api_answer AS answer (user_id, key, digest, begun_at)
                VALUES (%(uid)s, %(key)s, %(digest)s, %(now)s)
                    ON CONFLICT (user_id, key) DO UPDATE
                   SET digest = %(digest)s, begun_at = %(now)s
                 WHERE answer.begun_at < %(oldest)s
                RETURNING id
                """,
                uid=self.env.uid,
                key=key,
                digest=digest,
                now=now,
                oldest=now - KEPT,
            ),
            log_exceptions=False,
        )
        if self.env.cr.fetchone():
            return None
        ((known, *answer),) = self.env.execute_query(
            SQL(
                'SELECT digest, status, location, content FROM encoach_api_answer'
                ' WHERE user_id = %s AND key = %s',
                self.env.uid,
                key,
            )
        )
        if known != digest:
            message = self.env._("This key was sent with another request: take a new one.")
            raise InvalidInput(message, 'Idempotency-Key', reason='taken')
        return answer

    @api.model
    def _keep(self, key, status, location, content):
        """Keep the answer of a request that has begun."""
        self.env.cr.execute(
            SQL(
                'UPDATE encoach_api_answer SET status = %s, location = %s, content = %s'
                ' WHERE user_id = %s AND key = %s',
                status,
                location,
                content,
                self.env.uid,
                key,
            )
        )

    @api.autovacuum
    def _gc_old(self):
        oldest = fields.Datetime.now() - KEPT
        self.env.cr.execute(SQL('DELETE FROM encoach_api_answer WHERE begun_at < %s', oldest))

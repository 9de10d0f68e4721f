from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...wall.classes import Hidden

DAYS = 90


class EncoachLoginPlace(models.Model):
    """A network address from which a login has signed in: guesses elsewhere do not shut it out.

    Both are stored as the digests of `encoach.login.attempt`, which writes here, and for 90 days.
    Nobody has access rights to these records.
    """

    _name = 'encoach.login.place'
    _description = "Place a login has signed in from"
    _order = 'id'
    _log_access = False
    _wall = Hidden()

    login_digest = fields.Char(required=True)
    address_digest = fields.Char(required=True)
    seen_at = fields.Datetime(required=True, index=True)

    _place_uniq = models.UniqueIndex(
        '(login_digest, address_digest)', "This place is known already."
    )

    @api.autovacuum
    def _gc_old(self):
        self.env.cr.execute(
            SQL(
                'DELETE FROM encoach_login_place WHERE seen_at < %s',
                fields.Datetime.now() - timedelta(days=DAYS),
            )
        )

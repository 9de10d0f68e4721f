import base64
import binascii
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...exceptions import Forbidden, InvalidInput, ResyncRequired

MAX_XID = 2**63 - 1

#: every transaction before this one has ended, one way or the other, as our snapshot sees it
HORIZON = SQL('pg_snapshot_xmin(pg_current_snapshot())')


class Cursor(NamedTuple):
    """How far a client has got: it has seen every change up to (xid, number).

    :param str generation: of the database that gave it out, see `encoach.sync.log`
    :param int classroom: whose changes it follows
    :param int floor: the last transaction whose forgotten deletions do not matter to the client
    """

    generation: str
    classroom: int
    xid: int
    number: int
    floor: int

    def encode(self):
        """Return the text a client gets."""
        text = ':'.join(map(str, self))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')

    @classmethod
    def decode(cls, text):
        """Return the cursor of a text.

        :raise ValueError: for a text that `encode` did not return
        """
        data = base64.b64decode(text + '=' * (-len(text) % 4), altchars=b'-_', validate=True)
        generation, *numbers = data.decode('ascii').split(':')
        if not all(number.isdigit() and int(number) <= MAX_XID for number in numbers):
            raise ValueError(text)
        cursor = cls(generation, *map(int, numbers))
        if cursor.encode() != text:
            raise ValueError(text)
        return cursor


class EncoachSyncFeed(models.AbstractModel):
    """The feed of a classroom's changes, for offline clients and partners.

    It serves what has been committed by transactions older than every running one, in the order of
    their numbers: a transaction that commits late is never skipped, its changes come when it has
    ended. A change names a record; the record's content is the present one. So a client that stores
    what is created or changed, and drops what is deleted, ends with the server's state. Readers are
    entity administrators and the classroom's own teachers.
    """

    _name = 'encoach.sync.feed'
    _description = "Feed of changes"

    @api.model
    def _get_changes(self, classroom, since=None, limit=100):
        """Return a page of the changes of a classroom.

        :param str since: the cursor of the page before; left out, from the beginning
        :return: ``{'changes': [(model, record id, operation)], 'cursor', 'has_more',
            'held_back'}``, each record at most once, the operation being ``created``, ``changed``
            or ``deleted``; held back is whether changes wait for a transaction to end
        :raise Forbidden: for others than administrators and the classroom's own teachers
        :raise InvalidInput: for a text that is not a cursor of this classroom
        :raise ResyncRequired: when the client may have missed a deletion, and has to start anew
        """
        self._check_reader(classroom)
        self.env.flush_all()
        horizon, generation, forgotten, held_back = self._get_state(classroom)
        cursor = Cursor(generation, classroom.id, 0, 0, forgotten)
        if since is not None:
            cursor = self._read_cursor(since, classroom)
            if cursor.generation != generation or cursor.floor < forgotten:
                message = self.env._(
                    "since: this cursor is too old; start anew without it, and drop what you have."
                )
                raise ResyncRequired(message, 'since')
        rows = self._read_log(classroom, cursor, horizon, limit + 1)
        has_more = len(rows) > limit
        rows = rows[:limit]
        position = rows[-1][:2] if has_more else (horizon, 0)
        # a standby server that lags behind must not send a client back
        xid, number = max(position, (cursor.xid, cursor.number))
        cursor = cursor._replace(xid=xid, number=number, floor=max(cursor.floor, xid - 1))
        last = {(model, record_id): operation for _x, _n, model, record_id, operation in rows}
        return {
            'changes': [(*record, operation) for record, operation in last.items()],
            'cursor': cursor.encode(),
            'has_more': has_more,
            'held_back': held_back,
        }

    def _check_reader(self, classroom):
        classroom.check_access('read')
        if not classroom._is_staffed_by_caller():
            raise Forbidden(
                self.env._("Only administrators and the classroom's own teachers may follow it.")
            )

    def _read_cursor(self, text, classroom):
        try:
            cursor = Cursor.decode(text)
        except (ValueError, TypeError, binascii.Error):
            cursor = None
        if not cursor or cursor.classroom != classroom.id:
            message = self.env._("since: this is no cursor of this classroom.")
            raise InvalidInput(message, 'since', reason='wrong_format')
        return cursor

    def _get_state(self, classroom):
        """Return the first transaction that may be running, the generation, and what is forgotten.

        The fourth is whether changes of a classroom that have been committed wait for that
        transaction. The snapshot is the one in which the log and the records are read.
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT %(horizon)s::text, generation, forgotten::text,
                       EXISTS (SELECT FROM encoach_sync_change
                                WHERE classroom_id = %(classroom)s AND entity_id = %(entity)s
                                  AND xid >= %(horizon)s)
                  FROM encoach_sync_state
                """,
                horizon=HORIZON,
                classroom=classroom.id,
                entity=classroom.entity_id.id,
            )
        )
        horizon, generation, forgotten, held_back = self.env.cr.fetchone()
        return int(horizon), generation, int(forgotten), held_back

    def _read_log(self, classroom, cursor, horizon, limit):
        """Return ``(xid, number, model, record id, operation)`` after a cursor, in order."""
        self.env.cr.execute(
            SQL(
                """
                SELECT xid::text, id, model, record_id, operation
                  FROM encoach_sync_change
                 WHERE classroom_id = %s AND entity_id = %s
                   AND (xid, id) > (%s::xid8, %s) AND xid < %s::xid8
                 ORDER BY xid, id
                 LIMIT %s
                """,
                classroom.id,
                classroom.entity_id.id,
                str(cursor.xid),
                cursor.number,
                str(horizon),
                limit,
            )
        )
        return [(int(xid), *rest) for xid, *rest in self.env.cr.fetchall()]

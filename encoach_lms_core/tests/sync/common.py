"""The log and the feed inside one transaction, which otherwise never shows its own changes."""

from unittest.mock import patch

from odoo.tools import SQL

from ...models.sync import change_feed
from ..common import EntityCase


def show_own_changes():
    """Return a context in which the feed shows what the test itself has written.

    It is as if the next transaction asked: ours has ended, and nothing else is running.
    """
    horizon = SQL('(pg_current_xact_id()::text::numeric + 1)::text::xid8')
    return patch.object(change_feed, 'HORIZON', horizon)


class SyncCase(EntityCase):
    """Two schools; the feed shows what the test itself has written."""

    def setUp(self):
        super().setUp()
        self.enterContext(show_own_changes())

    def _read(self, classroom, user, since=None, limit=100):
        """Return a page: ``({(model, id): operation}, the answer)``."""
        feed = self.env['encoach.sync.feed'].with_user(user)
        page = feed._get_changes(classroom.with_user(user), since, limit)
        return {(name, id_): operation for name, id_, operation in page['changes']}, page

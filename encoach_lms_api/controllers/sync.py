from odoo.http import Controller

from ..http import api_route
from ..roles import Roles
from ..schemas.sync import CONTENTS, ChangePage, ChangesQuery
from ..serializer import serialize
from .resource import find


class SyncController(Controller):
    """What clients that work offline follow."""

    @api_route(
        '/sync/changes',
        query=ChangesQuery,
        answer=ChangePage,
        errors=(410,),
        roles=Roles(teacher='own'),
    )
    def list_classroom_changes(self, query):
        """List what has changed in a classroom: its name and homeroom teachers, roster, batches
        with their teachers and placements, learner groups, course assignments.

        410 when the cursor is too old: drop what you have and start anew without it.
        """
        classroom = find(self.env['encoach.classroom'], query.classroom_id, 'classroom_id')
        feed = self.env['encoach.sync.feed']
        page = feed._get_changes(classroom, query.since, query.limit)
        changes = page.pop('changes')
        return {'items': _add_contents(self.env, changes), **page}


def _add_contents(env, changes):
    """Return the items of changes: one statement a kind of record."""
    contents = {}
    for name, (model, schema) in CONTENTS.items():
        ids = [id_ for kind, id_, operation in changes if kind == name and operation != 'deleted']
        for content in serialize(env[model].browse(ids), schema) if ids else ():
            contents[name, content['id']] = content
    return [_make_item(*change, contents.get(change[:2])) for change in changes]


def _make_item(name, record_id, operation, content):
    """Return an item; a record that is gone is deleted, though the log tells so only later."""
    operation = operation if content else 'deleted'
    return {'model': name, 'id': record_id, 'operation': operation, 'record': content}

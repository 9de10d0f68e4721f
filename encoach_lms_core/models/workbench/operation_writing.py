from collections import defaultdict

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ..people.person_mixin import NO_CHATTER
from . import rows

#: by the kind of a line: what its owner is, where that may be new
OWNERS = {'batch': 'batch', 'placement': 'batch', 'batch_teacher': 'batch', 'term': 'term'}


class EncoachOperation(models.Model):
    """Writes the lines of a draft: a statement or two for each kind of row, however many."""

    _inherit = 'encoach.operation'

    @api.model
    def _write_draft(self, entity, draft):
        """Write what changes, and return the lines with the ids of batches that were made."""
        if draft.back:
            return self._write_back(entity, draft.lines)
        self.env.flush_all()
        ids = self._make_batches(entity, draft.lines)
        lines = [
            line._replace(owner=ids.get((OWNERS.get(line.what), line.owner), line.owner))
            for line in draft.lines
        ]
        pairs = defaultdict(list)
        for line in lines:
            if line.changes:
                pairs[line.what, line.action].append((line.owner, line.member))
        self._write_links(pairs)
        courses = {
            ids.get(('batch', batch), batch): course for batch, course in draft.courses.items()
        }
        self._write_people(entity, pairs, courses, draft.origin)
        self.env.invalidate_all()
        return lines

    @api.model
    def _write_links(self, pairs):
        for what in ('homeroom', 'course'):
            if added := pairs[what, 'added']:
                rows.link(self.env, what, [(what, *pair) for pair in added])
            if removed := pairs[what, 'removed']:
                rows.delete(self.env, what, [(what, *pair) for pair in removed])

    @api.model
    def _write_people(self, entity, pairs, courses, origin):
        for what, model in (
            ('roster', 'encoach.classroom.student'),
            ('batch_teacher', 'encoach.batch.teacher'),
        ):
            self.env[model]._start_pairs(entity, pairs[what, 'added'])
            self.env[model]._end_pairs(entity, pairs[what, 'removed'])
        Placement = self.env['encoach.batch.enrollment']
        places = [(batch, courses[batch], student) for batch, student in pairs['placement', 'added']]
        Placement._place_all(entity, places, origin)
        Placement._remove_all(pairs['placement', 'removed'])

    @api.model
    def _make_batches(self, entity, lines):
        """Make the terms and batches of new lines, and bring archived batches back.

        :return: ``{(what, number that the lines have): id}``
        :raise ConcurrencyError: when somebody else was faster; Odoo then runs again
        """
        archived = [line.owner for line in lines if line.what == 'batch' and line.before is False]
        if archived:
            self.env['encoach.batch'].with_context(**NO_CHATTER).browse(archived).active = True
        Term = self.env['encoach.term']
        terms = {
            line.owner: Term._get_or_create(entity, line.detail['key']).id
            for line in lines
            if line.what == 'term' and line.owner < 0
        }
        new = [line for line in lines if line.what == 'batch' and line.owner < 0]
        batches = self._insert_batches(entity, new, *terms.values()) if new else {}
        return {('term', number): id_ for number, id_ in terms.items()} | {
            ('batch', number): id_ for number, id_ in batches.items()
        }

    @api.model
    def _insert_batches(self, entity, new, new_term_id=None):
        """Insert batches. They have no "created" line: the placements tell what happened."""
        Batch = self.env['encoach.batch']
        names = ('name', 'classroom_id', 'course_id', 'section_id')
        columns = {name: [line.detail[name] for line in new] for name in names}
        columns['term_id'] = [line.detail['term_id'] or new_term_id for line in new]
        columns['active'] = [True] * len(new)
        found = Batch._insert_rows(
            columns,
            Batch._get_same_columns(entity),
            SQL('ON CONFLICT DO NOTHING RETURNING classroom_id, course_id, section_id, id'),
        )
        if len(found) < len(new):
            raise ConcurrencyError("encoach.batch was created concurrently")
        ids = {tuple(key): id_ for *key, id_ in found}
        return {line.owner: ids[tuple(line.detail[name] for name in names[1:])] for line in new}

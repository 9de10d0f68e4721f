from collections import defaultdict

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ..people.person_mixin import NO_CHATTER
from . import rows

#: by the kind of a line: what its owner is, where that may be new
OWNERS = {'batch': 'batch', 'placement': 'batch', 'batch_teacher': 'batch', 'term': 'term'}
#: what rows that come back get, in the order in which they come; None is a link, which is new
BACK = {
    'student': {'active': True},
    'teacher': {'active': True},
    'classroom': {'active': True},
    'course_record': {'active': True},
    'enrollment': {'active': True},
    'placement': {'active': True, 'ended_at': None},
    'roster': {'until': None},
    'batch_teacher': {'until': None},
    'homeroom': None,
    'course': None,
    'batch': {'active': True},
}
#: in which order rows go
GONE = (
    *('placement', 'enrollment', 'roster', 'batch_teacher', 'homeroom', 'course'),
    *('batch', 'term'),
)


class EncoachOperation(models.Model):
    """Writes the lines of a draft: a statement or two for each kind of row, however many."""

    _inherit = 'encoach.operation'

    @api.model
    def _write_draft(self, entity, draft):
        """Write what changes, and return the lines with the ids of batches that were made."""
        if draft.back:
            return self._write_back(draft.lines)
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
        self._archive(lines)
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
        places = [
            (batch, courses[batch], student) for batch, student in pairs['placement', 'added']
        ]
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
            log_exceptions=False,  # whoever is second is run again by Odoo
        )
        if len(found) < len(new):
            raise ConcurrencyError("encoach.batch was created concurrently")
        ids = {tuple(key): id_ for *key, id_ in found}
        return {line.owner: ids[tuple(line.detail[name] for name in names[1:])] for line in new}

    # THE WAY BACK

    @api.model
    def _write_back(self, lines):
        """Write what goes back: a statement for each kind of row and way, however many.

        First those who come back, then those who go: an enrollment goes after its placements.
        """
        self.env.flush_all()
        groups = defaultdict(list)
        for line in lines:
            if line.changes:
                groups[line.what, line.action, line.detail['before']].append(line)
        for what, values in BACK.items():
            if back := groups[what, 'added', True]:
                self._bring_back(what, [line.key for line in back], values)
        if revived := groups['placement', 'removed', False]:
            former = [line._replace(detail=line.detail['detail']) for line in revived]
            rows.end_placements(self.env, former)
        for what in GONE:
            new, ended = groups[what, 'removed', None], groups[what, 'removed', False]
            if ended and what in ('enrollment', 'batch'):
                rows.end(self.env, what, [line.key for line in ended], {'active': False})
            elif ended and what != 'placement':
                new = new + ended  # a former row of a pair is another row, which stays
            if new:
                rows.delete(self.env, what, [line.key for line in new])
        self.env.invalidate_all()
        return lines

    @api.model
    def _bring_back(self, what, keys, values):
        if values is None:
            rows.link(self.env, what, keys)
        else:
            rows.reopen(self.env, what, keys, values)

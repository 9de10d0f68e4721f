from datetime import date, timedelta

from odoo import api, models
from odoo.tools import SQL

from ...exceptions import InvalidInput
from ...tools import PRESENT_SQL
from ..enrollment.batch_enrollment import FORMER
from .lines import Line
from .operation_kinds import Draft, merge


class EncoachOperation(models.Model):
    """Moving students to another classroom, or to other sections, on a day.

    The roster keeps from when to when they were where. In the term's batches they leave those of
    the old classroom and join those of the new one: of a course with several the chosen section,
    else the one they were in. Without another classroom only the chosen sections change.
    """

    _inherit = 'encoach.operation'

    @api.model
    def _draft_transfer(self, entity, params):
        self.env.flush_all()
        room, target = self._get_transfer_rooms(entity, params)
        day = self._get_day(entity, params)
        students = self._browse_own(entity, params, 'student_ids')
        term_key = params.get('term_key') or self.env['encoach.term']._get_of_today(entity).key
        since, there = self._read_presence(room, target, students)
        if late := [id_ for id_, start in since.items() if start > day]:
            message = self.env._("date: some came into the classroom later than that.")
            raise InvalidInput(message, 'date', late, reason='out_of_range')
        lines = []
        batches = self._read_sources({room, target}, term_key)
        sections = set(params.get('section_ids', []))
        pairs = []
        for student in students.ids:
            if student not in since:
                lines.append(Line('roster', room, student, 'skipped', 'not_on_roster'))
                continue
            if room != target:
                lines.append(Line('roster', room, student, 'removed', 'transferred', True))
                if student in there:
                    lines.append(Line('roster', target, student, 'kept', 'there_already', True))
                else:
                    lines.append(Line('roster', target, student, 'added', 'transferred', False))
            for leaving, joining, is_unclear in self._match(
                batches, room, target, sections, student
            ):
                pairs.append((student, leaving, joining, is_unclear))
        lines += self._draft_changes(pairs)
        courses = {batch.id: batch.course_id for batch in batches}
        return Draft(merge(lines), courses, 'manual', day=day)

    @api.model
    def _read_params(self, kind, params, entity_id):
        if isinstance((params or {}).get('date'), date):
            params = {**params, 'date': params['date'].isoformat()}  # what is stored is a text
        return super()._read_params(kind, params, entity_id)

    @api.model
    def _get_transfer_rooms(self, entity, params):
        rooms = self._browse_own(entity, params, 'classroom_ids')
        if len(rooms) > 1:
            message = self.env._("%s: name one.", 'classroom_ids')
            raise InvalidInput(message, 'classroom_ids', reason='too_long')
        target = params.get('to_classroom_id') or rooms.id
        self.env['encoach.classroom']._browse_in_entity([target], entity, 'to_classroom_id')
        if target == rooms.id and not params.get('section_ids'):
            message = self.env._("to_classroom_id: name another classroom, or sections.")
            raise InvalidInput(message, 'to_classroom_id', reason='required')
        return rooms.id, target

    @api.model
    def _get_day(self, entity, params):
        """Return the day from which students are in the new place: today or a former one."""
        try:
            day = date.fromisoformat(params['date']) if 'date' in params else entity._today()
        except (TypeError, ValueError):
            message = self.env._("date: a day such as 2026-09-01 is expected.")
            raise InvalidInput(message, 'date', reason='wrong_type') from None
        if day > entity._today():
            message = self.env._("date: a transfer cannot be in the future.")
            raise InvalidInput(message, 'date', reason='out_of_range')
        return day

    @api.model
    def _read_presence(self, room, target, students):
        """Return ``{student: since when he is in the classroom}``, and who is in the new one."""
        statement = SQL(
            'SELECT classroom_id, student_id, since FROM encoach_classroom_student'
            ' WHERE classroom_id = ANY(%s) AND student_id = ANY(%s) AND %s',
            [room, target],
            students.ids,
            SQL(PRESENT_SQL),
        )
        rows = self.env.execute_query(statement)
        return (
            {student: since for classroom, student, since in rows if classroom == room},
            {student for classroom, student, _since in rows if classroom == target},
        )

    @api.model
    def _match(self, batches, room, target, sections, student):
        """Return ``(batch he leaves or None, one he joins or None, whether it is unclear)``."""
        found = []
        for course in sorted({batch.course_id for batch in batches if batch.is_usable}):
            own = [b for b in batches if b.course_id == course and b.is_usable]
            old = [b for b in own if b.classroom_id == room and student in b.student_ids]
            new = [b for b in own if b.classroom_id == target]
            chosen = [b for b in new if b.section_id in sections]
            if room == target and not chosen:
                continue
            former = {b.section_id for b in old}
            same = [b for b in new if b.section_id in former]
            joining = (chosen or same or new)[:1]
            is_unclear = len(chosen or same or new) > 1
            for leaving in old:
                if leaving not in joining:
                    found.append((leaving, None, False))
            if joining:
                found.append((None, joining[0], is_unclear))
        return found

    @api.model
    def _draft_changes(self, pairs):
        """Return the lines of who leaves and joins batches."""
        students = {student for student, *_others in pairs}
        joined = {joining.id: joining.course_id for _s, _l, joining, _u in pairs if joining}
        former = self._read_placements(joined, students)
        taken = self._read_taken(joined.values(), students)
        lines = []
        for student, leaving, joining, is_unclear in pairs:
            if leaving:
                lines.append(Line('placement', leaving.id, student, 'removed', 'transferred', True))
                continue
            before, detail = former.get((joining.id, student), (None, None))
            line = Line('placement', joining.id, student, 'added', 'transferred', before, detail)
            if before:
                line = line._replace(action='kept', reason='there_already')
            elif is_unclear:
                line = line._replace(action='skipped', reason='not_placed', detail=None)
            lines.append(line)
            is_taken = taken.get((joining.course_id, student))
            if line.action == 'added' and not is_taken:
                key = 'enrollment', joining.course_id, student
                lines.append(Line(*key, 'added', 'placed', is_taken))
        return lines

    @api.model
    def _read_placements(self, batch_ids, student_ids):
        """Return ``{(batch, student): (whether he is in it, what an ended placement says)}``."""
        statement = SQL(
            'SELECT line.batch_id, line.student_id, line.active, CASE WHEN NOT line.active THEN %s'
            ' END FROM encoach_batch_enrollment AS line'
            ' WHERE line.batch_id = ANY(%s) AND line.student_id = ANY(%s)',
            SQL(FORMER),
            list(batch_ids),
            list(student_ids),
        )
        return {row[:2]: row[2:] for row in self.env.execute_query(statement)}

    # WRITING

    @api.model
    def _write_draft(self, entity, draft):
        lines = super()._write_draft(entity, draft)
        if draft.day:
            moved = [line for line in lines if line.what == 'roster' and line.changes]
            self._date_rows([line for line in moved if line.action == 'added'], 'since', draft.day)
            eve = draft.day - timedelta(days=1)
            left = [line for line in moved if line.action == 'removed']
            self._date_rows(left, 'until', SQL('GREATEST(since, %s)', eve))
        return lines

    @api.model
    def _date_rows(self, lines, column, day):
        """Give the roster lines that were just written their day: one statement."""
        if lines:
            RosterLine = self.env['encoach.classroom.student']
            owners, members = [line.owner for line in lines], [line.member for line in lines]
            condition = SQL(
                '(classroom_id, student_id) IN (SELECT * FROM unnest(%s::int[], %s::int[]))'
                ' AND write_date = %s AND %s',
                owners,
                members,
                self.env.cr.now(),
                SQL(PRESENT_SQL) if column == 'since' else SQL('until IS NOT NULL'),
            )
            RosterLine._update_rows({column: day}, condition)
            RosterLine.invalidate_model()

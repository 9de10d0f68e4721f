from odoo import api, models
from odoo.tools import SQL

from ...exceptions import InvalidInput
from ...tools import ORDERS, Table, spread
from .lines import Line
from .operation_kinds import Draft, merge

#: stored texts of a student that a split can be balanced by are single words or numbers
FIELD_TYPES = ('char', 'selection', 'boolean', 'many2one', 'integer')


class EncoachOperation(models.Model):
    """Splitting a classroom: each student of the roster into one section of a course.

    Who is in one of the sections stays there, and so does who was put somewhere by hand; who was
    taken out of a section is not put into it. The others are spread, as evenly as they can be.
    """

    _inherit = 'encoach.operation'

    @api.model
    def _draft_split(self, entity, params):
        classroom = self.env['encoach.classroom'].browse(params['classroom_ids'])
        course = self.env['encoach.course'].browse(params['course_ids'])
        for records, name in ((classroom, 'classroom_ids'), (course, 'course_ids')):
            if len(records) > 1:
                message = self.env._("%s: name one.", name)
                raise InvalidInput(message, name, reason='too_long')
        order = params.get('order', 'name')
        if order not in ORDERS:
            message = self.env._("order: expected one of %s.", ', '.join(ORDERS))
            raise InvalidInput(message, 'order', reason='unknown_value')
        wanted = [(course.id, section_id) for section_id in params['section_ids']]
        states = classroom._get_cascade_states(wanted, params.get('term_key'))
        lines, courses = self._draft_batches(states, params.get('term_key'))
        seats = self._seat(states, order, params)
        lines += self._draft_sections(states, seats, by_hand=order == 'hand')
        given = self._get_section_teachers(entity, states, params)
        for number, state in enumerate(states):
            wanted, mode, reason = given.get(number), 'set', 'named'
            if wanted is None:
                wanted, mode, reason = [], 'add', 'homeroom_teacher'
                if not state.batch_id:
                    wanted = state.teacher_ids
            batch = state.batch_id or -1 - number
            lines += self._draft_teachers(batch, state.teaching_ids, wanted, mode, reason)
        return Draft(merge(lines), courses, 'cascade')

    @api.model
    def _seat(self, states, order, params):
        """Return ``{student id: number of his section}`` of those who get one."""
        students = self._sort_students(states[0].student_ids or [], params.get('field'))
        if order == 'hand':
            return self._seat_by_hand(states, students, params.get('placements') or [])
        placed = {
            id_: [state.placed[number] for state in states]
            for number, id_ in enumerate(states[0].student_ids or [])
        }
        origins = {
            id_: [state.origins[number] for state in states]
            for number, id_ in enumerate(states[0].student_ids or [])
        }
        fixed, allowed = {}, {}
        for id_ in students:
            there = [number for number, is_in in enumerate(placed[id_]) if is_in]
            by_hand = [number for number in there if origins[id_][number] == 'manual']
            if len(there) == 1 or by_hand:
                fixed[id_] = (by_hand or there)[0]
            elif False in placed[id_]:
                allowed[id_] = {n for n, is_in in enumerate(placed[id_]) if is_in is not False}
        capacities = [state.capacity for state in states]
        return spread(list(students), fixed, allowed, capacities, order, students)

    @api.model
    def _seat_by_hand(self, states, students, placements):
        sections = {state.section_id: number for number, state in enumerate(states)}
        seats = {}
        for given in placements:
            student_id, section_id = given.get('student_id'), given.get('section_id')
            if student_id not in students or section_id not in sections:
                message = self.env._(
                    "placements: each names a student of the roster and one of the sections."
                )
                raise InvalidInput(message, 'placements', reason='unknown_value')
            if student_id in seats:
                message = self.env._("placements: a student is given two sections.")
                raise InvalidInput(message, 'placements', reason='given_twice')
            seats[student_id] = sections[section_id]
        return seats

    @api.model
    def _sort_students(self, ids, fname):
        """Return ``{student id: value of a field}`` in the order of the students' names.

        :raise InvalidInput: for a field that students cannot be told apart by
        """
        Student = self.env['encoach.student']
        field = Student._fields.get(fname or 'id')
        if not (
            field
            and field.column_type
            and field.type in FIELD_TYPES
            and (field.store or field.inherited)
        ):
            message = self.env._("field: students have no such field to be spread by.")
            raise InvalidInput(message, 'field', reason='unknown_value')
        Table(Student, '', None).field(field.name)  # may he read it?
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.name, student.id, %s FROM encoach_student AS student
                  JOIN res_partner AS partner ON partner.id = student.partner_id
                 WHERE student.id = ANY(%s)
                """,
                SQL.identifier('partner' if field.inherited else 'student', field.name),
                ids,
            )
        )
        in_order = sorted(rows, key=lambda row: ((row[0] or '').casefold(), row[1]))
        return {id_: str(value) if fname else None for _name, id_, value in in_order}

    @api.model
    def _draft_sections(self, states, seats, by_hand):
        """Return the lines of who is in which section."""
        lines = []
        former = self._get_former(states, seats) if by_hand else {}
        for number, state in enumerate(states):
            batch = state.batch_id or -1 - number
            for position, id_ in enumerate(state.student_ids or ()):
                is_placed, seat = state.placed[position], seats.get(id_)
                key = 'placement', batch, id_
                if seat == number:
                    lines += self._draft_seat(state, key, position, former.get(key[1:]))
                elif is_placed and seat is not None:
                    lines.append(Line(*key, 'removed', 'other_section', True))
                elif seat is None and number == 0:
                    reason = 'not_placed' if by_hand else 'no_section'
                    lines.append(Line(*key, 'skipped', reason, is_placed))
        return lines

    @api.model
    def _draft_seat(self, state, key, position, former):
        """Return the lines of a student in his section."""
        is_placed, is_taken = state.placed[position], state.taken[position]
        if is_placed:
            by_hand = state.origins[position] == 'manual'
            return [Line(*key, 'kept', 'by_hand' if by_hand else 'there_already', True)]
        lines = [Line(*key, 'added', 'spread', is_placed, former)]
        if not is_taken:
            lines.append(Line('enrollment', state.course_id, key[2], 'added', 'placed', is_taken))
        return lines

    @api.model
    def _get_former(self, states, seats):
        """Return what ended placements say that are to come back, by batch and student."""
        found = {}
        for number, state in enumerate(states):
            back = [
                id_
                for id_, is_placed in zip(state.student_ids or (), state.placed or (), strict=True)
                if is_placed is False and seats.get(id_) == number
            ]
            if back:
                batch = self.env['encoach.batch'].browse(state.batch_id)
                told = self.env['encoach.batch.enrollment']._read_states(batch, back)
                found |= {(batch.id, id_): told[id_][1] for id_ in back}
        return found

    @api.model
    def _get_section_teachers(self, entity, states, params):
        """Return ``{number of a section: ids of its teachers}`` of those that name them."""
        sections = {state.section_id: number for number, state in enumerate(states)}
        given = {}
        for entry in params.get('section_teachers') or ():
            if entry.get('section_id') not in sections:
                message = self.env._("section_teachers: each names one of the sections.")
                raise InvalidInput(message, 'section_teachers', reason='unknown_value')
            given[sections[entry['section_id']]] = entry.get('teacher_ids') or []
        ids = sorted({id_ for ids in given.values() for id_ in ids})
        if ids:
            self.env['encoach.teacher']._browse_in_entity(ids, entity, 'section_teachers')
        return given

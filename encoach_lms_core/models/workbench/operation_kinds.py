from datetime import date
from typing import NamedTuple

from odoo import api, models

from ...exceptions import InvalidInput
from ...tools import plan_membership
from .lines import Line
from .operation import MODELS

#: the kind of a change of one list of members, by that of the rows
ONE_STEP = {
    'roster': 'roster',
    'homeroom': 'faculty',
    'course': 'detach',
    'batch_teacher': 'batch_teachers',
}


class Draft(NamedTuple):
    """What a change would do.

    :param lines: each row once
    :param dict courses: the courses of batches that somebody joins
    :param str origin: how those who join a batch come into it
    :param bool back: whether it is the way back to what was before another operation
    :param day: from when on rosters change, if that is not today
    """

    lines: list
    courses: dict
    origin: str = 'manual'
    back: bool = False
    day: date | None = None


def merge(lines):
    """Return lines in which each row is there once: of several, the first that changes it."""
    found = {}
    for line in lines:
        known = found.get(line.key)
        if known is None or (line.changes and not known.changes):
            found[line.key] = line
    return list(found.values())


class EncoachOperation(models.Model):
    """What each kind of change does: a draft, from what there is and what is asked for."""

    _inherit = 'encoach.operation'

    @api.model
    def _draft(self, kind, entity, params):
        """Return the `Draft` of a change; the same as long as nothing that it reads changes."""
        return getattr(self, f'_draft_{kind}')(entity, params)

    # THE CASCADE

    @api.model
    def _draft_assign(self, entity, params):
        # whose they are was asked when it was planned; what is archived is not found
        classrooms = self.env['encoach.classroom'].browse(params['classroom_ids'])
        courses = self.env['encoach.course'].browse(params['course_ids'])
        section_id = params.get('section_id')
        if section_id and len(courses) > 1:
            message = self.env._("section_id: a section is one of a single course.")
            raise InvalidInput(message, 'section_id', reason='of_another_course')
        teacher_ids = None
        if 'teacher_ids' in params:
            teacher_ids = self._browse_own(entity, params, 'teacher_ids').ids
        wanted = [(course_id, section_id) for course_id in courses.ids]
        states = classrooms._get_cascade_states(wanted, params.get('term_key'))
        if 'cells' in params:
            chosen = {(cell['classroom_id'], cell['course_id']) for cell in params['cells']}
            states = [s for s in states if (s.classroom_id, s.course_id) in chosen]
        return self._draft_assignments(states, params.get('term_key'), teacher_ids)

    @api.model
    def _draft_assignments(self, states, term_key, teacher_ids):
        """Return the `Draft` of filling batches from rosters, see `assign_course`.

        :param states: a `CascadeState` each
        :param teacher_ids: instead of the homeroom teachers, or None
        """
        lines, courses = self._draft_batches(states, term_key)
        for number, state in enumerate(states):
            batch = state.batch_id or -1 - number
            for student_id, is_placed, is_taken in zip(
                *(state.student_ids or (), state.placed or (), state.taken or ()), strict=True
            ):
                action, reason = {
                    None: ('added', 'on_roster'),
                    True: ('kept', 'there_already'),
                    False: ('skipped', 'removed_from_batch'),
                }[is_placed]
                lines.append(Line('placement', batch, student_id, action, reason, is_placed))
                if is_placed is None and not is_taken:
                    lines.append(
                        Line('enrollment', state.course_id, student_id, 'added', 'placed', is_taken)
                    )
            wanted, reason = teacher_ids or [], 'named'
            if teacher_ids is None and not state.batch_id:
                wanted, reason = state.teacher_ids, 'homeroom_teacher'
            lines += self._draft_teachers(batch, state.teaching_ids, wanted, 'add', reason)
        return Draft(merge(lines), courses, 'cascade')

    @api.model
    def _draft_batches(self, states, term_key):
        """Return the lines of batches that have to be there, and ``{batch: course}``.

        A batch that is to be made has a negative number.
        """
        lines, courses = [], {}
        if term_key and not all(state.term_id for state in states):
            lines.append(Line('term', -1, None, 'added', 'new_term', None, {'key': term_key}))
        for number, state in enumerate(states):
            if not state.is_linked:
                lines.append(
                    Line('course', state.classroom_id, state.course_id, 'added', 'assigned')
                )
            if state.batch_id:
                action = 'kept' if state.is_active else 'added'
                lines.append(
                    Line('batch', state.batch_id, None, action, 'assigned', state.is_active)
                )
            else:
                detail = {
                    'name': self.env['encoach.batch']._join_names(state.classroom, *state.names),
                    'classroom_id': state.classroom_id,
                    'course_id': state.course_id,
                    'section_id': state.section_id,
                    'term_id': state.term_id,
                    'term_key': term_key or None,
                }
                lines.append(Line('batch', -1 - number, None, 'added', 'assigned', None, detail))
            courses[state.batch_id or -1 - number] = state.course_id
        return lines, courses

    # MEMBERS

    @api.model
    def _draft_roster(self, entity, params):
        lines = []
        mode = params.get('mode', 'add')
        students = self._browse_own(entity, params, 'student_ids', archived=mode == 'remove')
        for classroom in self._browse_own(entity, params, 'classroom_ids', archived=True):
            present = self.env['encoach.classroom.student']._get_present(classroom)
            plan = plan_membership(present, students.ids, mode)
            lines += self._draft_members('roster', classroom.id, plan)
        return Draft(lines, {})

    @api.model
    def _draft_faculty(self, entity, params):
        lines = []
        mode = params.get('mode', 'add')
        teachers = self._browse_own(entity, params, 'teacher_ids', archived=mode == 'remove')
        for classroom in self._browse_own(entity, params, 'classroom_ids', archived=True):
            plan = plan_membership(classroom.teacher_ids.ids, teachers.ids, mode)
            lines += self._draft_members('homeroom', classroom.id, plan)
        return Draft(lines, {})

    @api.model
    def _draft_batch_students(self, entity, params):
        lines, courses = [], {}
        mode = params.get('mode', 'add')
        students = self._browse_own(entity, params, 'student_ids', archived=mode == 'remove')
        for batch in self._browse_own(entity, params, 'batch_ids', archived=True):
            states = self.env['encoach.batch.enrollment']._read_states(batch, students.ids)
            present = [id_ for id_, state in states.items() if state[0]]
            plan = plan_membership(present, students.ids, mode)
            lines += self._draft_students(batch, plan, states)
            courses[batch.id] = batch.course_id.id
        return Draft(merge(lines), courses)

    @api.model
    def _draft_batch_teachers(self, entity, params):
        lines = []
        mode = params.get('mode', 'add')
        teachers = self._browse_own(entity, params, 'teacher_ids', archived=mode == 'remove')
        for batch in self._browse_own(entity, params, 'batch_ids', archived=True):
            present = self.env['encoach.batch.teacher']._get_present(batch)
            lines += self._draft_teachers(batch.id, present, teachers.ids, mode, 'named')
        return Draft(lines, {})

    @api.model
    def _browse_own(self, entity, params, name, archived=False):
        return self.env[MODELS[name]]._browse_in_entity(params[name], entity, name, archived)

    @api.model
    def _draft_teachers(self, batch_id, present, wanted, mode, reason):
        plan = plan_membership(present, wanted, mode)
        return self._draft_members('batch_teacher', batch_id, plan, reason)

    @api.model
    def _draft_members(self, what, owner_id, plan, reason='named'):
        """Return the lines of a `MembershipPlan`."""
        added, removed = set(plan.added), set(plan.removed)
        none = None if what == 'homeroom' else False
        return [
            Line(what, owner_id, id_, 'added', reason, none)
            if id_ in added
            else Line(what, owner_id, id_, 'kept', 'there_already', True)
            for id_ in plan.members
        ] + [Line(what, owner_id, id_, 'removed', reason, True) for id_ in sorted(removed)]

    @api.model
    def _draft_students(self, batch, plan, states, reason='named'):
        """Return the lines of a `MembershipPlan` of a batch's students.

        :param dict states: see `_read_states`
        """
        lines = []
        for line in self._draft_members('placement', batch.id, plan, reason):
            if line.action == 'added':
                is_placed, former, is_taken = states.get(line.member, (None, None, None))
                line = line._replace(before=is_placed, detail=former)
                if not is_taken:
                    key = 'enrollment', batch.course_id.id, line.member
                    lines.append(Line(*key, 'added', 'placed', is_taken))
            lines.append(line)
        return lines

    # WITHOUT A PLAN

    @api.model
    def _change_members(self, what, owner, params, plan):
        """Do what a `MembershipPlan` says, as one operation.

        :param str what: the kind of the rows
        :param owner: the classroom or batch whose members change
        """
        reason = 'reset' if params.get('mode') == 'reset' else 'named'
        draft = Draft(self._draft_members(what, owner.id, plan, reason), {})
        return self._carry_out(ONE_STEP[what], owner.entity_id, params, draft)

    @api.model
    def _change_students(self, batch, params, plan, states, reason, origin):
        """The same of a batch's students, see `_draft_students`."""
        lines = self._draft_students(batch, plan, states, reason)
        draft = Draft(merge(lines), {batch.id: batch.course_id.id}, origin)
        return self._carry_out('batch_students', batch.entity_id, params, draft)

"""The changes that Hypothesis strings together, each made in Odoo and in the reference."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from odoo.exceptions import UserError

from . import observed
from .reference import Key, Refused, School
from .strategies import (
    COURSES,
    batches,
    classrooms,
    courses,
    modes,
    names,
    records,
    somebody,
    students,
    teachers,
)

OWNERS = {'encoach.batch': 'batch_id', 'encoach.classroom': 'classroom_id'}

# by what is changed: of whom a foreign id is named
FOREIGN = {
    'roster': 'student',
    'faculty': 'teacher',
    'students': 'student',
    'teachers': 'teacher',
    'course': 'course',
}


class Workflow(RuleBasedStateMachine):
    """Two schools in Odoo and their two references, changed one at a time.

    :param case: a test whose ``casts`` are, by the name of a school, its ``entity`` and ``admin``,
        the ``ids`` of its records by their kind, and its ``people`` as the reference wants them
    """

    def __init__(self, case):
        super().__init__()
        self.case, self.env = case, case.env
        self.schools = {name: School(**cast.people) for name, cast in case.casts.items()}
        self.batch_ids = {name: {} for name in case.casts}
        self.savepoint = self.env.cr.savepoint()

    def teardown(self):
        self.savepoint.close(rollback=True)
        self.env.transaction.clear()

    # finding

    def _ids(self, name, kind, positions):
        return [self.case.casts[name].ids[kind][position] for position in sorted(positions)]

    def _id(self, name, kind, position):
        return self._ids(name, kind, [position])[0]

    def _record(self, name, model, id_):
        """Return a record as the administrator of its school gets it."""
        return self.env[f'encoach.{model}'].with_user(self.case.casts[name].admin).browse(id_)

    def _classroom(self, name, position):
        id_ = self._id(name, 'classroom', position)
        return id_, self._record(name, 'classroom', id_)

    def _batch(self, name, number):
        """Return key and record of one of the school's batches."""
        keys = list(self.batch_ids[name])
        key = keys[number % len(keys)]
        return key, self._record(name, 'batch', self.batch_ids[name][key])

    def _has_batches(self):
        return all(self.batch_ids.values())

    # comparing

    def _agree(self, reference, product):
        """Make a change on both sides; return both answers, or None when both refuse it."""
        try:
            expected = reference()
        except Refused as refusal:
            with self.case.assertRaises(UserError) as caught:
                product()
            self.case.assertEqual(caught.exception.code, refusal.code)
            return None
        return expected, product()

    def _agree_on_members(self, reference, product, owner, field, mode):
        """Make a change of members, and compare the whole answer."""
        answers = self._agree(reference, product)
        if answers:
            change, answer = answers
            described = {
                OWNERS[owner._name]: owner.id,
                'mode': mode,
                'added': change.added,
                'removed': change.removed,
                field: change.members,
                'total': len(change.members),
            }
            self.case.assertEqual(answer, described)

    @invariant()
    def agree(self):
        """Both schools are as the rules say, whichever was changed, and the audit finds nothing."""
        self.env.flush_all()
        for name, school in self.schools.items():
            entity = self.case.casts[name].entity
            stored, shown = observed.expected(school), observed.expected_to_be_shown(school)
            self.case.assertEqual(observed.stored(self.env.cr, entity.id), stored)
            self.case.assertEqual(observed.shown(self.env, entity), shown)
            # every active placement has an active course enrollment
            (audit,) = self.env['encoach.enrollment.audit']._audit(entity)
            self.case.assertEqual((audit.verdict, audit.coverage), (0, 1.0))

    # the four steps

    @initialize(students=students, teachers=teachers)
    def both_schools_have_begun(self, students, teachers):
        """The same in both: a roster, homeroom teachers, and the batch of a whole course."""
        for name in self.schools:
            self.change_roster(name, 0, students, 'set')
            self.change_faculty(name, 0, teachers, 'set')
            self.assign_course(name, 0, 0, None, None, None)

    @rule(name=names, classroom=classrooms, positions=students, mode=modes)
    def change_roster(self, name, classroom, positions, mode):
        id_, record = self._classroom(name, classroom)
        ids = self._ids(name, 'student', positions)
        self._agree_on_members(
            lambda: self.schools[name].change_roster(id_, ids, mode),
            lambda: record.update_roster(ids, mode),
            *(record, 'student_ids', mode),
        )

    @rule(name=names, classroom=classrooms, positions=teachers, mode=modes)
    def change_faculty(self, name, classroom, positions, mode):
        id_, record = self._classroom(name, classroom)
        ids = self._ids(name, 'teacher', positions)
        self._agree_on_members(
            lambda: self.schools[name].change_faculty(id_, ids, mode),
            lambda: record.update_teachers(ids, mode),
            *(record, 'teacher_ids', mode),
        )

    @rule(
        name=names,
        classroom=classrooms,
        course=courses,
        # of the course, or of the other one
        section=st.sampled_from([None, None, (0, 0), (0, 1), (0, 0), (0, 1), (1, 0)]),
        term=st.sampled_from([None, '2026-T1', 'new']),
        positions=st.none() | teachers,
    )
    def assign_course(self, name, classroom, course, section, term, positions):
        classroom_id, record = self._classroom(name, classroom)
        course_id = self._id(name, 'course', course)
        section_id = None
        if section:
            offset, letter = section
            other = self._id(name, 'course', (course + offset) % COURSES)
            section_id = self.schools[name].sections[other][letter]
        key = Key(classroom_id, course_id, section_id, term)
        ids = None if positions is None else self._ids(name, 'teacher', positions)
        answers = self._agree(
            lambda: self.schools[name].assign_course(key, ids),
            lambda: record.assign_course(course_id, section_id, term, ids),
        )
        if answers:
            cascade, answer = answers
            batch_id = self.batch_ids[name].setdefault(key, answer['batch_id'])
            described = {
                'batch_id': batch_id,
                'created': cascade.created,
                'enrolled': cascade.enrolled,
                'kept': len(cascade.kept),
                'skipped': [
                    {'student_id': id_, 'reason': 'removed_from_batch'} for id_ in cascade.skipped
                ],
                'teacher_ids': cascade.teachers,
            }
            self.case.assertEqual(answer, described)

    @rule(name=names, classroom=classrooms, course=courses)
    def detach_course(self, name, classroom, course):
        id_, record = self._classroom(name, classroom)
        course_id = self._id(name, 'course', course)
        self.schools[name].detach_course(id_, course_id)
        record.detach_course(course_id)

    # overrides

    @precondition(_has_batches)
    @rule(name=names, number=batches, positions=students, mode=modes)
    def change_students(self, name, number, positions, mode):
        key, record = self._batch(name, number)
        ids = self._ids(name, 'student', positions)
        self._agree_on_members(
            lambda: self.schools[name].change_students(key, ids, mode),
            lambda: record.update_students(ids, mode),
            *(record, 'student_ids', mode),
        )

    @precondition(_has_batches)
    @rule(name=names, number=batches, positions=teachers, mode=modes)
    def change_teachers(self, name, number, positions, mode):
        key, record = self._batch(name, number)
        ids = self._ids(name, 'teacher', positions)
        self._agree_on_members(
            lambda: self.schools[name].change_teachers(key, ids, mode),
            lambda: record.update_teachers(ids, mode),
            *(record, 'teacher_ids', mode),
        )

    @precondition(_has_batches)
    @rule(name=names, number=batches, kind=st.sampled_from(['student', 'teacher']))
    def reset(self, name, number, kind):
        key, record = self._batch(name, number)
        self._agree_on_members(
            lambda: getattr(self.schools[name], f'reset_{kind}s')(key),
            getattr(record, f'reset_{kind}s'),
            *(record, f'{kind}_ids', 'reset'),
        )

    @precondition(_has_batches)
    @rule(name=names, number=batches)
    def archive_or_restore_a_batch(self, name, number):
        key, record = self._batch(name, number)
        batch = self.schools[name].batches[key]
        batch.active = not batch.active
        record.active = batch.active

    # who takes a course

    @rule(name=names, course=courses, position=somebody)
    def take_or_drop_a_course(self, name, course, position):
        school = self.schools[name]
        pair = self._id(name, 'course', course), self._id(name, 'student', position)
        if pair in school.takes:
            taken = school.takes[pair]
            (school.drop_course if taken else school.take_course)(*pair)
            domain = [('course_id', '=', pair[0]), ('student_id', '=', pair[1])]
            model = self._record(name, 'course.enrollment', []).with_context(active_test=False)
            model.search(domain).active = not taken

    @rule(name=names, course=courses, position=somebody)
    def move_to_course(self, name, course, position):
        course_id = self._id(name, 'course', course)
        student_id = self._id(name, 'student', position)
        course_name = self._record(name, 'course', course_id).name
        student = self._record(name, 'student', student_id)
        self._agree(
            lambda: self.schools[name].move_to_course(student_id, course_id),
            lambda: student._change_registration({'course_name': course_name}),
        )

    # archiving

    @rule(name=names, what=records)
    def archive_or_restore(self, name, what):
        kind, id_ = what[0], self._id(name, *what)
        record = self._record(name, kind, id_)
        if id_ in self.schools[name].archived[kind]:
            self.schools[name].restore(kind, id_)
            record.action_unarchive()
        else:
            self.schools[name].archive(kind, id_)
            record.action_archive()

    # the other school

    @rule(
        name=names,
        number=batches,
        what=st.sampled_from(list(FOREIGN)),
        positions=students,
        mode=modes,
    )
    def name_somebody_of_the_other_school(self, name, number, what, positions, mode):
        """One foreign id among others: refused whole."""
        other = 'b' if name == 'a' else 'a'
        classroom = self._classroom(name, 0)[1]
        batch = self._batch(name, number)[1]
        kind = FOREIGN[what]
        foreign = self._id(other, kind, 0)
        own = self._ids(name, 'student', positions) if kind == 'student' else []
        ids = [*own, foreign]
        calls = {
            'roster': lambda: classroom.update_roster(ids, mode),
            'faculty': lambda: classroom.update_teachers(ids, mode),
            'students': lambda: batch.update_students(ids, mode),
            'teachers': lambda: batch.update_teachers(ids, mode),
            'course': lambda: classroom.assign_course(foreign),
        }
        with self.case.assertRaises(UserError) as caught:
            calls[what]()
        self.case.assertEqual(caught.exception.code, 'entity_mismatch')

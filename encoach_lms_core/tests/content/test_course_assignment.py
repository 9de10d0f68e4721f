import uuid

from psycopg2.errors import ForeignKeyViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from ...exceptions import (
    EntityMismatch,
    Forbidden,
    InvalidInput,
    RecordNotFound,
)
from .common import ContentCase


@tagged('encoach')
class TestCourseAssignment(ContentCase):
    """A course for a classroom or some of its students, by its UUID.

    S2-01 to S2-10, S2-12, S2-14 to S2-16.
    """

    def own(self, user=None):
        """Return the assignments a student sees, as ``[(title, target)]``."""
        Assignment = self.env['encoach.course.assignment'].with_user(user or self.a.student_user)
        return [(assignment.title, assignment.target) for assignment in Assignment._get_own()]

    def test_it_copies_the_course_and_is_off(self):
        """S2-02, S2-03: UUID, title and description; inactive by default; by whom."""
        self.a.course.syllabus = "Alpha syllabus"
        assignment, created = self._assign_content(self.a)
        self.assertTrue(created)
        self.assertEqual(assignment.course_uuid, self.a.course.uuid)
        self.assertEqual(
            (assignment.title, assignment.description), ("Alpha Physics", "Alpha syllabus")
        )
        self.assertEqual(assignment.assigned_by_id, self.a.teacher_user)
        self.assertFalse(assignment.is_active)
        self.assertEqual(assignment.target, 'classroom')
        by_platform, _created = self._assign_content(self.b, self.platform_admin)
        self.assertFalse(by_platform.assigned_by_id)

    def test_it_outlives_its_course(self):
        """S2-02, S2-08: an archived or deleted course is missing, and its title is kept."""
        course = self.a.course.copy({'name': "Alpha Latin"})
        assignment, _created = self._assign_content(self.a, course_id=course.id)
        self.assertEqual((assignment.missing, assignment.course_id), (False, course))
        course.name = "Renamed"
        course.active = False
        assignment.invalidate_recordset()
        self.assertTrue(assignment.missing)
        course.unlink()
        assignment.invalidate_recordset()
        self.assertTrue(assignment.missing)
        self.assertEqual(assignment.title, "Alpha Latin")
        self.assertEqual(assignment.notice, "Course not available here")
        self.env['encoach.course'].create(
            {'name': "Back", 'uuid': assignment.course_uuid, 'entity_id': self.a.entity.id}
        )
        assignment.invalidate_recordset()
        self.assertFalse(assignment.missing)

    def test_a_course_of_the_other_school_is_not_available_here(self):
        values = {'course_uuid': self.b.course.uuid, 'title': "Elsewhere"}
        assignment, _created = self._assign_content(self.a, **values)
        self.assertTrue(assignment.missing)
        self.assertFalse(assignment.course_id)
        self.assertEqual(assignment.title, "Elsewhere")

    def test_a_course_may_be_assigned_before_it_is_here(self):
        values = {'course_uuid': str(uuid.uuid4())}
        with self.assertRaises(InvalidInput):
            self._assign_content(self.a, **values)
        assignment, _created = self._assign_content(self.a, **values, title="To come")
        self.assertTrue(assignment.missing)
        here = {'course_uuid': self.a.course.uuid, 'title': "Ignored"}
        assignment, _created = self._assign_content(self.a, **here)
        self.assertEqual(assignment.title, "Alpha Physics")

    def test_assigning_twice_is_the_same_assignment(self):
        group = self._make_group(self.a, self.a.students[:2])
        for target in ({}, {'learner_group_id': group.id}, {'student_ids': self.a.students.ids}):
            first, created = self._assign_content(self.a, **target)
            self.assertTrue(created)
            again, created = self._assign_content(self.a, self.a.admin, **target)
            self.assertEqual((again, created), (first, False))
            self._assign_content(self.a, is_active=True, **target)
            self.assertTrue(first.is_active)
            self._assign_content(self.a, **target)
            self.assertTrue(first.is_active, "left out stays")
        self.assertEqual(self.env['encoach.course.assignment'].search_count([]), 3)
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation):
            self.env['encoach.course.assignment'].create(
                {'classroom_id': self.a.classroom.id, 'course_id': self.a.course.id}
            )

    def test_there_is_no_limit_on_their_number(self):
        """S2-09."""
        for number in range(60):
            values = {'course_uuid': str(uuid.uuid4()), 'title': f'Course {number}'}
            self._assign_content(self.a, is_active=True, **values)
        self.assertEqual(len(self.own()), 60)

    def test_a_student_reads_what_is_on_and_reaches_him(self):
        """S2-04: learners change nothing."""
        student, others = self.a.students[0], self.a.students[1:]
        cases = (
            ({}, True),
            ({'learner_group_id': self._make_group(self.a, student).id}, True),
            ({'learner_group_id': self._make_group(self.a, others, "Others").id}, False),
            ({'student_ids': student.ids}, True),
            ({'student_ids': others.ids}, False),
        )
        Assignment = self.env['encoach.course.assignment'].with_user(self.a.student_user)
        for values, reaches in cases:
            with self.subTest(values):
                assignment, _created = self._assign_content(self.a, **values)
                self.assertEqual((Assignment.search([]), self.own()), (Assignment, []))
                assignment.is_active = True
                self.assertEqual(bool(Assignment.search([])), reaches)
                self.assertEqual(bool(self.own()), reaches)
                self.assertFalse(self.own(self.b.student_user))
                for operation in ('write', 'create', 'unlink'):
                    self.assertFalse(
                        assignment.with_user(self.a.student_user).has_access(operation)
                    )
                assignment.unlink()

    def test_who_has_left_the_roster_is_reached_no_more(self):
        group = self._make_group(self.a, self.a.students)
        self._assign_content(self.a, is_active=True)
        self._assign_content(self.a, is_active=True, learner_group_id=group.id)
        self.a.classroom.update_roster(self.a.students[0].ids, 'remove')
        self.assertEqual(self.own(), [])
        self.assertFalse(
            self.env['encoach.course.assignment'].with_user(self.a.student_user).search([])
        )

    def test_a_course_that_reaches_a_student_twice_is_seen_once(self):
        """In canonical order: classroom, group, single students."""
        student = self.a.students[0]
        group = self._make_group(self.a, student)
        made = [
            self._assign_content(self.a, is_active=True, **values)[0]
            for values in (
                {'student_ids': student.ids},
                {'learner_group_id': group.id},
                {},
            )
        ]
        for expected in ('classroom', 'group', 'adhoc'):
            self.assertEqual(self.own(), [("Alpha Physics", expected)])
            made.pop().is_active = False
        self.assertEqual(self.own(), [])

    def test_single_students_are_replaced_and_an_empty_list_deletes(self):
        one, two = self.a.students[:2]
        assignment, _created = self._assign_content(self.a, student_ids=one.ids, is_active=True)
        group = assignment.learner_group_id
        again, created = self._assign_content(self.a, student_ids=two.ids)
        self.assertEqual((again, created, group.student_ids), (assignment, False, two))
        self.assertTrue(assignment._change({'student_ids': (one | two).ids, 'is_active': False}))
        self.assertEqual((group.student_ids, assignment.is_active), (one | two, False))
        self.assertTrue(assignment._change({'is_active': True}) and assignment.is_active)
        with self.assertRaises(AccessError):
            assignment.with_user(self.a.student_user)._change({'is_active': False})
        self.assertFalse(assignment._change({'student_ids': []}))
        self.assertFalse(assignment.exists() or group.exists())
        self._assign_content(self.a, student_ids=one.ids)
        gone, created = self._assign_content(self.a, student_ids=[])
        self.assertEqual((gone, created), (assignment.browse(), False))
        self.assertFalse(assignment.exists() or group.exists())
        self.assertEqual(self._assign_content(self.a, student_ids=[]), (gone, False))
        other, _created = self._assign_content(self.a, student_ids=one.ids)
        group = other.learner_group_id
        other.unlink()
        self.assertFalse(group.exists())

    def test_administrators_and_the_classrooms_own_teachers_assign_and_nobody_else(self):
        """S2-04."""
        assignment, _created = self._assign_content(self.a)
        for user in (self.a.colleague_user, self.b.admin, self.b.teacher_user):
            with self.subTest(user.login):
                for operation in ('read', 'write', 'unlink'):
                    self.assertFalse(assignment.with_user(user).has_access(operation))
                with self.assertRaises(AccessError):
                    self._assign_content(self.a, user)
                with self.assertRaises(AccessError):
                    self.env['encoach.course.assignment'].with_user(user).create(
                        {
                            'classroom_id': self.a.classroom.id,
                            'course_uuid': str(uuid.uuid4()),
                            'title': "Mine",
                        }
                    )
        with self.assertRaises(Forbidden):
            self._assign_content(self.a, self.a.student_user)

    def test_each_way_of_teaching_there_is_enough(self):
        teacher = self.a.teachers[1]
        batch, _answer = self._assign(self.a)

        def may():
            self.env.invalidate_all()
            assignments = self.env['encoach.course.assignment'].with_user(self.a.colleague_user)
            found = bool(assignments.search([]))
            self.assertEqual(assignment.with_user(self.a.colleague_user).has_access('write'), found)
            return found

        assignment, _created = self._assign_content(self.a)
        self.assertFalse(may())
        batch.update_teachers(teacher.ids)
        self.assertTrue(may())
        batch.update_teachers(teacher.ids, 'remove')
        self.assertFalse(may())
        self.a.classroom.assign_class_teacher(teacher.id, '2026-T1')
        self.assertTrue(may())
        self.a.classroom.remove_class_teacher('2026-T1')
        self.a.classroom.update_teachers(teacher.ids)
        self.assertTrue(may())

    def test_only_whether_it_is_on_can_be_changed(self):
        assignment, _created = self._assign_content(self.a)
        group = self._make_group(self.a, self.a.students)
        for fname, value in (
            ('course_uuid', str(uuid.uuid4())),
            ('course_id', self.a.course.id),
            ('title', "Other"),
            ('learner_group_id', group.id),
            ('assigned_by_id', self.a.admin.id),
            ('classroom_id', self.a.classroom.copy().id),
        ):
            with self.subTest(fname), self.assertRaises(UserError):
                assignment.write({fname: value})
        assignment.is_active = True

    def test_nobody_assigns_in_another_name(self):
        assignment = (
            self.env['encoach.course.assignment']
            .with_user(self.a.teacher_user)
            .create(
                {
                    'classroom_id': self.a.classroom.id,
                    'course_id': self.a.course.id,
                    'assigned_by_id': self.a.admin.id,
                }
            )
        )
        self.assertEqual(assignment.assigned_by_id, self.a.teacher_user)

    def test_odd_input_is_refused(self):
        elsewhere = self.a.classroom.copy()
        foreign_group = self._make_group(self.b, self.b.students)
        other_group = self._make_group(self.a, self.a.students[:0], classroom_id=elsewhere.id)
        outsider = self._make_people(self.a, 'student', 1, 'outside ')
        course = {'course_id': self.a.course.id}
        for values, error in (
            ({}, InvalidInput),
            ({**course, 'course_uuid': self.a.course.uuid}, InvalidInput),
            ({'course_uuid': 'x', 'title': "X"}, InvalidInput),
            ({'course_uuid': self.a.course.uuid.upper(), 'title': "X"}, InvalidInput),
            ({'course_id': self.b.course.id}, EntityMismatch),
            ({'course_id': 2**31 - 1}, RecordNotFound),
            ({**course, 'learner_group_id': foreign_group.id}, EntityMismatch),
            ({**course, 'learner_group_id': other_group.id}, InvalidInput),
            ({**course, 'student_ids': outsider.ids}, InvalidInput),
            ({**course, 'student_ids': self.b.students.ids}, EntityMismatch),
            ({**course, 'student_ids': [], 'learner_group_id': 1}, InvalidInput),
        ):
            with self.subTest(values), self.assertRaises(error), self.env.cr.savepoint():
                self.env['encoach.course.assignment'].with_user(self.a.admin)._assign(
                    self.a.classroom.with_user(self.a.admin), values
                )
        self.assertFalse(self.env['encoach.course.assignment'].search([]))

    def test_the_database_keeps_a_group_with_its_classroom(self):
        group = self._make_group(
            self.a, self.a.students[:0], classroom_id=self.a.classroom.copy().id
        )
        assignment, _created = self._assign_content(self.a)
        with mute_logger('odoo.sql_db'), self.assertRaises(ForeignKeyViolation):
            self.env.cr.execute(
                SQL(
                    'UPDATE encoach_course_assignment SET learner_group_id = %s WHERE id = %s',
                    group.id,
                    assignment.id,
                )
            )

    def test_the_form_assigns_a_course(self):
        with Form(self.env['encoach.course.assignment'].with_user(self.a.teacher_user)) as form:
            form.classroom_id = self.a.classroom
            form.course_id = self.a.course
        assignment = form.record
        self.assertEqual(assignment.course_uuid, self.a.course.uuid)
        with Form(assignment) as form:
            form.is_active = True
        self.assertTrue(assignment.is_active)

    def test_the_number_of_statements_does_not_depend_on_the_number_of_assignments(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            Assignment.search([]).read(['title', 'missing', 'notice', 'target', 'is_active'])
            Assignment._get_own()
            return self.cr.sql_log_count - before

        for user in (self.a.student_user, self.a.teacher_user):
            Assignment = self.env['encoach.course.assignment'].with_user(user)
            counts = []
            for number in (2, 2, 80):
                for _number in range(number):
                    values = {'course_uuid': str(uuid.uuid4()), 'title': "Course"}
                    self._assign_content(self.a, is_active=True, **values)
                counts.append(count())
            self.assertEqual(counts[1], counts[2])
            self.assertLessEqual(counts[2], 10)

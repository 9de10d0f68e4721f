from odoo.tests import tagged

from ...models.enrollment import audit
from ..common import EntityCase


@tagged('encoach')
class TestAudit(EntityCase):
    """The audit and the backfill of course enrollments (S4-07, S4-08, S4-12, S4-13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Audit = cls.env['encoach.enrollment.audit']
        for school in (cls.a, cls.b):
            school.classroom.update_roster(school.students.ids)
            for section in school.sections:
                school.classroom.assign_course(school.course.id, section.id)
        # the database keeps what the audit looks for from happening
        cls.env.flush_all()
        cls.env.cr.execute(
            'ALTER TABLE encoach_batch_enrollment'
            ' DROP CONSTRAINT encoach_batch_enrollment_enrollment_active_fk'
        )

    def _break(self, statement, student):
        self.env.flush_all()
        self.env.cr.execute(
            f'{statement} WHERE student_id = %s',  # pylint: disable=sql-injection
            [student.id],
        )
        self.env.invalidate_all()

    def _break_two(self):
        self._break('DELETE FROM encoach_course_enrollment', self.a.students[0])
        self._break('UPDATE encoach_course_enrollment SET active = FALSE', self.a.students[1])

    def test_all_is_well(self):
        """S4-09: a fresh installation needs nothing."""
        empty = self.env['encoach.entity'].create({'name': "Empty", 'code': 'ZERO'})
        for report in self.Audit._audit(self.a.entity | self.b.entity | empty):
            self.assertEqual((report.coverage, report.verdict), (1, audit.PASS))
            self.assertEqual(report.placements, 0 if report.code == 'ZERO' else 8)

    def test_broken_rows_are_counted_and_told(self):
        """S4-07, S4-12: three buckets."""
        self._break_two()
        report, other = self.Audit._audit(self.a.entity | self.b.entity)
        self.assertEqual((report.active, report.inactive, report.missing), (2, 1, 1))
        self.assertEqual((report.students, report.students_without), (4, 2))
        self.assertEqual((report.coverage, report.verdict), (0.5, audit.FAIL))
        text = '\n'.join(report.describe())
        self.assertIn('Alpha Student 0000', text)
        self.assertIn('coverage: 50.00 %', text)
        self.assertEqual(other.verdict, audit.PASS)
        self.assertNotIn('Alpha', '\n'.join(other.describe()))

    def test_what_is_not_placed_needs_no_enrollment(self):
        self.env['encoach.batch.enrollment'].search(
            [('student_id', '=', self.a.students[0].id)]
        ).active = False
        self._break('DELETE FROM encoach_course_enrollment', self.a.students[0])
        self.assertEqual(self.Audit._audit(self.a.entity)[0].verdict, audit.PASS)

    def test_the_backfill_creates_and_activates_within_its_schools(self):
        """S4-13"""
        self._break_two()
        self._break('DELETE FROM encoach_course_enrollment', self.b.students[0])
        report = self.Audit._backfill(self.a.entity)[0]
        self.assertEqual((report.missing, report.inactive), (1, 1))
        mended, other = self.Audit._audit(self.a.entity | self.b.entity)
        self.assertEqual((mended.active, mended.verdict), (4, audit.PASS))
        self.assertEqual(other.missing, 1)
        enrollments = self.a.students.course_enrollment_ids
        self.assertEqual(len(enrollments), 4)
        self.assertEqual(enrollments.entity_id, self.a.entity)

    def test_verdicts(self):
        """S4-12: 0 for 100 % and none inactive, 1 from 99 %, else 2; never rounded up."""
        for active, inactive, missing, verdict, shown in (
            (0, 0, 0, audit.PASS, '100.00'),
            (5, 0, 0, audit.PASS, '100.00'),
            (99, 0, 1, audit.WARNING, '99.00'),
            (99, 1, 0, audit.WARNING, '99.00'),
            (99_999, 1, 0, audit.WARNING, '99.99'),
            (98, 0, 1, audit.FAIL, '98.98'),
            (0, 1, 0, audit.FAIL, '0.00'),
        ):
            report = audit.EntityAudit('X', "X", 0, active, inactive, missing, 0, 0)
            self.assertEqual(report.verdict, verdict)
            self.assertIn(f'coverage: {shown} %', '\n'.join(report.describe()))

    def test_it_costs_two_statements_whatever_is_broken(self):
        many = self._make_people(self.a, 'student', 500, 'many ')
        self.a.classroom.batch_ids[0].update_students(many.ids)
        self.env.flush_all()
        self.env.cr.execute('DELETE FROM encoach_course_enrollment')
        with self.assertQueryCount(2):
            report = self.Audit._audit(self.a.entity)[0]
        self.assertEqual(len(report.describe_broken()), 11)
        with self.assertQueryCount(4):  # and the schools' codes, and the mending
            self.Audit._backfill(self.a.entity)

from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestPerformance(ApiCase):
    """SQL statements a request costs, all of it: signaling, sign-in, the wall, rules, rows.

    Here all requests share one transaction, so each leaves the role of the one before and takes its
    own: two statements, of which only the second is there on a server.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls._make_people(cls.a, 'student', 1200, prefix="Many ")
        cls.a.classroom.update_roster(cls.people.ids)
        cls.batch, _answer = cls._assign(cls, cls.a)

    def count(self, path, user=None):
        """Return the statements of the second of two equal requests: the first fills caches."""
        user = user or self.a.admin
        self.ok(user, 'GET', path)
        cr = self.env.cr
        before = cr.sql_log_count
        answer = self.ok(user, 'GET', path)
        return cr.sql_log_count - before, answer

    def test_authentication_is_one_statement(self):
        token = self.token(self.a.admin)
        self.env['encoach.api.token']._find_user_id(token)
        with self.assertQueryCount(1):
            self.assertEqual(self.env['encoach.api.token']._find_user_id(token), self.a.admin.id)

    def test_a_thousand_records_are_at_most_eight_statements(self):
        for path in (
            f'/batches/{self.batch.id}/students',
            f'/classrooms/{self.a.classroom.id}/students',
            '/students',
        ):
            for user in (self.a.admin, self.a.teacher_user):
                count, answer = self.count(f'{path}?limit=1000', user)
                self.assertEqual(len(answer['items']), 1000)
                self.assertLessEqual(count, 8, path)

    def test_the_length_of_a_page_costs_no_statements(self):
        for path in (f'/batches/{self.batch.id}/students', '/students', '/batches', '/classrooms'):
            few, _answer = self.count(f'{path}?limit=1')
            many, _answer = self.count(f'{path}?limit=1000')
            self.assertLessEqual(many, few, path)

    def test_the_overview_of_a_classroom_is_ten_statements_however_much_is_in_it(self):
        small, large = self._make_classroom(30, 1), self._make_classroom(1000, 16)
        for user in (self.a.admin, self.a.teacher_user):
            few, answer = self.count(f'/classrooms/{small.id}/overview', user)
            self.assertEqual((len(answer['students']), len(answer['batches'])), (30, 1))
            many, answer = self.count(f'/classrooms/{large.id}/overview', user)
            self.assertEqual((len(answer['students']), len(answer['batches'])), (1000, 16))
            self.assertEqual({len(batch['student_ids']) for batch in answer['batches']}, {1000})
            self.assertEqual({len(batch['teacher_ids']) for batch in answer['batches']}, {2})
            self.assertEqual(few, many)
            self.assertLessEqual(many, 10)

    def _make_classroom(self, students, batches):
        """Return a classroom with a roster, two teachers and one batch a course."""
        values = {'name': "Counted", 'entity_id': self.a.entity.id}
        classroom = self.env['encoach.classroom'].create(values)
        classroom.update_roster(self.people[:students].ids)
        classroom.update_teachers(self.a.teachers.ids)
        courses = self.env['encoach.course'].create(
            [
                {'name': f'Counted {number}', 'entity_id': self.a.entity.id}
                for number in range(batches)
            ]
        )
        for course in courses:
            classroom.with_user(self.a.admin).assign_course(course.id)
        return classroom

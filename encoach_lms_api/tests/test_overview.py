from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestOverview(ApiCase):
    """The whole page of a classroom in one request."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a.classroom.update_roster(cls.a.students[:3].ids)
        cls.a.classroom.update_teachers(cls.a.teachers.ids)
        cls.batch, _answer = cls._assign(cls, cls.a, cls.a.sections[0], term_key='2026-T1')
        cls.batch.update_students(cls.a.students[:1].ids, 'remove')
        cls.batch.update_teachers(cls.a.teachers[:1].ids, 'remove')
        cls.path = f'/classrooms/{cls.a.classroom.id}/overview'

    def test_it_says_what_the_single_routes_say(self):
        path = f'/classrooms/{self.a.classroom.id}'
        for user in (self.a.admin, self.a.teacher_user, self.platform_admin):
            overview = self.ok(user, 'GET', self.path)
            self.assertEqual(overview['classroom'], self.ok(user, 'GET', path))
            for kind in ('students', 'teachers', 'courses'):
                listed = self.ok(user, 'GET', f'{path}/{kind}')
                self.assertTrue(listed['items'])
                self.assertEqual(overview[kind], listed['items'])
            (batch,) = overview['batches']
            self.assertEqual(batch.pop('student_ids'), self.a.students[1:3].ids)
            (listed,) = self.ok(user, 'GET', f'{path}/batches')['items']
            # which says beside this what takes place in it every week
            self.assertEqual(batch, {name: listed[name] for name in batch})
            self.assertEqual(
                listed.keys() - batch.keys(), {'subject', 'academic_level', 'schedule'}
            )

    def test_a_batch_names_its_parts_and_teachers(self):
        expected = {
            'classroom_name': "Alpha Grade 7",
            'course_name': "Alpha Physics",
            'section_name': "A",
            'teacher_ids': self.a.teachers[1:].ids,
            'teacher_count': 1,
        }
        batch = self.ok(self.a.admin, 'GET', f'/batches/{self.batch.id}')
        self.assertEqual({**batch, **expected}, batch)
        whole, _answer = self._assign(self.a)
        batch = self.ok(self.a.admin, 'GET', f'/batches/{whole.id}')
        self.assertIsNone(batch['section_name'])
        self.assertEqual(batch['teacher_ids'], self.a.teachers.ids)
        whole.update_teachers([], 'set')
        self.assertEqual(self.ok(self.a.admin, 'GET', f'/batches/{whole.id}')['teacher_ids'], [])

    def test_what_is_archived_is_left_out(self):
        self.a.course.active = self.batch.active = False
        self.a.students[1].active = self.a.teachers[1].active = False
        overview = self.ok(self.a.admin, 'GET', self.path)
        self.assertEqual([item['id'] for item in overview['teachers']], self.a.teachers[:1].ids)
        self.assertEqual((overview['courses'], overview['batches']), ([], []))
        ids = [item['id'] for item in overview['students']]
        self.assertEqual(ids, [self.a.students[0].id, self.a.students[2].id])

    def test_it_is_refused_to_students_and_other_schools(self):
        for user, path, status, code in (
            (self.a.student_user, self.path, 403, 'forbidden'),
            (self.b.admin, self.path, 403, 'entity_mismatch'),
            (self.b.teacher_user, self.path, 403, 'entity_mismatch'),
            (self.a.admin, '/classrooms/2147483647/overview', 404, 'not_found'),
        ):
            self.assertProblem(self.call(user, 'GET', path), status, code)

    def test_nothing_of_another_school_is_in_it(self):
        self.b.classroom.update_roster(self.b.students.ids)
        self.b.classroom.update_teachers(self.b.teachers.ids)
        self._assign(self.b)
        self.assertNotIn(self.b.marker, self.call(self.a.admin, 'GET', self.path).text)
        path = f'/classrooms/{self.b.classroom.id}/overview'
        overview = self.ok(self.b.admin, 'GET', path)
        self.assertEqual(overview['batches'][0]['student_ids'], self.b.students.ids)
        self.assertNotIn(self.a.marker, self.call(self.b.admin, 'GET', path).text)

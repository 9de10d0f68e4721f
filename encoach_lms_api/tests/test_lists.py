from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from .common import ApiCase

STORED = ('students', 'teachers', 'courses', 'classrooms', 'terms', 'batches', 'lesson-notes')


@tagged('post_install', '-at_install')
class TestLists(ApiCase):
    """Asking lists for records by id and time, and in another order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number, student in enumerate(cls.a.students):
            student.student_code = f'CODE-{9 - number}'
        cls.a.classroom.update_roster(cls.a.students.ids)
        cls.a.classroom.update_teachers(cls.a.teachers.ids)
        cls.batch, _answer = cls._assign(cls, cls.a, cls.a.sections[0], term_key='2026-T1')
        cls.a.classroom.assign_class_teacher(cls.a.teachers[0].id, '2026-T1')
        cls.note = cls.env['encoach.lesson.note'].create(
            {
                'classroom_id': cls.a.classroom.id,
                'course_id': cls.a.course.id,
                'teacher_id': cls.a.teachers[0].id,
                'term_id': cls.a.term.id,
                'title': "Alpha note",
            }
        )
        cls.env.flush_all()

    def ids(self, path, user=None, **params):
        """Return the ids of a list, in its order."""
        listed = self.ok(user or self.a.admin, 'GET', path, params=params)
        self.assertEqual(listed['total'], len(listed['items']))
        return [item['id'] for item in listed['items']]

    def age(self, *records):
        """Have records been made two days ago, and changed yesterday."""
        self.env.flush_all()
        for record in records:
            self.env.cr.execute(
                SQL(
                    'UPDATE %s SET create_date = %s, write_date = %s WHERE id = ANY(%s)',
                    SQL.identifier(record._table),
                    self.env.cr.now() - timedelta(days=2),
                    self.env.cr.now() - timedelta(days=1),
                    record.ids,
                )
            )
        self.env.invalidate_all()

    def moment(self, **ago):
        return f'{self.env.cr.now() - timedelta(**ago):%Y-%m-%dT%H:%M:%SZ}'

    def test_records_say_when_they_were_made_and_changed(self):
        self.age(self.a.students, self.a.students.partner_id, self.a.course, self.batch)
        made, changed = self.moment(days=2), self.moment(days=1)
        for path in (
            f'/students/{self.a.students[0].id}',
            f'/courses/{self.a.course.id}',
            f'/batches/{self.batch.id}',
        ):
            record = self.ok(self.a.admin, 'GET', path)
            self.assertEqual((record['created_at'], record['updated_at']), (made, changed), path)
        for path in STORED:
            for record in self.ok(self.a.admin, 'GET', f'/{path}')['items']:
                self.assertLessEqual(record['created_at'], record['updated_at'])

    def test_a_person_changes_with_his_contact(self):
        student = self.a.students[1]
        self.age(self.a.students, self.a.students.partner_id)
        self.assertEqual(self.ids('/students', updated_since=self.moment(hours=1)), [])
        student.partner_id.write({'phone': '1'})
        self.env.flush_all()
        self.assertEqual(self.ids('/students', updated_since=self.moment(hours=1)), student.ids)
        shown = self.ok(self.a.admin, 'GET', f'/students/{student.id}')
        self.assertEqual(shown['updated_at'], self.moment())
        self.assertEqual(self.ids('/students', sort='-updated_at')[0], student.id)

    def test_only_what_changed_since_is_listed(self):
        self.age(self.a.teachers, self.a.teachers.partner_id)
        for ago, total in (({'hours': 1}, 0), ({'days': 1}, 2), ({'days': 3}, 2)):
            params = {'updated_since': self.moment(**ago)}
            self.assertEqual(len(self.ids('/teachers', **params)), total, ago)
        self.assertEqual(len(self.ids('/teachers', updated_since='2000-01-01T00:00:00+02:00')), 2)
        for wrong in ('yesterday', '2026-09-01', '1', '2026-09-01T08:00:00', '2026-13-01T00:00Z'):
            answer = self.call(self.a.admin, 'GET', '/teachers', params={'updated_since': wrong})
            self.assertProblem(answer, 422, 'invalid', 'updated_since')
        for edge in ('0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00'):
            answer = self.call(self.a.admin, 'GET', '/teachers', params={'updated_since': edge})
            self.assertProblem(answer, 422, 'invalid', 'updated_since')

    def test_only_the_ids_asked_for_are_listed(self):
        one, two = self.a.students[:2].ids
        foreign = self.b.students[0].id
        self.assertEqual(self.ids('/students', ids=f'{two},{one},{foreign},2147483647'), [one, two])
        self.assertEqual(self.ids('/students', ids=[two, one, foreign]), [one, two])
        self.assertEqual(self.ids('/students', ids=[f'{two},{foreign}', one]), [one, two])
        self.assertEqual(self.ids('/students', ids=str(foreign)), [])
        self.assertEqual(self.ids('/students', self.a.student_user, ids=f'{one},{two}'), [one])
        path = f'/classrooms/{self.a.classroom.id}/students'
        self.assertEqual(self.ids(path, ids=f'{two},{foreign}'), [two])
        many = list(range(1, 1002))
        for wrong in ('', 'x', '1,,2', '0', [1, 'x'], [1, ''], many, ','.join(map(str, many))):
            answer = self.call(self.a.admin, 'GET', '/students', params={'ids': wrong})
            self.assertProblem(answer, 422, 'invalid')

    def test_what_is_no_list_is_given_once(self):
        for query in ('limit=1&limit=1', 'active=true&active=true', 'x=1&x=2'):
            answer = self.call(self.a.admin, 'GET', f'/students?{query}')
            self.assertProblem(answer, 400, 'bad_request')

    def test_people_are_found_by_email_and_code(self):
        student, teacher = self.a.students[2], self.a.teachers[1]
        batch = f'/batches/{self.batch.id}'
        for path, search, found in (
            ('/students', 'STUDENT2@alpha', student),
            ('/students', 'code-7', student),
            ('/students', 'student 0002', student),
            (f'/classrooms/{self.a.classroom.id}/students', 'student2@', student),
            (f'{batch}/students', 'code-7', student),
            (f'{batch}/students', 'student2@', student),
            ('/teachers', 'teacher1@', teacher),
            (f'{batch}/teachers', 'teacher1@', teacher),
        ):
            self.assertEqual(self.ids(path, search=search), found.ids, (path, search))

    def test_lists_are_sorted_by_what_is_asked(self):
        by_name = self.a.students.ids
        for sort, expected in (
            ('name', by_name),
            ('-name', by_name[::-1]),
            ('student_code', by_name[::-1]),
            ('-id', by_name[::-1]),
        ):
            self.assertEqual(self.ids('/students', sort=sort), expected, sort)
        self.a.students[0].student_code = False
        for sort in ('student_code', '-student_code'):
            self.assertEqual(self.ids('/students', sort=sort)[-1], by_name[0], sort)
        answer = self.call(self.a.admin, 'GET', '/students', params={'sort': 'password'})
        self.assertProblem(answer, 422, 'invalid', 'sort')
        self.assertIn("'-student_code'", answer.json()['errors'][0]['message'])

    def test_every_field_a_list_can_be_sorted_by_works(self):
        paths = [f'/{path}' for path in STORED]
        classroom = f'/classrooms/{self.a.classroom.id}'
        paths += [
            f'{classroom}/{kind}'
            for kind in ('students', 'teachers', 'courses', 'batches', 'learner-groups')
        ]
        paths += [f'{classroom}/course-assignments', f'/courses/{self.a.course.id}/sections']
        self.ok(self.a.admin, 'POST', f'{classroom}/learner-groups', 201, json={'name': "Group"})
        body = {'course_id': self.a.course.id}
        self.ok(self.a.admin, 'POST', f'{classroom}/course-assignments', 201, json=body)
        for path in paths:
            _template, operation = self._contract.find('GET', f'/api{path}')
            (schema,) = [p['schema'] for p in operation['parameters'] if p['name'] == 'sort']
            self.assertIn('-updated_at', schema['enum'])
            for sort in schema['enum']:
                listed = self.ok(self.a.admin, 'GET', path, params={'sort': sort})['items']
                self.assertTrue(listed, path)
                name = sort.removeprefix('-')
                values = [item[name] for item in listed if item[name] is not None]
                self.assertEqual(values, sorted(values, reverse=sort != name), (path, sort))

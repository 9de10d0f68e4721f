from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestClassrooms(ApiCase):
    def setUp(self):
        super().setUp()
        self.path = f'/classrooms/{self.a.classroom.id}'

    def steps(self):
        steps = self.ok(self.a.admin, 'GET', self.path)['steps']
        return [name for name, done in steps.items() if done]

    def test_create_show_change_and_archive_a_classroom(self):
        classroom = self.ok(
            self.a.admin, 'POST', '/classrooms', status=201, json={'name': "Grade 7"}
        )
        path = f'/classrooms/{classroom["id"]}'
        expected = {
            'id': classroom['id'],
            'entity_id': self.a.entity.id,
            'name': "Grade 7",
            'room': None,
            'student_count': 0,
            'teacher_count': 0,
            'course_count': 0,
            'batch_count': 0,
            'steps': {'roster': False, 'faculty': False, 'courses': False, 'batches': False},
            'active': True,
        }
        self.assertAlike(classroom, expected)
        changed = self.ok(self.a.admin, 'PATCH', path, json={'room': 'B-204'})
        self.assertAlike(changed, {**expected, 'room': 'B-204'})
        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.assertFalse(self.ok(self.a.admin, 'GET', path)['active'])

    def test_the_steps_tell_what_has_been_done(self):
        self.assertEqual(self.steps(), [])
        body = {'student_ids': self.a.students.ids}
        self.ok(self.a.admin, 'POST', f'{self.path}/students', json=body)
        self.assertEqual(self.steps(), ['roster'])
        body = {'teacher_ids': self.a.teachers.ids}
        self.ok(self.a.admin, 'POST', f'{self.path}/teachers', json=body)
        self.assertEqual(self.steps(), ['roster', 'faculty'])
        body = {'course_id': self.a.course.id}
        self.ok(self.a.admin, 'POST', f'{self.path}/assign-course', status=201, json=body)
        self.assertEqual(self.steps(), ['roster', 'faculty', 'courses', 'batches'])
        classroom = self.ok(self.a.admin, 'GET', self.path)
        counts = [classroom[f'{name}_count'] for name in ('student', 'teacher', 'course', 'batch')]
        self.assertEqual(counts, [4, 2, 1, 1])

    def test_the_roster_is_added_to_replaced_and_reduced(self):
        path = f'{self.path}/students'
        one, two, three, four = self.a.students.ids

        def change(method, body=None, **params):
            answer = self.ok(self.a.admin, method, path, json=body, params=params)
            self.assertEqual(answer['classroom_id'], self.a.classroom.id)
            self.assertEqual(answer['total'], len(answer['student_ids']))
            listed = self.ok(self.a.admin, 'GET', path)
            self.assertEqual(
                sorted(item['id'] for item in listed['items']), sorted(answer['student_ids'])
            )
            return answer['mode'], answer['added'], answer['removed'], answer['student_ids']

        self.assertEqual(
            change('POST', {'student_ids': [one, two, two]}),
            ('add', [one, two], [], [one, two]),
        )
        self.assertEqual(
            change('POST', {'student_ids': [two, three], 'mode': 'add'}),
            ('add', [three], [], [one, two, three]),
        )
        self.assertEqual(
            change('POST', {'student_ids': [three, four], 'mode': 'set'}),
            ('set', [four], [one, two], [three, four]),
        )
        self.assertEqual(
            change('DELETE', {'student_ids': [three, one]}), ('remove', [], [three], [four])
        )
        self.assertEqual(change('DELETE', student_ids=f'{four},{one}'), ('remove', [], [four], []))
        change('POST', {'student_ids': [one]})
        self.assertEqual(change('POST', {'student_ids': [], 'mode': 'set'}), ('set', [], [one], []))

    def test_the_homeroom_teachers_are_added_to_replaced_and_reduced(self):
        path = f'{self.path}/teachers'
        salem, khaled = self.a.teachers.ids
        added = self.ok(self.a.admin, 'POST', path, json={'teacher_ids': [salem, khaled]})
        self.assertEqual(
            added,
            {
                'classroom_id': self.a.classroom.id,
                'mode': 'add',
                'added': [salem, khaled],
                'removed': [],
                'teacher_ids': [salem, khaled],
                'total': 2,
            },
        )
        listed = self.ok(self.a.admin, 'GET', path)
        self.assertEqual([item['id'] for item in listed['items']], [salem, khaled])
        removed = self.ok(self.a.admin, 'DELETE', path, json={'teacher_ids': [salem]})
        self.assertEqual((removed['mode'], removed['teacher_ids']), ('remove', [khaled]))
        removed = self.ok(self.a.admin, 'DELETE', f'{path}?teacher_ids={khaled}')
        self.assertEqual(removed['teacher_ids'], [])
        body = {'teacher_ids': [salem], 'mode': 'set'}
        self.assertEqual(self.ok(self.a.admin, 'POST', path, json=body)['teacher_ids'], [salem])

    def test_ids_to_remove_are_given_in_one_place(self):
        path = f'{self.path}/students'
        one = self.a.students.ids[0]
        for options in (
            {},
            {'json': {}},
            {'json': {'student_ids': None}},
            {'json': {'student_ids': [one]}, 'params': {'student_ids': one}},
            {'params': {'student_ids': ''}},
            {'params': {'student_ids': '1,x'}},
            {'params': {'student_ids': '1.0'}},
            {'params': {'student_ids': '-1'}},
            {'params': {'student_ids': '99999999999'}},
        ):
            answer = self.call(self.a.admin, 'DELETE', path, **options)
            self.assertEqual(answer.status_code, 422, answer.text)
            self.assertIn('student_ids', answer.text)

    def test_detaching_a_course_keeps_its_batches(self):
        batch, _answer = self._assign(self.a)
        listed = self.ok(self.a.admin, 'GET', f'{self.path}/courses')
        self.assertEqual([item['id'] for item in listed['items']], self.a.course.ids)
        path = f'{self.path}/courses/{self.a.course.id}'
        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.assertEqual(self.ok(self.a.admin, 'GET', f'{self.path}/courses')['items'], [])
        listed = self.ok(self.a.admin, 'GET', f'{self.path}/batches')
        self.assertEqual([item['id'] for item in listed['items']], [batch.id])

    def test_archived_people_are_refused_and_nothing_is_written(self):
        self.a.students[1].action_archive()
        before = self.digest()
        answer = self.call(
            self.a.admin, 'POST', f'{self.path}/students', json={'student_ids': self.a.students.ids}
        )
        self.assertProblem(answer, 422, 'invalid', 'student_ids')
        self.assertEqual(answer.json()['errors'][0]['ids'], [self.a.students[1].id])
        self.assertEqual(self.digest(), before)

    def test_teachers_read_and_change_nothing(self):
        self.ok(self.a.teacher_user, 'GET', self.path)
        before = self.digest()
        for user in (self.a.teacher_user, self.a.student_user):
            for method, path, body in (
                ('POST', '/classrooms', {'name': "X"}),
                ('PATCH', self.path, {'name': "X"}),
                ('DELETE', self.path, None),
                ('POST', f'{self.path}/students', {'student_ids': self.a.students.ids}),
                ('DELETE', f'{self.path}/students', {'student_ids': self.a.students.ids}),
                ('POST', f'{self.path}/teachers', {'teacher_ids': self.a.teachers.ids}),
                ('DELETE', f'{self.path}/teachers', {'teacher_ids': self.a.teachers.ids}),
                ('DELETE', f'{self.path}/courses/{self.a.course.id}', None),
                ('POST', f'{self.path}/assign-course', {'course_id': self.a.course.id}),
            ):
                answer = self.call(user, method, path, json=body)
                self.assertProblem(answer, 403, 'forbidden')
        self.assertEqual(self.digest(), before)

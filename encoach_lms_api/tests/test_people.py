from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestPeople(ApiCase):
    def test_create_show_change_and_archive_a_student(self):
        body = {
            'name': "  ليلى حسن  ",
            'email': 'layla@nile.test',
            'phone': '+20 100 000 0000',
            'student_code': 'N7-99',
        }
        answer = self.call(self.a.admin, 'POST', '/students', json=body)
        self.assertEqual(answer.status_code, 201, answer.text)
        student = answer.json()
        path = f'/students/{student["id"]}'
        self.assertEqual(answer.headers['Location'], f'/api{path}')
        expected = {
            **body,
            'id': student['id'],
            'entity_id': self.a.entity.id,
            'name': "ليلى حسن",
            'active': True,
        }
        self.assertAlike(student, expected)
        self.assertAlike(self.ok(self.a.admin, 'GET', path), expected)

        changed = self.ok(self.a.admin, 'PATCH', path, json={'phone': None, 'name': "Layla"})
        self.assertAlike(changed, {**expected, 'phone': None, 'name': "Layla"})
        self.assertAlike(self.ok(self.a.admin, 'PATCH', path, json={}), changed)

        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.assertAlike(self.ok(self.a.admin, 'GET', path), {**changed, 'active': False})
        listed = self.ok(self.a.admin, 'GET', '/students')
        self.assertNotIn(student['id'], [item['id'] for item in listed['items']])
        archived = self.ok(self.a.admin, 'GET', '/students?active=false')
        self.assertEqual([item['id'] for item in archived['items']], [student['id']])
        self.ok(self.a.admin, 'PATCH', path, json={'active': True})

    def test_create_show_change_and_archive_a_teacher(self):
        teacher = self.ok(self.a.admin, 'POST', '/teachers', status=201, json={'name': "Salem"})
        path = f'/teachers/{teacher["id"]}'
        expected = {
            'id': teacher['id'],
            'entity_id': self.a.entity.id,
            'name': "Salem",
            'email': None,
            'phone': None,
            'active': True,
        }
        self.assertAlike(teacher, expected)
        changed = self.ok(self.a.admin, 'PATCH', path, json={'email': 's@nile.test'})
        self.assertAlike(changed, {**expected, 'email': 's@nile.test'})
        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.assertFalse(self.ok(self.a.admin, 'GET', path)['active'])

    def test_a_list_is_paged_in_a_stable_order(self):
        everybody = self.ok(self.a.admin, 'GET', '/students')
        self.assertEqual((everybody['total'], everybody['limit'], everybody['offset']), (4, 100, 0))
        names = [item['name'] for item in everybody['items']]
        self.assertEqual(names, sorted(self.a.students.mapped('name')))
        pages = [
            self.ok(self.a.admin, 'GET', f'/students?limit=3&offset={offset}')
            for offset in (0, 3, 6)
        ]
        self.assertEqual([len(page['items']) for page in pages], [3, 1, 0])
        self.assertEqual([page['total'] for page in pages], [4, 4, 4])
        self.assertEqual(pages[0]['items'] + pages[1]['items'], everybody['items'])

    def test_search_is_by_name_and_literal(self):
        for search, total in (('student 0002', 1), ('STUDENT', 4), ('%', 0), ('_', 0), ('\\', 0)):
            found = self.ok(self.a.admin, 'GET', '/students', params={'search': search})
            self.assertEqual(found['total'], total, search)

    def test_the_entity_may_be_left_out_by_who_has_one(self):
        self.assertEqual(
            self.ok(self.a.admin, 'POST', '/students', status=201, json={'name': "X"})['entity_id'],
            self.a.entity.id,
        )
        both = self._make_user('both', 'entity_admin', self.a.entity, self.b.entity)
        for user in (both, self.platform_admin):
            answer = self.call(user, 'POST', '/students', json={'name': "X"})
            self.assertProblem(answer, 422, 'invalid', 'entity_id')
            body = {'name': "X", 'entity_id': self.b.entity.id}
            student = self.ok(user, 'POST', '/students', status=201, json=body)
            self.assertEqual(student['entity_id'], self.b.entity.id)
            listed = self.ok(user, 'GET', f'/students?entity_id={self.b.entity.id}')
            self.assertEqual({item['entity_id'] for item in listed['items']}, {self.b.entity.id})

    def test_a_new_record_goes_to_no_other_entity(self):
        for entity_id, status, code in (
            (self.b.entity.id, 403, 'entity_mismatch'),
            (2**31 - 1, 404, 'not_found'),
        ):
            for path, body in (
                ('/students', {'name': "X"}),
                ('/teachers', {'name': "X"}),
                ('/courses', {'name': "X"}),
                ('/classrooms', {'name': "X"}),
                ('/terms', {'key': "X"}),
            ):
                body = {**body, 'entity_id': entity_id}
                answer = self.call(self.a.admin, 'POST', path, json=body)
                self.assertProblem(answer, status, code, 'entity_id')

    def test_the_entity_never_changes(self):
        for entity_id in (self.a.entity.id, self.b.entity.id, None):
            answer = self.call(
                self.a.admin,
                'PATCH',
                f'/students/{self.a.students[0].id}',
                json={'entity_id': entity_id},
            )
            self.assertProblem(answer, 422, 'invalid', 'entity_id')

    @mute_logger('odoo.sql_db')
    def test_email_and_code_are_unique_within_the_entity(self):
        body = {'name': "X", 'email': 'twin@test.test', 'student_code': 'T1'}
        self.ok(self.a.admin, 'POST', '/students', status=201, json=body)
        self.ok(self.b.admin, 'POST', '/students', status=201, json=body)
        for twin, field in (
            ({'name': "Y", 'email': 'TWIN@test.test'}, 'email'),
            ({'name': "Y", 'student_code': 'T1'}, 'student_code'),
        ):
            answer = self.call(self.a.admin, 'POST', '/students', json=twin)
            self.assertProblem(answer, 409, 'conflict', field)
            self.assertNotIn('encoach_', answer.text)
        answer = self.call(
            self.a.admin,
            'PATCH',
            f'/students/{self.a.students[0].id}',
            json={'student_code': 'T1'},
        )
        self.assertProblem(answer, 409, 'conflict', 'student_code')

    def test_only_administrators_change_people(self):
        path = f'/students/{self.a.students[1].id}'
        before = self.digest()
        for user in (self.a.teacher_user, self.a.student_user):
            for method, target, body in (
                ('POST', '/students', {'name': "X"}),
                ('PATCH', path, {'name': "X"}),
                ('DELETE', path, None),
                ('POST', '/teachers', {'name': "X"}),
            ):
                answer = self.call(user, method, target, json=body)
                self.assertProblem(answer, 403, 'forbidden')
        self.assertEqual(self.digest(), before)

    def test_a_student_sees_himself(self):
        listed = self.ok(self.a.student_user, 'GET', '/students')
        self.assertEqual([item['id'] for item in listed['items']], [self.a.students[0].id])
        self.ok(self.a.student_user, 'GET', f'/students/{self.a.students[0].id}')
        answer = self.call(self.a.student_user, 'GET', f'/students/{self.a.students[1].id}')
        self.assertProblem(answer, 403, 'forbidden')
        self.assertNotIn('0001', answer.text)

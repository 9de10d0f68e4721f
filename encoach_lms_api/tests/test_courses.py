from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestCourses(ApiCase):
    def test_create_show_change_and_archive_a_course(self):
        body = {'name': "Chemie", 'code': 'CH1', 'syllabus': "1. Atoms\n2. Bonds\t<b>"}
        course = self.ok(self.a.admin, 'POST', '/courses', status=201, json=body)
        path = f'/courses/{course["id"]}'
        expected = {
            **body,
            'id': course['id'],
            'entity_id': self.a.entity.id,
            'objectives': None,
            'section_count': 0,
            'active': True,
        }
        self.assertAlike(course, expected)
        changed = self.ok(self.a.admin, 'PATCH', path, json={'objectives': "Know", 'code': None})
        self.assertAlike(changed, {**expected, 'objectives': "Know", 'code': None})
        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.assertFalse(self.ok(self.a.admin, 'GET', path)['active'])
        self.assertEqual(self.ok(self.a.admin, 'GET', '/courses')['total'], 1)

    def test_sections_are_listed_and_added(self):
        path = f'/courses/{self.a.course.id}/sections'
        body = {'name': 'C', 'capacity': 30, 'branch': "Boys"}
        section = self.ok(self.a.admin, 'POST', path, status=201, json=body)
        expected = {
            **body,
            'id': section['id'],
            'course_id': self.a.course.id,
            'sequence': 10,
        }
        self.assertAlike(section, expected)
        listed = self.ok(self.a.teacher_user, 'GET', path)
        self.assertEqual([item['name'] for item in listed['items']], ['A', 'B', 'C'])
        self.assertEqual([item['capacity'] for item in listed['items']], [None, None, 30])
        self.assertEqual(self.ok(self.a.admin, 'GET', '/courses')['items'][0]['section_count'], 3)

    @mute_logger('odoo.sql_db')
    def test_section_names_are_unique_within_the_course(self):
        path = f'/courses/{self.a.course.id}/sections'
        answer = self.call(self.a.admin, 'POST', path, json={'name': 'A'})
        self.assertProblem(answer, 409, 'conflict', 'name')

    def test_default_sections_are_made_once(self):
        course = self.ok(self.a.admin, 'POST', '/courses', status=201, json={'name': "New"})
        path = f'/courses/{course["id"]}/sections/generate-defaults'
        first = self.ok(self.a.admin, 'POST', path)
        self.assertEqual([item['name'] for item in first['created']], ['A', 'B', 'C'])
        self.assertEqual(first['items'], first['created'])
        second = self.ok(self.a.admin, 'POST', path, json={'count': 3})
        self.assertEqual((second['created'], second['items']), ([], first['items']))
        third = self.ok(self.a.admin, 'POST', path, json={'count': 4})
        self.assertEqual([item['name'] for item in third['created']], ['D'])
        for count in (0, 27, -1, True, '3', 2.5):
            answer = self.call(self.a.admin, 'POST', path, json={'count': count})
            self.assertProblem(answer, 422, 'invalid', 'count')

    def test_section_bodies_are_checked(self):
        path = f'/courses/{self.a.course.id}/sections'
        for body, field in (
            ({}, 'name'),
            ({'name': 'X', 'capacity': -1}, 'capacity'),
            ({'name': 'X', 'capacity': True}, 'capacity'),
            ({'name': 'X', 'sequence': 10**9}, 'sequence'),
            ({'name': 'X', 'course_id': self.a.course.id}, 'course_id'),
        ):
            answer = self.call(self.a.admin, 'POST', path, json=body)
            self.assertProblem(answer, 422, 'invalid', field)

    def test_only_administrators_change_courses(self):
        path = f'/courses/{self.a.course.id}'
        before = self.digest()
        for user in (self.a.teacher_user, self.a.student_user):
            for method, target, body in (
                ('POST', '/courses', {'name': "X"}),
                ('PATCH', path, {'name': "X"}),
                ('DELETE', path, None),
                ('POST', f'{path}/sections', {'name': "X"}),
                ('POST', f'{path}/sections/generate-defaults', {'count': 4}),
            ):
                self.assertEqual(self.call(user, method, target, json=body).status_code, 403)
        self.assertEqual(self.digest(), before)

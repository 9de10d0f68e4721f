from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TIMES, ApiCase


@tagged('post_install', '-at_install', 'encoach')
class TestGuardians(ApiCase):
    """Guardians over the API: numbers made whole, children by their ids."""

    def setUp(self):
        super().setUp()
        for school in (self.a, self.b):
            school.entity.country_id = self.env.ref('base.eg')

    def test_a_guardian_is_added_changed_found_and_archived(self):
        body = {
            'name': "Hassan Saleh",
            'phone': '0100 123 4567',
            'student_ids': self.a.students[:2].ids,
        }
        made = self.ok(self.a.admin, 'POST', '/guardians', json=body, status=201)
        self.assertEqual(
            {**made, **TIMES},
            {
                'id': made['id'],
                'entity_id': self.a.entity.id,
                'name': "Hassan Saleh",
                'phone': '+201001234567',
                'email': None,
                'student_ids': self.a.students[:2].ids,
                'notify': True,
                'active': True,
                **TIMES,
            },
        )
        path = f'/guardians/{made["id"]}'
        change = {'phone': '+20 101 234 5678', 'student_ids': self.a.students[1:2].ids}
        changed = self.ok(self.a.admin, 'PATCH', path, json={**change, 'notify': False})
        self.assertEqual(changed['phone'], '+201012345678')
        self.assertEqual(changed['student_ids'], self.a.students[1:2].ids)
        self.assertFalse(changed['notify'])
        for query, found in (
            ('search=20101', 1),
            (f'student_id={self.a.students[1].id}', 1),
            (f'student_id={self.a.students[0].id}', 0),
        ):
            page = self.ok(self.a.admin, 'GET', f'/guardians?{query}')
            self.assertEqual(page['total'], found, query)
        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.assertEqual(self.ok(self.a.admin, 'GET', '/guardians')['total'], 0)
        self.assertEqual(self.ok(self.a.admin, 'GET', '/guardians?active=false')['total'], 1)

    def test_what_is_wrong_is_told_by_field(self):
        def post(**values):
            body = {'name': "X", 'phone': '0100 123 4567', **values}
            return self.call(self.a.admin, 'POST', '/guardians', json=body)

        self.assertProblem(post(phone='12'), 422, 'invalid', 'phone')
        self.assertProblem(
            post(student_ids=self.b.students.ids), 403, 'entity_mismatch', 'student_ids'
        )
        self.assertEqual(post().status_code, 201)
        with mute_logger('odoo.sql_db'):
            self.assertProblem(post(name="Y"), 409, 'conflict', 'phone')

    def test_another_school_has_its_own(self):
        body = {'name': "X", 'phone': '0100 123 4567', 'student_ids': self.b.students.ids}
        foreign = self.ok(self.b.admin, 'POST', '/guardians', json=body, status=201)
        self.assertEqual(self.ok(self.a.admin, 'GET', '/guardians')['total'], 0)
        for method, options in (('GET', {}), ('PATCH', {'json': {'name': "Y"}}), ('DELETE', {})):
            answer = self.call(self.a.admin, method, f'/guardians/{foreign["id"]}', **options)
            self.assertProblem(answer, 403, 'entity_mismatch', 'id')
        query = f'/guardians?student_id={self.b.students[0].id}'
        self.assertEqual(self.ok(self.a.admin, 'GET', query)['total'], 0)

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestTerms(ApiCase):
    def test_create_show_change_and_delete_a_term(self):
        body = {'key': '2027-T1', 'date_start': '2027-09-01', 'date_end': '2027-12-20'}
        term = self.ok(self.a.admin, 'POST', '/terms', status=201, json=body)
        path = f'/terms/{term["id"]}'
        expected = {
            **body,
            'id': term['id'],
            'entity_id': self.a.entity.id,
            'name': '2027-T1',
        }
        self.assertAlike(term, expected)
        changed = self.ok(self.a.admin, 'PATCH', path, json={'name': "Autumn", 'date_end': None})
        self.assertAlike(changed, {**expected, 'name': "Autumn", 'date_end': None})
        self.assertEqual(self.ok(self.a.admin, 'GET', '/terms?key=2027-T1')['items'], [changed])
        self.ok(self.a.admin, 'DELETE', path, status=204)
        self.assertProblem(self.call(self.a.admin, 'GET', path), 404, 'not_found')

    @mute_logger('odoo.sql_db')
    def test_a_term_in_use_is_not_deleted(self):
        self._assign(self.a, term_key=self.a.term.key)
        answer = self.call(self.a.admin, 'DELETE', f'/terms/{self.a.term.id}')
        self.assertProblem(answer, 409, 'conflict')
        self.assertTrue(self.a.term.exists())

    @mute_logger('odoo.sql_db')
    def test_keys_are_unique_within_the_entity(self):
        answer = self.call(self.a.admin, 'POST', '/terms', json={'key': self.a.term.key})
        self.assertProblem(answer, 409, 'conflict', 'key')

    def test_bodies_are_checked(self):
        for body, field in (
            ({}, 'key'),
            ({'key': None}, 'key'),
            ({'key': 'x' * 65}, 'key'),
            ({'key': 'x', 'date_start': '2026-02-30'}, 'date_start'),
            ({'key': 'x', 'date_start': 20260101}, 'date_start'),
            ({'key': 'x', 'date_start': '2026-02-01T10:00:00Z'}, 'date_start'),
            ({'key': 'x', 'date_start': '2026-02-02', 'date_end': '2026-02-01'}, None),
        ):
            answer = self.call(self.a.admin, 'POST', '/terms', json=body)
            self.assertProblem(answer, 422, 'invalid', field)
        self.assertEqual(self.ok(self.a.admin, 'GET', '/terms')['total'], 1)

    def test_dates_long_ago_have_four_digits_for_the_year(self):
        body = {'key': 'old', 'date_start': '0951-06-20', 'date_end': '0951-12-20'}
        made = self.ok(self.a.admin, 'POST', '/terms', status=201, json=body)
        self.assertEqual((made['date_start'], made['date_end']), ('0951-06-20', '0951-12-20'))
        self.assertIn(made, self.ok(self.a.admin, 'GET', '/terms')['items'])

    def test_only_administrators_change_terms(self):
        path = f'/terms/{self.a.term.id}'
        for user in (self.a.teacher_user, self.a.student_user):
            self.ok(user, 'GET', path)
            for method, target, body in (
                ('POST', '/terms', {'key': "X"}),
                ('PATCH', path, {'name': "X"}),
                ('DELETE', path, None),
            ):
                answer = self.call(user, method, target, json=body)
                self.assertProblem(answer, 403, 'forbidden')

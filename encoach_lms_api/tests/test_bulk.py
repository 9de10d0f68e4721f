from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestBulk(ApiCase):
    """Creating many people at once."""

    def people(self, count, prefix='bulk'):
        return [
            {'name': f'{prefix} {number:04}', 'email': f'{prefix}{number}@bulk.test'}
            for number in range(count)
        ]

    def test_all_are_created_in_the_order_given(self):
        items = [
            {'name': "Zoe", 'email': 'zoe@bulk.test', 'phone': '1', 'student_code': 'Z1'},
            {'name': "  عمر "},
            {'name': "Adam", 'student_code': 'A1'},
        ]
        answer = self.ok(self.a.admin, 'POST', '/students/bulk', 201, json={'items': items})
        self.assertEqual([item['name'] for item in answer['items']], ["Zoe", "عمر", "Adam"])
        self.assertEqual({item['entity_id'] for item in answer['items']}, {self.a.entity.id})
        for given, made in zip(items, answer['items'], strict=True):
            shown = self.ok(self.a.admin, 'GET', f'/students/{made["id"]}')
            self.assertEqual(shown, made)
            self.assertEqual(shown['email'], given.get('email'))
            self.assertEqual(shown['student_code'], given.get('student_code'))
        answer = self.ok(self.a.admin, 'POST', '/teachers/bulk', 201, json={'items': items[1:2]})
        self.ok(self.a.admin, 'GET', f'/teachers/{answer["items"][0]["id"]}')

    def test_errors_say_which_and_nobody_is_created(self):
        archived = self.a.students[3]
        archived.active = False
        self.a.students[1].student_code = 'TAKEN'
        before = self.digest()
        items = [
            {'name': "New", 'email': 'new@bulk.test'},
            {'name': "Known", 'email': self.a.students[0].email.upper()},
            {'name': "Twin", 'email': 'NEW@bulk.test'},
            {'name': "Code", 'student_code': 'TAKEN'},
            {'name': "Archived", 'email': archived.email},
            {'name': "Elsewhere", 'email': self.b.students[0].email},
        ]
        answer = self.call(self.a.admin, 'POST', '/students/bulk', json={'items': items})
        self.assertProblem(answer, 409, 'conflict')
        self.assertEqual(
            [error['field'] for error in answer.json()['errors']],
            ['items.1.email', 'items.2.email', 'items.4.email', 'items.3.student_code'],
        )
        bad = [{'name': "New"}, {'name': ""}, {'email': 'x'}]
        answer = self.call(self.a.admin, 'POST', '/students/bulk', json={'items': bad})
        self.assertProblem(answer, 422, 'invalid', 'items.1.name')
        fields = [error['field'] for error in answer.json()['errors']]
        self.assertEqual(fields, ['items.1.name', 'items.2.name', 'items.2.email'])
        self.assertEqual(self.digest(), before)

    def test_one_to_a_thousand(self):
        for items in ([], self.people(1001)):
            answer = self.call(self.a.admin, 'POST', '/students/bulk', json={'items': items})
            self.assertProblem(answer, 422, 'invalid', 'items')

    def test_the_number_of_statements_does_not_depend_on_the_number_of_people(self):
        self.ok(self.a.admin, 'POST', '/students/bulk', 201, json={'items': self.people(2, 'warm')})
        counts = []
        for count in (10, 100, 1000):
            before = self.env.cr.sql_log_count
            body = {'items': self.people(count, f'n{count}')}
            answer = self.ok(self.a.admin, 'POST', '/students/bulk', 201, json=body, timeout=60)
            self.assertEqual(len(answer['items']), count)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        # Odoo inserts a hundred rows with one statement
        self.assertLessEqual(counts[2], counts[1] + 3 * 9, counts)

    def test_only_administrators_and_only_their_own_school(self):
        before = self.digest()
        body = {'items': self.people(1)}
        for kind in ('students', 'teachers'):
            for user in (self.a.teacher_user, self.a.student_user):
                answer = self.call(user, 'POST', f'/{kind}/bulk', json=body)
                self.assertProblem(answer, 403, 'forbidden')
            foreign = {**body, 'entity_id': self.b.entity.id}
            answer = self.call(self.a.admin, 'POST', f'/{kind}/bulk', json=foreign)
            self.assertProblem(answer, 403, 'entity_mismatch', 'entity_id')
        self.assertEqual(self.digest(), before)

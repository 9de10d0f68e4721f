from odoo.tests import tagged

from odoo.addons.encoach_lms_core.tests.sync.common import show_own_changes

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestSync(ApiCase):
    """The feed of a classroom's changes over HTTP (S2-06 to S2-10).

    Followed for long, and with transactions that overlap, in tests/journeys/test_sync_feed.py.
    """

    def setUp(self):
        super().setUp()
        self.enterContext(show_own_changes())
        self.a.classroom.update_roster(self.a.students.ids)
        self.batch, _answer = self._assign(self.a, term_key='2026-T1')
        self.env['encoach.course.assignment'].create(
            {'classroom_id': self.a.classroom.id, 'course_id': self.a.course.id}
        )
        self.path = f'/sync/changes?classroom_id={self.a.classroom.id}'

    def test_items_hold_the_present_content(self):
        self.batch.update_students(self.a.students[:1].ids, 'remove')
        page = self.ok(self.a.admin, 'GET', self.path)
        self.assertFalse(page['has_more'])
        items = {(item['model'], item['id']): item for item in page['items']}
        self.assertEqual(len(items), 10)
        self.assertEqual(
            items['batch', self.batch.id]['record'],
            {
                'id': self.batch.id,
                'name': "Alpha Grade 7 — Alpha Physics",
                'course_id': self.a.course.id,
                'section_id': None,
                'term_id': self.a.term.id,
                'active': True,
            },
        )
        placements = self.batch.with_context(active_test=False).enrollment_ids
        for placement in placements:
            item = items['placement', placement.id]
            self.assertEqual(item['record']['active'], placement.active)
            self.assertEqual(item['operation'], 'created' if placement.active else 'changed')
        (assignment,) = [item for key, item in items.items() if key[0] == 'course_assignment']
        self.assertEqual(assignment['record']['title'], "Alpha Physics")

    def test_a_deleted_record_has_no_content(self):
        self.batch.unlink()
        items = self.ok(self.a.admin, 'GET', self.path)['items']
        (item,) = [item for item in items if item['model'] == 'batch']
        self.assertEqual((item['operation'], item['record']), ('deleted', None))

    def test_pages(self):
        whole = self.ok(self.a.admin, 'GET', self.path)['items']
        seen, since, more = [], '', True
        while more:
            page = self.ok(self.a.admin, 'GET', f'{self.path}&limit=4{since}')
            seen += page['items']
            since, more = f'&since={page["cursor"]}', page['has_more']
        self.assertEqual(seen, whole)

    def test_roles(self):
        self.assertProblem(self.call(self.a.teacher_user, 'GET', self.path), 403, 'forbidden')
        self.assertProblem(self.call(self.a.student_user, 'GET', self.path), 403, 'forbidden')
        self.assertProblem(self.call(self.b.admin, 'GET', self.path), 403, 'entity_mismatch')
        self.a.classroom.update_teachers(self.a.teachers[0].ids)
        whole = self.ok(self.a.admin, 'GET', self.path)['items']
        self.assertEqual(self.ok(self.a.teacher_user, 'GET', self.path)['items'], whole)

    def test_odd_input(self):
        for query, status, field in (
            ('', 422, 'classroom_id'),
            ('?classroom_id=x', 422, 'classroom_id'),
            (f'?classroom_id={2**31 - 1}', 404, 'classroom_id'),
            (f'?classroom_id={self.a.classroom.id}&since=nonsense', 422, 'since'),
            (f'?classroom_id={self.a.classroom.id}&since=', 422, 'since'),
            (f'?classroom_id={self.a.classroom.id}&since={"A" * 201}', 422, 'since'),
            (f'?classroom_id={self.a.classroom.id}&limit=0', 422, 'limit'),
            (f'?classroom_id={self.a.classroom.id}&limit=1001', 422, 'limit'),
        ):
            with self.subTest(query):
                answer = self.call(self.a.admin, 'GET', f'/sync/changes{query}')
                self.assertEqual(answer.status_code, status, answer.text)
                self.assertIn(field, [error['field'] for error in answer.json()['errors']])

    def test_a_client_that_was_away_too_long_starts_anew(self):
        page = self.ok(self.a.admin, 'GET', self.path)
        self.env.cr.execute("UPDATE encoach_sync_state SET generation = 'another database'")
        answer = self.call(self.a.admin, 'GET', f'{self.path}&since={page["cursor"]}')
        self.assertProblem(answer, 410, 'resync_required', 'since')
        self.ok(self.a.admin, 'GET', self.path)

    def test_the_length_of_a_page_costs_no_statements(self):
        people = self._make_people(self.a, 'student', 400, 'Many ')
        self.a.classroom.update_roster(people.ids)
        self._assign(self.a, term_key='2026-T1')

        def count(limit):
            path = f'{self.path}&limit={limit}'
            self.ok(self.a.admin, 'GET', path)
            before = self.env.cr.sql_log_count
            self.ok(self.a.admin, 'GET', path)
            return self.env.cr.sql_log_count - before

        few, many = count(9), count(900)
        self.assertLessEqual(many, few + 1, "one statement a kind of record")
        self.assertLessEqual(many, 12)

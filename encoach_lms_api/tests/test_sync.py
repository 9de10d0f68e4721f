from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.encoach_lms_core.models.sync import change_feed
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
        self.assertEqual(len(items), 11)
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

    def test_names_teachers_and_groups(self):
        self.a.classroom.update_teachers(self.a.teachers.ids)
        self.batch.reset_teachers()
        members = self.a.students[:2]
        group = self.env['encoach.learner.group'].create(
            {
                'classroom_id': self.a.classroom.id,
                'name': "Readers",
                'student_ids': [Command.set(members.ids)],
            }
        )
        self.a.students[0].name = "Alpha renamed"
        self.a.classroom.name = "Alpha Grade 8"
        for user in (self.a.admin, self.a.teacher_user):
            items = self.ok(user, 'GET', self.path)['items']
            records = {(item['model'], item['id']): item['record'] for item in items}
            classroom = records['classroom', self.a.classroom.id]
            self.assertEqual(classroom['name'], "Alpha Grade 8")
            teacher = self.a.teachers[0]
            self.assertEqual(
                records['homeroom_teacher', teacher.id], {'id': teacher.id, 'name': teacher.name}
            )
            line = self.batch.teacher_line_ids[0]
            self.assertEqual(records['batch_teacher', line.id]['teacher_name'], teacher.name)
            self.assertEqual(
                records['learner_group', group.id],
                {
                    'id': group.id,
                    'name': "Readers",
                    'kind': 'group',
                    'student_ids': sorted(members.ids),
                },
            )
            named = [
                record['student_name']
                for (model, _id), record in records.items()
                if model in ('roster_line', 'placement')
                and record['student_id'] == self.a.students[0].id
            ]
            self.assertEqual(named, ["Alpha renamed"] * 2)
            self.assertEqual(records['batch', self.batch.id]['name'], self.batch.name)

    def test_a_homeroom_teacher_who_is_none_any_more_has_no_content(self):
        self.a.classroom.update_teachers(self.a.teachers.ids)
        self.a.classroom.update_teachers(self.a.teachers[1].ids, 'remove')
        items = self.ok(self.a.admin, 'GET', self.path)['items']
        told = {i['id']: i['record'] for i in items if i['model'] == 'homeroom_teacher'}
        first, second = self.a.teachers
        self.assertEqual(told, {first.id: {'id': first.id, 'name': first.name}, second.id: None})

    def test_it_is_told_that_changes_wait(self):
        self.assertFalse(self.ok(self.a.admin, 'GET', self.path)['held_back'])
        with patch.object(change_feed, 'HORIZON', SQL('pg_current_xact_id()')):
            page = self.ok(self.a.admin, 'GET', self.path)
        self.assertEqual((page['items'], page['held_back']), ([], True))

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
        self.assertLessEqual(many, 13, "eight, and one for each of five kinds")

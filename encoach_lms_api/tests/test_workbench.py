from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install', 'encoach')
class TestWorkbench(ApiCase):
    """Plans and operations over HTTP."""

    def setUp(self):
        super().setUp()
        self.admin, self.ids = self.a.admin, self.a.students.ids
        self.room = self.a.classroom
        self.room.update_roster(self.ids)
        self.room.update_teachers(self.a.teachers.ids)

    def plan(self, **body):
        return self.ok(self.admin, 'POST', '/plans', 201, json=body)

    def plan_roster(self, ids, mode='set'):
        return self.plan(kind='roster', classroom_ids=self.room.ids, student_ids=ids, mode=mode)

    def apply(self, plan, **body):
        body = {'hash': plan['hash'], **body}
        return self.call(self.admin, 'POST', f'/plans/{plan["id"]}/apply', json=body)

    def test_from_a_plan_to_its_undo(self):
        plan = self.plan(
            kind='split',
            classroom_ids=self.room.ids,
            course_ids=self.a.course.ids,
            section_ids=self.a.sections.ids,
            term_key='2031-T1',
            order='alternate',
        )
        self.assertEqual((plan['state'], plan['user_id'], plan['added']), ('planned', None, 8))
        self.assertEqual(self.ok(self.admin, 'GET', f'/plans/{plan["id"]}'), plan)
        self.assertFalse(self.room.batch_ids)
        self.assertEqual(
            {line['owner'] for line in plan['lines'] if line['what'] == 'placement'},
            {'Alpha Grade 7 — Alpha Physics — A', 'Alpha Grade 7 — Alpha Physics — B'},
        )
        done = self.apply(plan).json()
        self.assertEqual((done['state'], done['user_id']), ('applied', self.admin.id))
        self.assertEqual(self.room.batch_ids.mapped('student_count'), [2, 2])
        listed = self.ok(self.admin, 'GET', '/operations', params={'kind': 'split'})
        self.assertEqual([item['id'] for item in listed['items']], [plan['id']])
        undone = self.ok(self.admin, 'POST', f'/operations/{plan["id"]}/undo', 201, json={})
        self.assertEqual((undone['kind'], undone['undo_of_id']), ('undo', plan['id']))
        self.assertFalse(self.room.batch_ids)
        shown = self.ok(self.admin, 'GET', f'/operations/{plan["id"]}')
        self.assertEqual(shown['state'], 'undone')
        again = self.call(self.admin, 'POST', f'/operations/{plan["id"]}/undo', json={})
        self.assertProblem(again, 409, 'conflict')

    def test_the_routes_of_one_step_are_recorded(self):
        batch = self.ok(
            self.admin,
            'POST',
            f'/classrooms/{self.room.id}/assign-course',
            201,
            json={'course_id': self.a.course.id},
        )['batch']
        path = f'/batches/{batch["id"]}/students/remove'
        self.ok(self.admin, 'POST', path, json={'student_ids': self.ids[:1]})
        self.ok(self.admin, 'POST', path, json={'student_ids': self.ids[:1]})
        items = self.ok(self.admin, 'GET', '/operations')['items']
        self.assertEqual(
            [(item['kind'], item['added'], item['removed']) for item in items[:2]],
            [('batch_students', 0, 1), ('assign', 6, 0)],
        )
        plan = self.ok(
            self.admin, 'POST', f'/operations/{items[0]["id"]}/undo', 201, json={'dry_run': True}
        )
        self.assertEqual((plan['state'], plan['added']), ('planned', 1))
        self.assertEqual(self.apply(plan).json()['state'], 'applied')
        total = self.ok(self.admin, 'GET', f'/batches/{batch["id"]}/students')['total']
        self.assertEqual(total, 4)

    def test_a_stale_plan_tells_what_differs_and_a_used_one_that_it_is(self):
        plan = self.plan_roster(self.ids[:3], 'add')
        self.room.update_roster(self.ids[:1], 'remove')
        answer = self.apply(plan)
        self.assertProblem(answer, 409, 'stale_plan', 'roster')
        self.assertEqual(
            [(error['code'], error['ids']) for error in answer.json()['errors']],
            [
                ('no_longer', [self.room.id, self.ids[0]]),
                ('new', [self.room.id, self.ids[0]]),
            ],
        )
        plan = self.plan_roster(self.ids[:1], 'add')
        self.assertEqual(self.apply(plan).status_code, 200)
        self.assertProblem(self.apply(plan), 409, 'used_plan')

    def test_many_removals_want_their_number(self):
        plan = self.plan_roster([])
        self.assertEqual(plan['confirm_removals'], 4)
        for number in ({}, {'confirm_removals': 3}):
            answer = self.apply(plan, **number)
            self.assertProblem(answer, 422, 'invalid', 'confirm_removals')
        self.assertEqual(len(self.room.student_ids), 4)
        self.assertEqual(self.apply(plan, confirm_removals=4).status_code, 200)
        self.env.invalidate_all()
        self.assertFalse(self.room.student_ids)

    def test_differences_are_listed_and_settled(self):
        batch, _answer = self._assign(self.a)
        batch.with_user(self.admin).update_students(self.ids[:1], 'remove')
        (item,) = self.ok(self.admin, 'GET', '/drift')['items']
        self.assertEqual(
            (item['student_id'], item['reason'], item['by']),
            (self.ids[0], 'taken_out', self.admin.name),
        )
        body = {'action': 'enrol', 'batch_id': batch.id, 'student_ids': self.ids}
        for settled in (1, 0):
            answer = self.ok(self.admin, 'POST', '/drift/settle', json=body)
            self.assertEqual(answer, {'settled': settled})
        self.assertEqual(self.ok(self.admin, 'GET', '/drift')['total'], 0)
        for method, path, options in (
            ('GET', '/drift', {'params': {'classroom_id': self.room.id}}),
            ('GET', '/drift', {'params': {'entity_id': self.a.entity.id}}),
            ('POST', '/drift/settle', {'json': body}),
        ):
            answer = self.call(self.b.admin, method, path, **options)
            self.assertProblem(answer, 403, 'entity_mismatch')

    def test_a_rollover_waits_for_every_students_rule(self):
        self.ok(
            self.admin,
            'POST',
            f'/classrooms/{self.room.id}/assign-course',
            201,
            json={'course_id': self.a.course.id, 'term_key': '2026-T1'},
        )
        body = {
            'kind': 'rollover',
            'classroom_ids': self.room.ids,
            'from_term_key': '2026-T1',
            'term_key': '2026-T2',
            'student_rules': [{'student_id': id_, 'rule': 'keep'} for id_ in self.ids[1:]],
        }
        plan = self.plan(**body)
        self.assertEqual(
            {line['student_id'] for line in plan['lines'] if line['reason'] == 'no_rule'},
            {self.ids[0]},
        )
        answer = self.apply(plan)
        self.assertProblem(answer, 422, 'invalid', 'student_rules')
        self.assertEqual(answer.json()['errors'][0]['ids'], self.ids[:1])
        body['rules'] = [{'classroom_id': self.room.id, 'rule': 'keep'}]
        done = self.apply(self.plan(**body)).json()
        self.assertEqual((done['state'], done['added']), ('applied', 6))
        again = self.plan(**body)
        self.assertEqual((again['added'], again['removed']), (0, 0))
        self.ok(self.admin, 'POST', f'/operations/{done["id"]}/undo', 201, json={})
        self.assertEqual(self.room.batch_ids.mapped('term_key'), ['2026-T1'])
        body['rules'] = [{'classroom_id': self.b.classroom.id, 'rule': 'keep'}]
        foreign = self.call(self.admin, 'POST', '/plans', json=body)
        self.assertProblem(foreign, 403, 'entity_mismatch')

    def test_a_transfer_is_dated(self):
        other = self.room.copy({'name': "Alpha Grade 8"})
        body = {
            'kind': 'transfer',
            'classroom_ids': self.room.ids,
            'to_classroom_id': other.id,
            'student_ids': self.ids[:1],
            'date': str(self.a.entity._today()),
        }
        done = self.apply(self.plan(**body)).json()
        self.assertEqual((done['kind'], done['state']), ('transfer', 'applied'))
        self.env.invalidate_all()
        self.assertEqual(other.student_ids.ids, self.ids[:1])
        for name, foreign in (
            ('to_classroom_id', self.b.classroom.id),
            ('student_ids', self.b.students.ids),
        ):
            answer = self.call(self.admin, 'POST', '/plans', json={**body, name: foreign})
            self.assertProblem(answer, 403, 'entity_mismatch')

    def test_access_is_explained(self):
        def ask(record, user, by=self.admin):
            params = {'classroom_id': record.id, 'user_id': user.id}
            return self.call(by, 'GET', '/access', params=params)

        told = ask(self.room, self.a.student_user).json()
        self.assertEqual((told['may_read'], told['may_change']), (True, False))
        self.assertEqual(told['read_rule'], "Classrooms: the student's own")
        none = self.call(self.admin, 'GET', '/access', params={'user_id': self.admin.id})
        self.assertProblem(none, 422, 'invalid', 'classroom_id')
        for record, user, by in (
            (self.b.classroom, self.a.student_user, self.admin),
            (self.room, self.b.student_user, self.admin),
            (self.room, self.a.student_user, self.b.admin),
        ):
            self.assertProblem(ask(record, user, by), 403, 'entity_mismatch')

    def test_the_other_school_is_out_of_reach(self):
        b = self.b
        own = {'kind': 'split', 'classroom_ids': self.room.ids, 'course_ids': self.a.course.ids}
        section, student = self.a.sections[0].id, self.ids[0]
        for body in (
            {**own, 'kind': 'assign', 'classroom_ids': b.classroom.ids},
            {**own, 'section_ids': b.sections.ids},
            {**own, 'section_ids': [section], 'entity_id': b.entity.id},
            {
                **own,
                'section_ids': [section],
                'placements': [{'student_id': b.students[0].id, 'section_id': section}],
            },
            {
                **own,
                'section_ids': [section],
                'placements': [{'student_id': student, 'section_id': b.sections[0].id}],
            },
            {
                **own,
                'section_ids': [section],
                'section_teachers': [{'section_id': section, 'teacher_ids': b.teachers.ids}],
            },
        ):
            with self.subTest(body):
                answer = self.call(self.admin, 'POST', '/plans', json=body)
                self.assertProblem(answer, 403, 'entity_mismatch')
        plan = self.plan_roster(self.ids[:1], 'add')
        for method, path, body in (
            ('GET', f'/plans/{plan["id"]}', None),
            ('GET', f'/operations/{plan["id"]}', None),
            ('POST', f'/plans/{plan["id"]}/apply', {'hash': plan['hash']}),
            ('POST', f'/operations/{plan["id"]}/undo', {}),
        ):
            answer = self.call(b.admin, method, path, json=body)
            self.assertProblem(answer, 403, 'entity_mismatch')
        self.assertEqual(self.ok(b.admin, 'GET', '/operations')['total'], 0)

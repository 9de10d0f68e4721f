from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestLessonNotes(ApiCase):
    """Lesson notes over HTTP: written, reviewed, explained (S3-05 to S3-07)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for school in (cls.a, cls.b):
            school.colleague_user = cls._make_user(
                f'colleague@{school.marker.lower()}.example', 'teacher', school.entity
            )
            school.teachers[1].user_id = school.colleague_user
            school.chemistry = school.course.copy({'name': f'{school.marker} Chemistry'})
            # the first teacher is class teacher, the second one teaches physics
            school.classroom.assign_class_teacher(school.teachers[0].id, '2026-T1')
            school.classroom.assign_course(
                school.course.id, term_key='2026-T1', teacher_ids=school.teachers[1].ids
            )

    def body(self, school=None, **values):
        school = school or self.a
        return {
            'classroom_id': school.classroom.id,
            'course_id': school.course.id,
            'term_key': '2026-T1',
            'title': f'{school.marker} lesson',
            **values,
        }

    def draft(self, user, status=201, **values):
        return self.ok(user, 'POST', '/lesson-notes', status, json=self.body(**values))

    def listed(self, user, query=''):
        answer = self.ok(user, 'GET', f'/lesson-notes{query}')
        return [item['id'] for item in answer['items']]

    def step(self, user, note, name, **body):
        return self.ok(user, 'POST', f'/lesson-notes/{note["id"]}/{name}', json=body or None)

    def test_a_new_note_is_a_draft_with_its_address(self):
        body = self.body(date='2026-09-07', objectives="Inertia", body="Zeile\nשורה")
        answer = self.call(self.a.colleague_user, 'POST', '/lesson-notes', json=body)
        self.assertEqual(answer.status_code, 201, answer.text)
        note = answer.json()
        self.assertEqual(answer.headers['Location'], f'/api/lesson-notes/{note["id"]}')
        expected = {
            **body,
            'id': note['id'],
            'entity_id': self.a.entity.id,
            'teacher_id': self.a.teachers[1].id,
            'state': 'draft',
            'remark': None,
            'submitted_at': None,
            'reviewed_at': None,
        }
        self.assertAlike(note, expected)
        self.assertAlike(
            self.ok(self.a.colleague_user, 'GET', f'/lesson-notes/{note["id"]}'), expected
        )

    def test_the_round_trip(self):
        author, admin = self.a.teacher_user, self.a.admin
        note = self.draft(author, course_id=self.a.chemistry.id)
        note = self.step(author, note, 'submit')
        self.assertEqual(note['state'], 'submitted')
        self.assertTrue(note['submitted_at'].endswith('Z'))
        note = self.step(admin, note, 'return', remark="Add the homework.")
        self.assertEqual((note['state'], note['remark']), ('returned', "Add the homework."))
        path = f'/lesson-notes/{note["id"]}'
        note = self.ok(author, 'PATCH', path, json={'body': "Page 12", 'date': '2026-10-01'})
        self.assertEqual((note['body'], note['date']), ("Page 12", '2026-10-01'))
        self.step(author, note, 'submit')
        note = self.step(admin, note, 'approve', remark="Good")
        self.assertEqual((note['state'], note['remark']), ('approved', "Good"))
        self.assertEqual(self.step(admin, note, 'approve'), note)
        answer = self.call(author, 'PATCH', path, json={'title': "x"})
        self.assertProblem(answer, 409, 'conflict')
        answer = self.call(admin, 'POST', f'{path}/return', json={'remark': "x"})
        self.assertProblem(answer, 409, 'conflict', 'state')

    def test_everybody_reads_what_he_has_authority_over(self):
        """S3-06, S3-07."""
        physics = self.draft(self.a.teacher_user)['id']
        chemistry = self.draft(self.a.teacher_user, course_id=self.a.chemistry.id)['id']
        self.draft(self.b.colleague_user, school=self.b)
        self.assertEqual(self.listed(self.a.admin), [chemistry, physics])
        self.assertEqual(self.listed(self.a.teacher_user), [chemistry, physics])
        self.assertEqual(self.listed(self.a.colleague_user), [physics])
        self.assertEqual(self.listed(self.a.colleague_user, '?mine=true'), [])
        self.assertEqual(self.listed(self.a.teacher_user, '?mine=true'), [chemistry, physics])
        for user in (self.a.colleague_user, self.a.student_user, self.b.admin):
            answer = self.call(user, 'GET', f'/lesson-notes/{chemistry}')
            self.assertEqual(answer.status_code, 403)
        answer = self.call(self.a.student_user, 'GET', '/lesson-notes')
        self.assertProblem(answer, 403, 'forbidden')

    def test_lists_are_filtered(self):
        first = self.draft(self.a.teacher_user, date='2026-09-01', title="Alpha one")
        second = self.draft(
            self.a.teacher_user, date='2026-10-01', course_id=self.a.chemistry.id, title="100%"
        )
        self.step(self.a.teacher_user, second, 'submit')
        first, second = first['id'], second['id']
        for query, found in (
            ('', [second, first]),
            ('?state=submitted', [second]),
            (f'?course_id={self.a.course.id}', [first]),
            (f'?classroom_id={self.a.classroom.id}&term_key=2026-T1', [second, first]),
            (f'?teacher_id={self.a.teachers[1].id}', []),
            ('?date_from=2026-09-15', [second]),
            ('?date_to=2026-09-15', [first]),
            ('?search=ALPHA', [first]),
            ('?search=%25', [second]),
            (f'?entity_id={self.b.entity.id}', []),
            ('?limit=1&offset=1', [first]),
        ):
            with self.subTest(query):
                self.assertEqual(self.listed(self.a.admin, query), found)
        answer = self.call(self.a.admin, 'GET', '/lesson-notes?state=lost')
        self.assertProblem(answer, 422, 'invalid', 'state')

    def test_without_authority_it_is_denied_in_words(self):
        body = self.body(course_id=self.a.chemistry.id)
        answer = self.call(self.a.colleague_user, 'POST', '/lesson-notes', json=body)
        self.assertProblem(answer, 403, 'forbidden')
        self.assertIn("not the class teacher of Alpha Grade 7", answer.json()['detail'])
        note = self.draft(self.a.colleague_user)
        answer = self.call(
            self.a.colleague_user,
            'PATCH',
            f'/lesson-notes/{note["id"]}',
            json={'course_id': self.a.chemistry.id},
        )
        self.assertProblem(answer, 403, 'forbidden')

    def test_roles(self):
        note = self.draft(self.a.colleague_user)
        path = f'/lesson-notes/{note["id"]}'
        self.step(self.a.colleague_user, note, 'submit')
        before = self.digest()
        for user, method, suffix, body in (
            (self.a.colleague_user, 'POST', '/approve', {}),
            (self.a.teacher_user, 'POST', '/return', {'remark': "x"}),
            (self.a.student_user, 'POST', '/submit', {}),
            (self.a.student_user, 'PATCH', '', {'title': "x"}),
            (self.a.teacher_user, 'POST', '/submit', {}),
        ):
            with self.subTest(user=user.login, suffix=suffix):
                answer = self.call(user, method, path + suffix, json=body)
                self.assertProblem(answer, 403, 'forbidden')
        answer = self.call(self.a.student_user, 'POST', '/lesson-notes', json=self.body())
        self.assertProblem(answer, 403, 'forbidden')
        self.assertEqual(self.digest(), before)
        draft = self.draft(self.a.colleague_user)
        answer = self.call(
            self.a.teacher_user, 'PATCH', f'/lesson-notes/{draft["id"]}', json={'title': "x"}
        )
        self.assertProblem(answer, 403, 'forbidden')

    def test_an_administrator_writes_on_behalf_of_a_teacher(self):
        answer = self.call(self.a.admin, 'POST', '/lesson-notes', json=self.body())
        self.assertProblem(answer, 422, 'invalid', 'teacher_id')
        note = self.draft(self.a.admin, teacher_id=self.a.teachers[1].id)
        self.assertEqual(note['teacher_id'], self.a.teachers[1].id)
        answer = self.call(
            self.a.teacher_user,
            'POST',
            '/lesson-notes',
            json=self.body(teacher_id=self.a.teachers[1].id),
        )
        self.assertProblem(answer, 403, 'forbidden')

    def test_the_rule_that_decides_is_told(self):
        note = self.draft(self.a.teacher_user, course_id=self.a.chemistry.id)
        path = f'/lesson-notes/{note["id"]}/access'
        for teacher, rule in zip(self.a.teachers, ('class_teacher', 'none'), strict=True):
            answer = self.ok(self.a.admin, 'GET', f'{path}?teacher_id={teacher.id}')
            self.assertEqual(
                (answer['teacher_id'], answer['rule'], answer['allowed'], answer['may_read']),
                (teacher.id, rule, rule != 'none', rule != 'none'),
            )
            self.assertIn(teacher.name, answer['explanation'])
        self.assertEqual(self.ok(self.a.teacher_user, 'GET', path)['rule'], 'class_teacher')
        other = f'{path}?teacher_id={self.a.teachers[1].id}'
        self.assertProblem(self.call(self.a.teacher_user, 'GET', other), 403, 'forbidden')
        self.assertProblem(self.call(self.a.colleague_user, 'GET', path), 403, 'forbidden')
        self.assertProblem(self.call(self.a.admin, 'GET', path), 422, 'invalid', 'teacher_id')
        unknown = self.call(self.a.admin, 'GET', f'{path}?teacher_id={2**31 - 1}')
        self.assertProblem(unknown, 404, 'not_found', 'teacher_id')

    def test_odd_input(self):
        for values, status, field in (
            ({'title': None}, 422, 'title'),
            ({'title': " "}, 422, 'title'),
            ({'title': "a\0"}, 422, 'title'),
            ({'body': "a\0"}, 422, 'body'),
            ({'date': '2026-02-30'}, 422, 'date'),
            ({'date': 20260901}, 422, 'date'),
            ({'term_key': '2026-T9'}, 422, 'term_key'),
            ({'state': 'approved'}, 422, 'state'),
            ({'course_id': 2**31 - 1}, 404, 'course_id'),
            ({'classroom_id': 2**31 - 1}, 404, 'classroom_id'),
            ({'course_id': self.b.course.id}, 403, 'course_id'),
            ({'classroom_id': self.b.classroom.id}, 403, 'classroom_id'),
        ):
            with self.subTest(values):
                answer = self.call(
                    self.a.teacher_user, 'POST', '/lesson-notes', json=self.body(**values)
                )
                self.assertEqual(answer.status_code, status, answer.text)
                self.assertIn(field, [error['field'] for error in answer.json()['errors']])
        note = self.draft(self.a.teacher_user)
        path = f'/lesson-notes/{note["id"]}'
        for values, field in (
            ({'title': None}, 'title'),
            ({'course_id': None}, 'course_id'),
            ({'classroom_id': self.a.classroom.id}, 'classroom_id'),
            ({'state': 'approved'}, 'state'),
        ):
            answer = self.call(self.a.teacher_user, 'PATCH', path, json=values)
            self.assertProblem(answer, 422, 'invalid', field)
        self.step(self.a.teacher_user, note, 'submit')
        for remark in ('', '   '):
            answer = self.call(self.a.admin, 'POST', f'{path}/return', json={'remark': remark})
            self.assertProblem(answer, 422, 'invalid', 'remark')

    def test_the_length_of_a_page_costs_no_statements(self):
        self.env['encoach.lesson.note'].create(
            [
                {
                    'classroom_id': self.a.classroom.id,
                    'course_id': self.a.course.id,
                    'term_id': self.a.term.id,
                    'teacher_id': self.a.teachers[0].id,
                    'title': f'Lesson {number}',
                }
                for number in range(300)
            ]
        )

        def count(user, limit):
            self.ok(user, 'GET', f'/lesson-notes?limit={limit}')
            before = self.env.cr.sql_log_count
            answer = self.ok(user, 'GET', f'/lesson-notes?limit={limit}')
            self.assertEqual(len(answer['items']), limit)
            return self.env.cr.sql_log_count - before

        for user in (self.a.admin, self.a.teacher_user, self.a.colleague_user):
            few, many = count(user, 1), count(user, 300)
            self.assertLessEqual(many, few)
            self.assertLessEqual(many, 6)

from odoo.tests import tagged

from .common import TIMES, ApiCase


@tagged('post_install', '-at_install')
class TestAssignCourse(ApiCase):
    def setUp(self):
        super().setUp()
        self.path = f'/classrooms/{self.a.classroom.id}/assign-course'
        self.a.classroom.update_roster(self.a.students.ids)
        self.a.classroom.update_teachers(self.a.teachers.ids)

    def assign(self, status, **body):
        body = {'course_id': self.a.course.id, **body}
        return self.ok(self.a.admin, 'POST', self.path, status=status, json=body)

    def test_a_new_batch_takes_roster_and_teachers(self):
        section = self.a.sections[0]
        section.capacity = 3
        answer = self.assign(201, section_id=section.id, term_key='2026-T1')
        batch_id = answer['batch']['id']
        answer['batch'] |= TIMES
        self.assertEqual(
            answer,
            {
                'batch': {
                    **TIMES,
                    'id': batch_id,
                    'entity_id': self.a.entity.id,
                    'name': "Alpha Grade 7 — Alpha Physics — A",
                    'classroom_id': self.a.classroom.id,
                    'classroom_name': "Alpha Grade 7",
                    'course_id': self.a.course.id,
                    'course_name': "Alpha Physics",
                    'section_id': section.id,
                    'section_name': "A",
                    'term_key': '2026-T1',
                    'student_count': 4,
                    'teacher_count': 2,
                    'teacher_ids': self.a.teachers.ids,
                    'capacity': 3,
                    'over_capacity': 1,
                    'active': True,
                    'subject': "Alpha Physics",
                    'academic_level': None,
                    'schedule': [],
                },
                'created': True,
                'enrolled': self.a.students.ids,
                'kept': 0,
                'skipped': [],
                'teacher_ids': self.a.teachers.ids,
            },
        )
        self.assertAlike(self.ok(self.a.admin, 'GET', f'/batches/{batch_id}'), answer['batch'])

    def test_the_same_key_is_the_same_batch(self):
        for key in ({}, {'term_key': '2026-T1'}, {'section_id': self.a.sections[0].id}):
            first = self.assign(201, **key)
            second = self.assign(200, **key)
            self.assertAlike(second['batch'], first['batch'])
            self.assertEqual(
                (second['created'], second['enrolled'], second['kept']), (False, [], 4)
            )
        self.assertIsNone(first['batch']['term_key'])

    def test_who_was_taken_out_stays_out_and_who_came_later_comes_in(self):
        one, two, three, four = self.a.students.ids
        self.a.classroom.update_roster([four], 'remove')
        batch_id = self.assign(201)['batch']['id']
        self.ok(
            self.a.admin,
            'POST',
            f'/batches/{batch_id}/students/remove',
            json={'student_ids': [two]},
        )
        self.a.classroom.update_roster([four])
        answer = self.assign(200)
        self.assertEqual(answer['enrolled'], [four])
        self.assertEqual(answer['kept'], 2)
        self.assertEqual(answer['skipped'], [{'student_id': two, 'reason': 'removed_from_batch'}])

    def test_given_teachers_replace_the_homeroom_teachers(self):
        salem, khaled = self.a.teachers.ids
        self.assertEqual(self.assign(201, teacher_ids=[salem])['teacher_ids'], [salem])
        self.assertEqual(self.assign(200)['teacher_ids'], [salem])
        self.assertEqual(self.assign(200, teacher_ids=[khaled])['teacher_ids'], [salem, khaled])
        self.assertEqual(self.assign(201, term_key='X', teacher_ids=[])['teacher_ids'], [])
        answer = self.assign(201, term_key='Y', section_id=None, teacher_ids=None)
        self.assertEqual(answer['teacher_ids'], [salem, khaled])

    def test_an_unknown_term_key_creates_the_term(self):
        self.assertEqual(self.assign(201, term_key='2030-T1')['batch']['term_key'], '2030-T1')
        self.assertEqual(self.ok(self.a.admin, 'GET', '/terms?key=2030-T1')['total'], 1)

    def test_a_section_of_another_course_is_refused(self):
        other = self.ok(self.a.admin, 'POST', '/courses', status=201, json={'name': "Other"})
        body = {'course_id': other['id'], 'section_id': self.a.sections[0].id}
        answer = self.call(self.a.admin, 'POST', self.path, json=body)
        self.assertProblem(answer, 422, 'invalid', 'section_id')

    def test_unknown_ids_are_404(self):
        for body in (
            {'course_id': 2**31 - 1},
            {'course_id': self.a.course.id, 'section_id': 2**31 - 1},
            {'course_id': self.a.course.id, 'teacher_ids': [self.a.teachers.ids[0], 2**31 - 1]},
        ):
            answer = self.call(self.a.admin, 'POST', self.path, json=body)
            self.assertProblem(answer, 404, 'not_found')
        self.assertEqual(self.ok(self.a.admin, 'GET', '/batches')['total'], 0)

from pathlib import Path

import polib

from odoo.tests import tagged

from .common import ApiCase

ADDON = Path(__file__).resolve().parents[1]


@tagged('post_install', '-at_install')
class TestFieldErrors(ApiCase):
    """What is said of each field at fault."""

    def refuse(self, path, body, **headers):
        answer = self.call(self.a.admin, 'POST', path, json=body, headers=headers)
        return answer.json()

    def test_every_entry_has_a_code_and_a_sentence_of_ours(self):
        for path, body, field, code in (
            ('/students', {}, 'name', 'required'),
            ('/students', {'name': "X", 'nmae': "X"}, 'nmae', 'unknown'),
            ('/students', {'name': 1}, 'name', 'wrong_type'),
            ('/students', {'name': " "}, 'name', 'empty'),
            ('/students', {'name': "x" * 256}, 'name', 'too_long'),
            ('/students', {'name': "a\tb"}, 'name', 'control_character'),
            ('/students', {'name': "X", 'email': 'nobody'}, 'email', 'wrong_format'),
            ('/students/bulk', {'items': [{'name': 1}]}, 'items.0.name', 'wrong_type'),
            ('/students/bulk', {'items': ["x"]}, 'items.0', 'wrong_type'),
            ('/students/bulk', {'items': []}, 'items', 'too_short'),
            ('/terms', {'key': "X", 'date_start': 'soon'}, 'date_start', 'wrong_format'),
            (f'/courses/{self.a.course.id}/sections/generate-defaults', {'count': 99}, 'count', 0),
            (
                f'/classrooms/{self.a.classroom.id}/students',
                {'student_ids': [], 'mode': 'replace'},
                'mode',
                'unknown_value',
            ),
        ):
            problem = self.refuse(path, body)
            (error,) = problem['errors']
            self.assertEqual((error['field'], error['code']), (field, code or 'too_large'))
            self.assertRegex(error['message'], r'^[A-Z].*\.$')
            self.assertNotRegex(error['message'], r'[\\^$]|pydantic|should|Input|%\(')

    def test_ids_at_fault_have_a_code_and_no_name_before_the_sentence(self):
        path = f'/classrooms/{self.a.classroom.id}/students'
        for student_id, code in (
            (self.b.students[0].id, 'entity_mismatch'),
            (2**31 - 1, 'not_found'),
        ):
            problem = self.refuse(path, {'student_ids': [student_id]})
            (error,) = problem['errors']
            self.assertEqual((error['field'], error['code']), ('student_ids', code))
            self.assertFalse(error['message'].startswith('student_ids'))
            self.assertTrue(problem['detail'].startswith('student_ids: '))

    def test_a_rule_of_two_fields_names_the_one_to_mend(self):
        body = {'key': "X", 'date_start': '2026-09-02', 'date_end': '2026-09-01'}
        problem = self.refuse('/terms', body)
        self.assertEqual(self.told(problem), [('date_end', 'wrong_order')])

    def told(self, problem):
        return [(error['field'], error['code']) for error in problem['errors']]

    def test_a_rule_of_several_fields_names_them_and_says_what_is_wrong(self):
        classroom, course, term = self.a.classroom, self.a.course, self.a.term
        other = course.copy({'name': "Alpha other"})
        section = self.a.sections.create({'course_id': other.id, 'name': "A"})
        far = self.env['encoach.learner.group'].create(
            {'classroom_id': classroom.copy({'name': "Alpha far"}).id, 'name': "Far"}
        )
        classroom.assign_class_teacher(self.a.teachers[0].id, term.key)
        note = {'classroom_id': classroom.id, 'course_id': course.id, 'term_key': term.key}
        room = f'/classrooms/{classroom.id}'
        for path, body, fields, code in (
            (
                f'{room}/assign-course',
                {'course_id': course.id, 'section_id': section.id},
                'section_id',
                'of_another_course',
            ),
            (f'{room}/course-assignments', {}, 'course_id course_uuid', 'one_of'),
            (
                f'{room}/course-assignments',
                {'course_id': course.id, 'student_ids': [], 'learner_group_id': far.id},
                'student_ids learner_group_id',
                'one_of',
            ),
            (
                f'{room}/course-assignments',
                {'course_id': course.id, 'learner_group_id': far.id},
                'learner_group_id',
                'of_another_classroom',
            ),
            (
                f'{room}/learner-groups',
                {'name': "X", 'student_ids': self.a.students[:1].ids},
                'student_ids',
                'not_on_roster',
            ),
            (
                f'{room}/class-teacher',
                {'teacher_id': self.a.teachers[1].id, 'term_key': term.key},
                'term_key replace',
                'taken',
            ),
            (
                f'{room}/class-teacher',
                {'teacher_id': self.a.teachers[1].id, 'term_key': 'nonsense'},
                'term_key',
                'unknown_value',
            ),
            (
                '/lesson-notes',
                {**note, 'title': "X", 'teacher_id': self.a.teachers[1].id},
                'teacher_id classroom_id course_id term_key',
                'no_authority',
            ),
        ):
            with self.subTest(path=path, fields=fields):
                problem = self.refuse(path, body)
                expected = [(field, code) for field in fields.split()]
                self.assertEqual(self.told(problem), expected, problem)

    def test_sentences_follow_the_language_asked_for(self):
        self.env['res.lang']._activate_lang('ar_001')
        english = self.refuse('/students', {})['errors'][0]['message']
        self.assertEqual(english, "This field is required.")
        for asked in ('ar', 'ar-EG', 'ar-001'):
            problem = self.refuse('/students', {}, **{'Accept-Language': asked})
            self.assertEqual(problem['errors'][0]['message'], "هذا الحقل مطلوب.", asked)
            self.assertEqual(problem['errors'][0]['code'], 'required')
        problem = self.refuse('/students', {}, **{'Accept-Language': 'de'})
        self.assertEqual(problem['errors'][0]['message'], english)

    def test_every_sentence_is_there_in_arabic(self):
        i18n = ADDON / 'i18n'
        arabic = {entry.msgid for entry in polib.pofile(str(i18n / 'ar.po')).translated_entries()}
        sentences = {
            entry.msgid
            for entry in polib.pofile(str(i18n / 'encoach_lms_api.pot'))
            if any(place.startswith('code:') or '.py' in place for place, _l in entry.occurrences)
        }
        self.assertGreater(len(sentences), 40)
        self.assertEqual(sentences - arabic, set())

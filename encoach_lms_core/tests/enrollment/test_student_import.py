from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...exceptions import InvalidInput
from ...models.enrollment import student_import
from ..common import EntityCase

HEADER = 'name,email,class_name,course_name,status'


class ImportCase(EntityCase):
    """A school that imports files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.latin = cls.a.course.copy({'name': 'Alpha Latin'})
        cls.Import = cls.env['encoach.student.import'].with_user(cls.a.admin)

    def run_import(self, *rows, header=HEADER, dry_run=False, end='\r\n'):
        data = end.join([header, *rows, '']).encode()
        return self.import_bytes(data, dry_run)

    def import_bytes(self, data, dry_run=False):
        entity = self.a.entity.with_user(self.a.admin)
        return self.Import._import_file(entity, data, dry_run)

    def student(self, email, school=None):
        school = school or self.a
        return (
            self.env['encoach.student']
            .with_context(active_test=False)
            .search([('entity_id', '=', school.entity.id), ('email_key', '=', email)])
        )

    def assertCounts(self, report, created=0, updated=0, unchanged=0, errors=()):
        self.assertEqual([(e['row'], e['field']) for e in report['errors']], list(errors), report)
        counts = (report['created'], report['updated'], report['unchanged'])
        self.assertEqual(counts, (created, updated, unchanged))


@tagged('encoach')
class TestStudentImport(ImportCase):
    """The import of students from a file (S4-05, S4-06, S4-14, S4-16)."""

    def test_a_row_makes_a_student_with_class_and_course(self):
        """S4-06"""
        report = self.run_import('Layla Hassan,Layla@Alpha.example,alpha  grade 7,Alpha Latin,')
        self.assertCounts(report, created=1)
        layla = self.student('layla@alpha.example')
        self.assertEqual((layla.name, layla.email), ("Layla Hassan", 'Layla@Alpha.example'))
        self.assertEqual((layla.entity_id, layla.partner_id.entity_id), (self.a.entity,) * 2)
        self.assertEqual(layla.course_enrollment_ids.course_id, self.latin)
        self.assertEqual(self.a.classroom.student_ids, layla)

    def test_importing_again_changes_nothing(self):
        rows = [
            'Layla,layla@alpha.example,Alpha Grade 7,Alpha Latin,active',
            'Omar,omar@alpha.example,,,inactive',
            'Alpha Student 0000,STUDENT0@alpha.example,,,',
        ]
        self.assertCounts(self.run_import(*rows), created=2, unchanged=1)
        self.assertCounts(self.run_import(*rows), unchanged=3)

    def test_columns_in_any_order_and_only_name_and_email_needed(self):
        report = self.run_import(
            ',l@alpha.example,7,Layla', header='Notes, EMAIL ,Team Number,Name'
        )
        self.assertCounts(report, created=1)
        self.assertEqual(report['ignored_columns'], ['notes'])
        self.assertEqual(self.student('l@alpha.example').name, "Layla")
        report = self.run_import('Layla,l@alpha.example,Alpha Latin', header='name,email,course')
        self.assertCounts(report, updated=1)

    def test_every_way_a_spreadsheet_saves_is_read(self):
        plain = 'name;email;status\r\n"Al; B\r\n Cd";l@alpha.example;active\r\n'
        for number, data in enumerate(
            (
                plain.encode(),
                b'\xef\xbb\xbf' + plain.encode(),
                plain.replace('\r\n', '\n').encode(),
                plain.replace('\r\n', '\r').encode(),
                plain.replace(';', '\t').encode(),
                plain.replace(';', ',').encode(),
                plain.rstrip().encode(),
                plain.replace('l@', 'محمد@').encode(),
            )
        ):
            email = f'l{number}@alpha.example'.encode()
            with self.subTest(data):
                data = data.replace(b'l@alpha.example', email)
                self.assertCounts(self.import_bytes(data), created=1)
        names = self.env['encoach.student'].search([('email', 'like', 'l_@alpha.example')])
        self.assertEqual(set(names.mapped('name')), {"Al; B Cd", "Al B Cd", "Al, B Cd"})

    def test_bad_rows_stop_no_good_one(self):
        """S4-14: rows are counted as the spreadsheet does, and every bad cell is told."""
        report = self.run_import(
            'Good,good@alpha.example,,,',
            ',no-name@alpha.example,,,',
            'No mail,,,,',
            '"Two\nlines",not-an-address,Alpha Grade 8,,asleep',
            '',
            f'{"x" * 256},long@alpha.example,,,',
            'Control \x07,control@alpha.example,,,',
            'Again,GOOD@alpha.example,,,',
            'Too much,much@alpha.example,,,,left over',
            'Course,course@alpha.example,,Fysics,',
            'Also good,also@alpha.example,,,,',
        )
        self.assertCounts(
            report,
            created=2,
            errors=[
                (3, 'name'),
                (4, 'email'),
                (5, 'email'),
                (5, 'status'),
                (5, 'class_name'),
                (7, 'name'),
                (8, 'name'),
                (9, 'email'),
                (10, None),
                (11, 'course_name'),
            ],
        )
        messages = {error['row']: error['message'] for error in report['errors']}
        self.assertIn("Alpha Grade 7", messages[5])
        self.assertIn("Alpha Physics", messages[11])
        self.assertIn("Row 2", messages[9])
        self.assertTrue(self.student('also@alpha.example'))

    def test_a_quotation_mark_that_is_never_closed_costs_its_row_only(self):
        report = self.run_import('A,a@alpha.example', '"B,b@alpha.example', header='name,email')
        self.assertCounts(report, created=1, errors=[(3, None)])

    def test_files_that_are_none(self):
        header = HEADER.encode()
        for data, field in (
            (b'', 'name'),
            (b'\n', 'name'),
            (b'name\nx', 'email'),
            (b'email\nx', 'name'),
            (b'name,email,name\nx,y,z', 'name'),
            (b'name,email,course,course_name\n', 'course_name'),
            (header + b'\n\xff\xfe', 'file'),
            (header.decode().encode('utf-16'), 'file'),
            (header + b'\n' + b'x' * student_import.MAX_BYTES, 'file'),
            (header + b'\nx,y' * (student_import.MAX_ROWS + 1), 'file'),
        ):
            with self.subTest(data[:40]), self.assertRaises(InvalidInput) as caught:
                self.import_bytes(data)
            self.assertEqual(caught.exception.errors[0]['field'], field)
        self.assertCounts(self.import_bytes(header))

    def test_a_name_is_changed_and_the_address_finds_the_student(self):
        student = self.a.students[0]
        self.assertCounts(self.run_import(f'New Name,{student.email.upper()},,,'), updated=1)
        self.assertEqual((student.name, student.email), ("New Name", 'student0@alpha.example'))

    def test_another_course_moves_the_student(self):
        """S4-15"""
        self.a.classroom.update_roster(self.a.students.ids)
        batch, _answer = self._assign(self.a)
        report = self.run_import(
            'Alpha Student 0000,student0@alpha.example,,Alpha Latin,',
            'Alpha Student 0001,student1@alpha.example,,,',
        )
        self.assertCounts(report, updated=1, unchanged=1)
        self.assertEqual(self.a.students[0].course_enrollment_ids.course_id, self.latin)
        self.assertEqual(batch.enrollment_ids.student_id, self.a.students[1:])

    def test_several_courses_stand_on_a_line_each(self):
        self.run_import('L,l@alpha.example,,"Alpha Latin\nALPHA physics",')
        both = self.latin | self.a.course
        self.assertEqual(self.student('l@alpha.example').course_enrollment_ids.course_id, both)
        report = self.run_import('L,l@alpha.example,,"Alpha\nPhysics",')
        self.assertCounts(report, updated=1)

    def test_status_archives_and_brings_back(self):
        student = self.a.students[0]
        self.a.classroom.update_roster(student.ids)
        batch, _answer = self._assign(self.a)
        row = f'{student.name},{student.email},,Alpha Physics,'
        self.assertCounts(self.run_import(row + 'inactive'), updated=1)
        self.assertFalse(student.active or batch.student_count or self.a.classroom.student_ids)
        self.assertFalse(student.course_enrollment_ids.filtered('active'))
        self.assertCounts(self.run_import(row + 'inactive'), unchanged=1)
        self.assertCounts(self.run_import(row), errors=[(2, 'status')])
        self.assertCounts(self.run_import(row + 'Active'), updated=1)
        self.assertTrue(student.active and student.course_enrollment_ids.active)

    def test_names_that_several_records_have(self):
        self.a.course.copy({'name': 'Alpha Latin'})
        row = 'Alpha Student 0000,student0@alpha.example,,alpha latin,'
        self.assertCounts(self.run_import(row), errors=[(2, 'course_name')])
        self.a.students[0]._move_to_course(self.latin)
        self.assertCounts(self.run_import(row), unchanged=1)

    def test_archived_courses_and_classrooms_are_not_found(self):
        self.latin.active = False
        self.a.classroom.copy({'name': 'Old Grade', 'active': False})
        report = self.run_import('L,l@alpha.example,Old Grade,Alpha Latin,')
        self.assertCounts(report, errors=[(2, 'course_name'), (2, 'class_name')])
        self.assertNotIn('Latin.', report['errors'][0]['message'])

    def test_a_dry_run_tells_what_the_import_does_and_does_nothing(self):
        rows = [
            'Layla,layla@alpha.example,Alpha Grade 7,Alpha Latin,',
            'Renamed,student0@alpha.example,,,',
            'Alpha Student 0001,student1@alpha.example,,,inactive',
            'Alpha Student 0002,student2@alpha.example,,,',
            'Bad,bad,,,',
        ]
        dry = self.run_import(*rows, dry_run=True)
        self.assertFalse(self.student('layla@alpha.example'))
        self.assertEqual(self.a.students[0].name, "Alpha Student 0000")
        self.assertTrue(self.a.students[1].active)
        self.assertEqual(self.run_import(*rows), dry)
        self.assertCounts(dry, created=1, updated=2, unchanged=1, errors=[(6, 'email')])

    def test_nothing_is_known_of_the_other_school(self):
        self.b.course.name = "Latin advanced"
        report = self.run_import(
            'L,student0@beta.example,Beta Grade 7,Latin advanced,',
            'M,student1@beta.example,,,',
        )
        self.assertCounts(report, created=1, errors=[(2, 'course_name'), (2, 'class_name')])
        self.assertNotIn('advanced.', str(report['errors']).replace('“Latin advanced”', ''))
        self.assertNotIn('Beta', str(report['errors']).replace('“Beta Grade 7”', ''))
        self.assertEqual(self.student('student1@beta.example').entity_id, self.a.entity)
        self.assertEqual(self.b.students[1].name, "Beta Student 0001")

    def test_only_an_administrator_of_the_school_imports(self):
        for user, entity in (
            (self.a.teacher_user, self.a.entity),
            (self.a.student_user, self.a.entity),
            (self.a.admin, self.b.entity),
        ):
            Import = self.env['encoach.student.import'].with_user(user)
            for run in (
                lambda Import=Import, entity=entity: Import._import_file(
                    entity.with_user(Import.env.user), b'name,email\nX,x@x.test'
                ),
                lambda Import=Import, entity=entity: Import._export_file(
                    entity.with_user(Import.env.user)
                ),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    run()

    @mute_logger('odoo.sql_db')
    def test_a_row_that_only_the_database_refuses_stops_no_other(self):
        self.env.cr.execute(
            "ALTER TABLE res_partner ADD CONSTRAINT test_no_omar CHECK (name <> 'Omar')"
        )
        rows = [f'{name},{name}@alpha.example,,,' for name in ('A', 'B', 'Omar', 'C', 'D')]
        self.assertCounts(self.run_import(*rows), created=4, errors=[(4, None)])

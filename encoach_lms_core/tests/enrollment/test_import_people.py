from odoo.tests import tagged
from odoo.tools import SQL

from .test_student_import import ImportCase


@tagged('encoach')
class TestImportPeople(ImportCase):
    """What an import makes of people themselves: phones, codes, and new ones (S4-14)."""

    def test_phone_and_code_are_read_and_an_empty_cell_leaves_them(self):
        header = 'name,email,Phone,Student Code'
        student = self.a.students[0]
        for number, (phone, code, counts) in enumerate(
            (
                (" '+20 100  1", 'A-1', {'created': 1, 'updated': 1}),
                ('', '', {'unchanged': 2}),
                ('7', '', {'updated': 2}),
            )
        ):
            with self.subTest(number):
                report = self.run_import(
                    f'{student.name},{student.email},{phone},{code}',
                    f'Layla,layla@alpha.example,{phone},{code and "B-1"}',
                    header=header,
                )
                self.assertCounts(report, **counts)
                layla = self.student('layla@alpha.example')
                self.assertEqual((student.student_code, layla.student_code), ('A-1', 'B-1'))
                expected = ['+20 100 1', '+20 100 1', '7'][number]
                self.assertEqual((student.phone, layla.phone), (expected, expected))

    def test_codes_and_phones_that_are_not_acceptable(self):
        self.a.students[:2].mapped(lambda student: student.write({'student_code': student.email}))
        taken = self.a.students[1].student_code
        self.b.students[0].student_code = 'free'
        report = self.run_import(
            f'Alpha Student 0000,student0@alpha.example,,{taken}',
            'New,new@alpha.example,,twice',
            'Newer,newer@alpha.example,,twice',
            f'Newest,newest@alpha.example,{"1" * 65},free',
            f'Last,last@alpha.example,,{"x" * 65}',
            'Free,free@alpha.example,,free',
            header='name,email,phone,student_code',
        )
        codes = [(2, 'student_code'), (4, 'student_code'), (5, 'phone'), (6, 'student_code')]
        self.assertCounts(report, created=1, errors=[*codes, (7, 'student_code')])

    def test_new_students_are_like_those_that_odoo_makes(self):
        """Every column of the contacts and students that are inserted together (S4-06)."""
        self.run_import(*(f'Layla {i},layla{i}@Alpha.example,,,' for i in range(3)))
        Student = self.env['encoach.student'].with_user(self.a.admin)
        made = Student.create({'name': 'Layla 3', 'email': 'layla3@Alpha.example'})
        students = self.env['encoach.student'].search([('name', 'like', 'Layla _')]).sorted('name')
        self.assertEqual(students[-1].id, made.id)
        self.env.flush_all()
        for people in (students, students.partner_id):
            statement = SQL(
                'SELECT to_jsonb(t) FROM %s AS t WHERE id = ANY(%s) ORDER BY id',
                SQL.identifier(people._table),
                people.ids,
            )
            rows = [row for (row,) in self.env.execute_query(statement)]
            for number, row in enumerate(rows):
                own = {row['id']: 'id', row.get('partner_id'): 'contact'}
                for name, value in row.items():
                    row[name] = own.get(value, value) if isinstance(value, int) else value
                    if isinstance(value, str):
                        row[name] = value.replace(str(number), '#')
                for name in ('create_date', 'write_date', 'write_uid'):
                    del row[name]
            self.assertEqual(rows, rows[:1] * 4)

    def test_defaults_link_nobody(self):
        """What is inserted past `create` is checked as there: defaults are refused, too."""
        foreign = self.b.admin
        self.env['ir.default'].set(
            'encoach.student', 'user_id', foreign.id, user_id=self.a.admin.id
        )
        report = self.run_import('Layla,layla@alpha.example,,,')
        self.assertCounts(report, errors=[(2, None)])
        self.assertFalse(self.env['encoach.student'].search([('user_id', '=', foreign.id)]))

    def test_defaults_do_not_get_in_the_way_of_what_is_given(self):
        """A user's own default of a column that the file has, too."""
        self.env['ir.default'].set(
            'encoach.student', 'student_code', 'MINE', user_id=self.a.admin.id
        )
        report = self.run_import('Layla,layla@alpha.example,L-1', header='name,email,student_code')
        self.assertCounts(report, created=1)
        self.assertEqual(self.student('layla@alpha.example').student_code, 'L-1')

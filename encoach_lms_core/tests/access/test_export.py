import csv
import io
import json
import unicodedata

from openpyxl import load_workbook

from odoo import http
from odoo.tests import HttpCase, tagged

from ...tools import read_table, safe_cell, undo_safe_cell, write_table
from ..common import EntityCase

#: what stands before a sign and is overlooked
PREFIXES = (
    '',
    ' ',
    '\u00a0',
    '\u200b',
    '\ufeff',
    '\u2060',
    '\u202e',
    '\x01',
    '\u0301',
    ' \u200b\u3000',
)
SIGNS = '=+-@＝＋－＠﹢﹣﹦﹫⁺⁼'
FORMULAS = [f'{prefix}{sign}1+1' for prefix in PREFIXES for sign in SIGNS]
FORMULAS += ['\t1', '\r1', '\n1', '\t=1', ' \t=1']
TEXTS = ["'tis", "O'Neil", 'a=b', '1-2', '', ' ', "'", '(+20) 10', 'سالم', '\u200f']


@tagged('encoach', 'post_install', '-at_install')
class TestExport(EntityCase, HttpCase):
    """No cell of what is exported is a formula, and importing it gives what there was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what a field keeps: PostgreSQL has no NUL, and a name is no line
        cls.names = [text for text in FORMULAS + TEXTS if text.strip()]
        cls.a.admin.group_ids += cls.env.ref('base.group_allow_export')
        cls.courses = cls.env['encoach.course'].create(
            [{'name': text, 'entity_id': cls.a.entity.id} for text in cls.names]
        )

    def test_formulas_are_quoted_and_nothing_else(self):
        for text in FORMULAS:
            self.assertEqual(safe_cell(text), f"'{text}", repr(text))
        for text in TEXTS:
            self.assertEqual(safe_cell(text), text, repr(text))

    def test_quoting_can_be_undone(self):
        for text in FORMULAS + TEXTS:
            for given in (text, f"'{text}", f"''{text}"):
                self.assertEqual(undo_safe_cell(safe_cell(given)), given, repr(given))

    def test_a_table_is_read_as_it_was_written(self):
        rows = [[text, 'x'] for text in FORMULAS + TEXTS]
        table = read_table(write_table(['name', 'other'], rows), ['name', 'other'], len(rows))
        self.assertEqual([row.cells['name'] for row in table.rows], [row[0] for row in rows])

    def export(self, kind, **options):
        self.authenticate(self.a.admin.login, self.a.admin.login)
        data = {
            'model': 'encoach.course',
            'fields': [{'name': 'name', 'label': '=Name', 'type': 'char', 'store': True}],
            'ids': self.courses.ids,
            'domain': [],
            'import_compat': False,
            **options,
        }
        values = {'data': json.dumps(data), 'csrf_token': http.Request.csrf_token(self)}
        answer = self.url_open(f'/web/export/{kind}', data=values)
        self.assertEqual(answer.status_code, 200, answer.text[:500])
        return answer.content

    def test_a_list_exported_as_csv_holds_no_formula(self):
        rows = list(csv.reader(io.StringIO(self.export('csv').decode(), newline='')))
        expected = [safe_cell(course.name) for course in self.courses]
        self.assertEqual(rows, [["'=Name"], *([cell] for cell in expected)])
        for [cell] in rows:
            visible = [char for char in cell if unicodedata.category(char)[0] not in 'CMZ']
            sign = unicodedata.normalize('NFKC', visible[0]) if visible else ''
            self.assertNotIn(sign, {*'=+-@'}, repr(cell))

    def test_a_list_exported_as_csv_is_imported_as_it_was(self):
        data = self.export('csv', import_compat=True)
        wizard = (
            self.env['base_import.import']
            .with_user(self.a.admin)
            .create({'res_model': 'encoach.course', 'file': data, 'file_type': 'text/csv'})
        )
        _length, rows = wizard._read_csv({'encoding': 'utf-8', 'separator': ',', 'quoting': '"'})
        self.assertEqual([row[0] for row in rows[1:]], self.courses.mapped('name'))

    def test_a_list_exported_as_a_sheet_holds_no_formula(self):
        grouped = {'ids': False, 'domain': [('id', 'in', self.courses.ids)], 'groupby': ['name']}
        for sheet in (self.export('xlsx'), self.export('xlsx', **grouped)):
            cells = [cell for row in load_workbook(io.BytesIO(sheet)).active for cell in row]
            self.assertLessEqual({cell.data_type for cell in cells}, {'s', 'n'})
            self.assertGreater(len(cells), len(self.names))
            self.assertFalse([cell for cell in cells if cell.hyperlink])

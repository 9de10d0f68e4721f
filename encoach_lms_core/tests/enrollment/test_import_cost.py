import tracemalloc

from odoo.tests import tagged
from odoo.tools import SQL

from ...exceptions import InvalidInput
from ...models.enrollment.student_import import CHUNK, MAX_BYTES, MAX_ROWS
from .test_student_import import HEADER, ImportCase


@tagged('encoach')
class TestImportCost(ImportCase):
    """The number of statements grows with the chunks of a file, not with its rows (S4-14)."""

    def _count(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _rows(self, count, name="Student", course="Alpha Latin", status=''):
        return [
            f'{name} {number},s{number}@alpha.example,Alpha Grade 7,{course},{status}'
            for number in range(count)
        ]

    def _import(self, rows, dry_run=False):
        data = '\r\n'.join([HEADER, *rows]).encode()
        entity = self.a.entity.with_user(self.a.admin)
        return self._count(lambda: self.Import._import_file(entity, data, dry_run))

    def test_import(self):
        self._import(self._rows(2))  # fills the caches that outlive a request
        kinds = {
            'new': {},
            'unchanged': {},
            'renamed': {'name': "Pupil"},
            'moved': {'name': "Pupil", 'course': "Alpha Physics"},
            'archived': {'name': "Pupil", 'status': 'inactive'},
        }
        for kind, values in kinds.items():
            with self.subTest(kind):
                one = self._import(self._rows(CHUNK, **values))
                # Odoo updates a hundred rows by statement
                self.assertLessEqual(one, 30 + (kind != 'new') * 4 * CHUNK // 100)
        three = self._import([row.replace('@', '.new@') for row in self._rows(3 * CHUNK)])
        self.assertLessEqual(three, 3 * 30)

    def test_a_dry_run_writes_nothing(self):
        self._import(self._rows(2))
        rows = [
            *self._rows(1, name="Renamed", course="Alpha Physics"),
            *self._rows(2, status='inactive')[1:],
            *(row.replace('@', '.new@') for row in self._rows(10)),
        ]
        self.env.flush_all()
        written = self._count_written_rows()
        dry = self._import(rows, dry_run=True)
        self.assertEqual(self._count_written_rows(), written)
        self.assertLessEqual(dry, 11)
        self._import(rows)
        self.assertGreater(self._count_written_rows(), written)

    def _count_written_rows(self):
        """Return how many rows this transaction has written, by PostgreSQL's count."""
        counts = 'SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_all_tables'
        return self.env.execute_query(SQL(counts))[0][0]

    def test_many_courses_cost_no_more_than_one(self):
        names = [f'Course {number}' for number in range(100)]
        self.latin.create([{'name': name, 'entity_id': self.a.entity.id} for name in names])
        self._import(self._rows(2))
        one = self._import(self._rows(100))
        rows = [
            f'S,m{number}@alpha.example,Alpha Grade 7,{name},' for number, name in enumerate(names)
        ]
        self.assertLessEqual(self._import(rows), one + 2)

    def test_a_file_with_too_many_rows_is_not_read_to_its_end(self):
        data = HEADER.encode() + b'\nx,y' * (MAX_BYTES // 5)
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        with self.assertRaises(InvalidInput) as caught:
            self.Import._parse_file(data)
        self.assertIn(str(MAX_ROWS), str(caught.exception))
        _now, peak = tracemalloc.get_traced_memory()
        self.assertLess(peak, 1000 * MAX_ROWS)

    def test_export(self):
        entity = self.a.entity.with_user(self.a.admin)
        counts = []
        for number in range(2):
            self._make_people(self.a, 'student', 1500, f'many{number} ')
            self._count(lambda: self.Import._export_file(entity))
            counts.append(self._count(lambda: self.Import._export_file(entity)))
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 8)

from odoo.tests import tagged

from .test_student_import import ImportCase


@tagged('encoach')
class TestExportStudents(ImportCase):
    """The export of students, which changes nothing when it is imported (S4-05, S4-14)."""

    def test_an_export_imports_as_it_is(self):
        names = ("=1+1", "'=1", "+a", "-b", "@c", 'Q"; DROP', "ليلى", "Two  spaces", "'tis")
        for number, name in enumerate(names):
            self.env['encoach.student'].create(
                {'name': name, 'email': f'o{number}@alpha.example', 'entity_id': self.a.entity.id}
            )
        self.a.classroom.update_roster(self.a.students.ids)
        self.a.classroom.copy({'name': '=Second; class'}).update_roster(self.a.students[:2].ids)
        self._assign(self.a)
        self.a.students[1]._move_to_course(self.latin | self.a.course)
        self.latin.active = False
        self.a.students[3].action_archive()
        data = self.Import._export_file(self.a.entity.with_user(self.a.admin))
        report = self.import_bytes(data)
        self.assertCounts(report, unchanged=len(names) + 4)
        text = data.decode('utf-8-sig')
        self.assertIn('"\'=1+1"', text)
        for line in text.replace('"\r\n', '"\n').split('","'):
            self.assertNotRegex(line, r'^[=+\-@\t\r]')
        self.assertNotIn('Beta', text)
        self.assertNotIn('team', text)

    def test_an_export_undoes_no_move_removal_or_archiving(self):
        """What has ended is not exported, so that importing an export changes nothing."""
        moved, taken_out, archived, dropped = self.a.students
        self.a.classroom.update_roster(self.a.students.ids)
        batch, _answer = self._assign(self.a)
        joined = self.latin.copy({'name': 'Alpha Latin Alpha Physics'})
        self.env['encoach.student'].create(
            {'name': 'Both', 'email': 'both@alpha.example', 'entity_id': self.a.entity.id}
        )._move_to_course(self.latin | self.a.course)
        moved._move_to_course(self.latin)
        batch.update_students(taken_out.ids, 'remove')
        self.a.classroom.update_roster(taken_out.ids, 'remove')
        archived.action_archive()
        dropped.course_enrollment_ids.active = False
        before = self.read_links()
        data = self.Import._export_file(self.a.entity.with_user(self.a.admin))
        for again in range(2):
            self.assertCounts(self.import_bytes(data, dry_run=not again), unchanged=5)
        self.assertEqual(self.read_links(), before)
        self.assertEqual(moved.course_names, ['Alpha Latin'])
        self.assertFalse(joined.enrollment_ids)

    def read_links(self):
        """Return the state of every link of a student of the school."""
        state = {}
        for model, fname in (
            ('encoach.course.enrollment', 'active'),
            ('encoach.batch.enrollment', 'active'),
            ('encoach.classroom.student', 'until'),
        ):
            self.env.invalidate_all()
            links = self.env[model].with_context(active_test=False).search([])
            state[model] = {(link.id, link[fname], link.write_date) for link in links}
        return state

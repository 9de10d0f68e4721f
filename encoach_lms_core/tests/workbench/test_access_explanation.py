from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...exceptions import EntityMismatch, InvalidInput, RecordNotFound
from .cases import WorkbenchCase


@tagged('encoach')
class TestAccessExplanation(WorkbenchCase):
    """Which rule lets somebody read or change a record; the answer is what the rules do."""

    def explain(self, record, user, by=None):
        access = self.env['encoach.access'].with_user(by or self.a.admin)
        return access._explain(record._name, record.id, user.id)

    def assertRules(self, record, user, read, change):
        told = self.explain(record, user)
        self.assertEqual((told['read_rule'], told['change_rule']), (read, change))
        for mode, key in (('read', 'may_read'), ('write', 'may_change')):
            self.assertEqual(told[key], record.with_user(user).has_access(mode))
        self.assertIn(user.name, told['read_explanation'])
        return told

    def test_it_is_the_rules_that_are_told(self):
        room, (first, second) = self.a.classroom, self.a.students[:2]
        student, own = self.a.student_user, "Students: the student's own"
        self.assertRules(room, self.a.admin, 'school', 'school')
        self.assertRules(room, self.a.teacher_user, 'school', 'role')
        self.assertRules(room, student, "Classrooms: the student's own", 'role')
        self.assertRules(first, student, own, 'role')
        told = self.assertRules(second, student, 'none', 'role')
        self.assertIn(own, told['read_explanation'])
        room.update_roster(first.ids, 'remove')
        self.assertRules(room, student, 'none', 'role')

    def test_other_schools_are_out_of_reach(self):
        for record, user in (
            (self.b.classroom, self.a.admin),
            (self.b.classroom, self.b.admin),
            (self.a.classroom, self.b.admin),
            (self.a.classroom, self.platform_admin),
        ):
            with self.subTest(record=record, user=user.login), self.assertRaises(EntityMismatch):
                self.explain(record, user)

    def test_only_administrators_ask(self):
        for user in (self.a.teacher_user, self.a.student_user):
            with self.assertRaises(AccessError):
                self.explain(self.a.classroom, user, by=user)

    def test_what_does_not_fit_is_refused(self):
        access = self.env['encoach.access'].with_user(self.a.admin)
        room, user = self.a.classroom.id, self.a.admin.id
        for arguments, error in (
            (('res.partner', room, user), InvalidInput),
            (('nonsense', room, user), InvalidInput),
            (('encoach.classroom', str(room), user), InvalidInput),
            (('encoach.classroom', room, str(user)), InvalidInput),
            (('encoach.classroom', 2**30, user), RecordNotFound),
        ):
            with self.subTest(arguments), self.assertRaises(error):
                access._explain(*arguments)

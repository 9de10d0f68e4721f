from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import EntityCase


@tagged('encoach')
class TestScope(EntityCase):
    """A user's entities are his scope (S0-36)."""

    def _visible(self, user, model='encoach.student'):
        return self.env[model].with_user(user).search([]).entity_id

    def test_an_administrator_sees_his_school_only(self):
        self.assertEqual(self._visible(self.a.admin), self.a.entity)

    def test_every_model_shows_ones_own_school_only(self):
        for school in (self.a, self.b):
            school.classroom.update_roster(school.students.ids)
            school.classroom.update_teachers(school.teachers.ids)
            self._assign(school, school.sections[0], term_key='2026-T1')
            self._teach(school)
        names = [
            name
            for name, model in self.env.registry.items()
            if name.startswith('encoach.')
            and 'entity_id' in model._fields
            and not model._abstract
            and not model._transient
        ]
        # the areas that have no records here try their own models with two schools
        names = [name for name in names if self.b.entity in self.env[name].search([]).entity_id]
        self.assertGreaterEqual(len(names), 15)
        for name in names:
            with self.subTest(name):
                self.assertEqual(self._visible(self.a.admin, name), self.a.entity)

    def _teach(self, school):
        """Make what else a school has: a class teacher, his note, a group, an assignment."""
        classroom, course = {'classroom_id': school.classroom.id}, {'course_id': school.course.id}
        term_and_teacher = {'term_id': school.term.id, 'teacher_id': school.teachers[0].id}
        self.env['encoach.class.teacher'].create({**classroom, **term_and_teacher})
        note = {**classroom, **course, **term_and_teacher, 'title': "Lesson"}
        self.env['encoach.lesson.note'].create(note)
        self.env['encoach.learner.group'].create({**classroom, 'name': "Readers"})
        self.env['encoach.course.assignment'].create({**classroom, **course})

    def test_somebody_with_two_schools_sees_both(self):
        self.a.admin.entity_ids = [Command.link(self.b.entity.id)]
        self.assertEqual(self._visible(self.a.admin), self.a.entity | self.b.entity)

    def test_a_platform_administrator_without_school_sees_every_school(self):
        visible = self._visible(self.platform_admin)
        self.assertLessEqual(self.a.entity | self.b.entity, visible)

    def test_a_school_administrator_without_school_sees_nothing(self):
        self.a.admin.entity_ids = False
        self.assertFalse(self._visible(self.a.admin))
        self.assertFalse(self.env['encoach.entity'].with_user(self.a.admin).search([]))

    def test_a_system_administrator_with_a_school_is_confined_to_it(self):
        self.a.admin.group_ids = [Command.link(self.env.ref('base.group_system').id)]
        self.assertEqual(self._visible(self.a.admin), self.a.entity)
        self.assertEqual(self.a.admin._get_encoach_role(), 'entity_admin')
        with self.assertRaises(AccessError):
            self.b.classroom.with_user(self.a.admin).write({'name': 'mine'})

    def test_a_confined_system_administrator_cannot_unconfine_himself(self):
        """Rules cannot bind somebody who may edit rules or memberships."""
        self.a.admin.group_ids = [Command.link(self.env.ref('base.group_system').id)]
        env = self.env(user=self.a.admin)
        rule = env.ref('encoach_lms_core.res_users_entity_rule')
        attempts = {
            'his entities': lambda: env.user.with_env(env).write({'entity_ids': False}),
            'the users of his entity': lambda: self.a.entity.with_env(env).write(
                {'user_ids': False}
            ),
            'a rule': lambda: rule.write({'active': False}),
            'a group': lambda: env.ref('base.group_system').write({'name': 'x'}),
            'an access list': lambda: env['ir.model.access'].create({'name': 'x'}),
            'a server action': lambda: env['ir.actions.server'].create(
                {'name': 'x', 'model_id': 1, 'state': 'code', 'code': '1'}
            ),
        }
        for name, attempt in attempts.items():
            with self.subTest(name), self.assertRaises(AccessError):
                attempt()
        self.assertEqual(self._visible(self.a.admin), self.a.entity)

    def test_a_school_taken_from_the_user_is_out_of_reach_at_once(self):
        self.a.admin.entity_ids = [Command.link(self.b.entity.id)]
        self.assertIn(self.b.entity, self._visible(self.a.admin))
        self.a.admin.entity_ids = [Command.unlink(self.b.entity.id)]
        self.assertEqual(self._visible(self.a.admin), self.a.entity)

    def test_a_user_taken_from_the_school_loses_it_at_once(self):
        self.b.entity.user_ids = [Command.link(self.a.admin.id)]
        self.assertIn(self.b.entity, self._visible(self.a.admin))
        self.b.entity.user_ids = [Command.unlink(self.a.admin.id)]
        self.assertEqual(self._visible(self.a.admin), self.a.entity)

    def test_an_archived_school_confines_but_opens_nothing(self):
        """Else archiving a school would set its system administrators free."""
        self.a.admin.group_ids = [Command.link(self.env.ref('base.group_system').id)]
        self.a.entity.active = False
        self.assertFalse(self._visible(self.a.admin))
        self.assertFalse(self.a.admin._is_platform_admin())

    def test_a_school_with_users_cannot_be_deleted(self):
        """Its users would be confined no more."""
        with self.assertRaises(UserError):
            self.a.entity.unlink()

    def test_the_superuser_cannot_be_confined(self):
        with self.assertRaises(ValidationError):
            self.env.ref('base.user_root').entity_ids = [Command.link(self.a.entity.id)]

    def test_contacts_and_users_are_visible_inside_their_school_only(self):
        env = self.env(user=self.a.admin)
        partners = env['res.partner'].with_context(active_test=False).search([])
        users = env['res.users'].with_context(active_test=False).search([])
        self.assertEqual(users, self.a.admin | self.a.teacher_user | self.a.student_user)
        people = self.a.students.partner_id | self.a.teachers.partner_id | users.partner_id
        common = self.env.ref('base.partner_root') | self.env.company.partner_id
        self.assertEqual(partners, people | common)

    def test_a_new_contact_belongs_to_the_school_of_its_creator(self):
        partner = self.env['res.partner'].with_user(self.a.admin).create({'name': 'Printer'})
        self.assertEqual(partner.entity_id, self.a.entity)
        self.assertFalse(
            self.env['res.partner'].with_user(self.b.admin).search([('name', '=', 'Printer')])
        )

    def test_a_refusal_names_no_record(self):
        """Odoo's own message would, in debug mode, which anybody can switch on."""
        with self.assertRaises(AccessError) as caught:
            self.b.students.with_user(self.a.admin).check_access('read')
        expected = "You may not do this with these records (Student)."
        self.assertEqual(str(caught.exception), expected)

    def test_names_of_another_school_are_hidden_where_odoo_reads_past_the_rules(self):
        """The name of a many2one's value is read in superuser mode, whoever put the id there."""
        env = self.env(user=self.a.admin, su=True)
        self.env.invalidate_all()
        b = self.b
        foreign = [
            *(b.entity, b.admin, b.admin.partner_id, b.students[0], b.students[0].partner_id),
            *(b.course, b.sections[0], b.term, b.classroom),
        ]
        for record in foreign:
            with self.subTest(record._name):
                self.assertEqual(record.with_env(env).display_name, "(another school)")
        own = [self.a.entity, self.a.admin, self.a.admin.partner_id, self.a.students[0]]
        for record in own:
            with self.subTest(record._name):
                self.assertNotIn("(another", record.with_env(env).display_name)
        self.assertEqual(b.course.with_user(self.platform_admin).display_name, "Beta Physics")

    def test_onchange_takes_no_foreign_ids(self):
        """Else the computed name of a batch would tell the name of its course."""
        Batch = self.env['encoach.batch'].with_user(self.a.admin)
        values = {'classroom_id': self.a.classroom.id, 'course_id': self.a.course.id}
        spec = {'name': {}, 'classroom_id': {}, 'course_id': {'fields': {'display_name': {}}}}
        answer = Batch.onchange(values, ['course_id'], spec)
        self.assertEqual(answer['value']['name'], "Alpha Grade 7 — Alpha Physics")
        with self.assertRaises(AccessError):
            Batch.onchange({**values, 'course_id': self.b.course.id}, ['course_id'], spec)

    def test_roles(self):
        roles = {
            self.platform_admin: 'platform_admin',
            self.a.admin: 'entity_admin',
            self.a.teacher_user: 'teacher',
            self.a.student_user: 'student',
            self.env.ref('base.public_user'): False,
        }
        for user, role in roles.items():
            self.assertEqual(user._get_encoach_role(), role)

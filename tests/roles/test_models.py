from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import school
from .table import MODELS, parse

OPERATIONS = ('read', 'write', 'create', 'unlink')

#: models of Odoo that hold people of schools
SHARED = {'res.partner', 'res.users'}

#: what is written into a record that exists; something else than what is there
CHANGES = {
    'encoach.api.answer': {'digest': "other"},
    'encoach.api.token': {'digest': "other"},
    'encoach.assign.class.teacher': {'teacher_id': 'spare encoach.teacher'},
    'encoach.assign.course': {'course_id': 'spare encoach.course'},
    'encoach.attendance': {'note': "other"},
    'encoach.attendance.correct': {'reason': "other"},
    'encoach.attendance.change': {'reason': "other"},
    'encoach.attendance.late': {'default_status': 'late'},
    'encoach.batch': {'active': False},
    'encoach.batch.enrollment': {'active': False},
    'encoach.batch.teacher': {'until': '2040-01-01'},
    'encoach.class.teacher': {'teacher_id': 'spare encoach.teacher'},
    'encoach.classroom': {'name': "other"},
    'encoach.classroom.student': {'until': '2040-01-01'},
    'encoach.closure': {'name': "other"},
    'encoach.course': {'name': "other"},
    'encoach.course.assignment': {'is_active': False},
    'encoach.course.enrollment': {'active': False},
    'encoach.course.section': {'name': "other"},
    'encoach.entity': {'name': "other"},
    'encoach.entity.setup': {'name': "other"},
    'encoach.guardian': {'name': "other"},
    'encoach.import.students': {'filename': "other"},
    'encoach.import.students.error': {'message': "other"},
    'encoach.import.students.leave': {'leaves': "other"},
    'encoach.invite.user': {'name': "other"},
    'encoach.learner.group': {'name': "other"},
    'encoach.lesson.note': {'title': "other"},
    'encoach.login.attempt': {'login_digest': "other"},
    'encoach.login.place': {'login_digest': "other"},
    'encoach.operation': {'subject': "other"},
    'encoach.password.request': {'login': "other"},
    'encoach.room': {'name': "other"},
    'encoach.schedule.slot': {'duration_minutes': 45},
    'encoach.session': {'topic': "other"},
    'encoach.session.reason': {'reason': "other"},
    'encoach.session.teacher': {'teacher_id': 'encoach.teacher'},
    'encoach.student': {'student_code': "other"},
    'encoach.teacher': {'active': False},
    'encoach.term': {'name': "other"},
    'res.partner': {'name': "other"},
    'res.users': {'name': "other"},
}


@tagged('post_install', '-at_install', 'encoach')
class TestModels(school.SchoolMixin):
    """What each role really may do with the records of each model, as table.py says."""

    def test_the_table_has_every_model_and_nothing_else(self):
        models = {
            name
            for name, model in self.env.registry.items()
            if name.startswith('encoach.') and not model._abstract
        }
        lines = {(model, operation) for model in models | SHARED for operation in OPERATIONS}
        self.assertEqual(parse(MODELS).keys(), lines)

    @mute_logger('odoo.addons.base.models.ir_rule', 'odoo.addons.base.models.ir_model')
    def test_the_table_is_what_the_server_does(self):
        for line, cells in parse(MODELS).items():
            for role, cell in cells.items():
                for user in self.users[role]:
                    with self.subTest(model=line[0], operation=line[1], user=user.login):
                        self.assertEqual(self.observe(user, *line), cell)

    @mute_logger('odoo.addons.base.models.ir_rule', 'odoo.addons.base.models.ir_model')
    def test_the_table_holds_for_people_whatever_the_contacts_show(self):
        """People are hidden by their contacts too; here, everybody may see all contacts."""
        self.env['ir.rule'].create(
            {
                'name': "everything",
                'model_id': self.env['ir.model']._get_id('res.partner'),
                'domain_force': [(1, '=', 1)],
                'groups': [
                    Command.link(self.env.ref(f'base.group_{name}').id)
                    for name in ('user', 'portal')
                ],
            }
        )
        for line, cells in parse(MODELS).items():
            if self.env[line[0]]._inherits and line[1] == 'read':
                for role, cell in cells.items():
                    with self.subTest(model=line[0], user=role):
                        self.assertEqual(self.observe(self.users[role][0], *line), cell)

    def observe(self, user, model, operation):
        """Return ``yes``, ``own`` or ``no``: what the user gets to do, with whose records."""
        attempt = getattr(self, f'{operation}_one')
        own, others, foreign = (
            self.is_done(attempt, user, model, samples)
            for samples in (self.a.samples, self.a.others, self.b.samples)
        )
        self.assertEqual(foreign, others and user == self.platform_admin)
        self.assertGreaterEqual(own, others)
        return 'yes' if others else 'own' if own else 'no'

    def is_done(self, attempt, user, model, samples):
        """Return whether a user gets through with an attempt, which is undone in either case."""
        self.env.flush_all()
        with self.env.cr.savepoint() as savepoint:
            try:
                attempt(user, model, samples)
                self.env.flush_all()
                return True
            except AccessError:
                return False
            finally:
                self.env.invalidate_all(flush=False)
                savepoint.rollback()

    def record(self, user, model, samples):
        """Return the sample as the user."""
        if model == 'res.users' and samples is self.a.samples:
            record = user  # of the accounts, his own
        elif model == 'encoach.entity' and samples is self.a.others:
            record = self.b.entity  # there is no other one in the same school
        else:
            record = samples[model]
        return record.with_user(user)

    def read_one(self, user, model, samples):
        record = self.record(user, model, samples)
        found = record.with_context(active_test=False).search([('id', '=', record.id)])
        columns = [
            name
            for name, field in record._fields.items()
            if field.column_type and field.store and record._has_field_access(field, 'read')
        ]
        self.assertEqual([values['id'] for values in record.read(columns)], found.ids)

    def write_one(self, user, model, samples):
        self.assertIn(model, CHANGES, f"say in CHANGES of {__name__} what is written into {model}")
        self.record(user, model, samples).write(samples.values(model, CHANGES))

    def create_one(self, user, model, samples):
        record = self.env[model].with_user(user).create(samples.values(model, school.NEW))
        self.assertTrue(record.exists())

    def unlink_one(self, user, model, samples):
        self.record(user, model, samples).check_access('unlink')
        # one that nothing refers to
        record = self.env[model].create(samples.values(model, school.NEW))
        self.env.flush_all()
        record.with_user(user).unlink()
        self.assertFalse(record.exists())

import contextlib

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..samples import SamplesCase

#: by what an id can be disguised as: PostgreSQL takes them for it, Odoo's cache for none
ODD = {'text': str, 'float': float, 'boolean': lambda id_: True, 'list': lambda id_: [id_]}


@tagged('encoach', 'post_install', '-at_install')
class TestOddIds(SamplesCase):
    """What is inserted is what was checked, however a link is given (issue 8, finding 7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.env(user=cls.a.admin)
        cls.foreign = cls.b.students[0].partner_id
        cls.tag = cls.env(user=cls.b.admin)['res.partner.category'].create({'name': "Beta tag"})
        cls.note = cls.a.samples['encoach.lesson.note']

    @contextlib.contextmanager
    def refused(self):
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            yield
        self.assertIsInstance(caught.exception, UserError)

    def links_of_odoo(self):
        """Yield ``(model, values, field, foreign id)`` of links of Odoo's own models."""
        partner, user = self.foreign.id, self.b.admin.id
        kind = self.env.ref('mail.mail_activity_data_todo').id
        model_id = self.env['ir.model']._get_id('encoach.lesson.note')
        activity = {'activity_type_id': kind, 'res_model_id': model_id, 'res_id': self.note.id}
        room = self.own['discuss.channel']._create_channel(name="Alpha room", group_id=False)
        yield 'res.partner.bank', {'acc_number': 'A1'}, 'partner_id', partner
        yield 'res.partner', {'name': "Alpha"}, 'parent_id', partner
        yield 'res.partner', {'name': "Alpha"}, 'user_id', user
        yield 'mail.activity', activity, 'user_id', user
        yield 'discuss.channel.member', {'channel_id': room.id}, 'partner_id', partner

    def links_of_ours(self):
        samples = self.a.samples
        for model, fname in (
            ('encoach.classroom.student', 'student_id'),
            ('encoach.course.enrollment', 'course_id'),
            ('encoach.batch', 'section_id'),
            ('encoach.student', 'user_id'),
            ('encoach.student', 'entity_id'),
        ):
            field = self.env[model]._fields[fname]
            target = self.b.samples.spare.get(
                field.comodel_name, self.b.samples[field.comodel_name]
            )
            yield model, samples.values(model), fname, target.id

    def cases(self):
        yield from self.links_of_odoo()
        yield from self.links_of_ours()

    def assertUnlinked(self, model, fname, id_, before):
        """Nobody but who was there before points at a foreign record now."""
        self.env.flush_all()
        self.assertEqual(self.pointing(model, fname, id_), before)

    def pointing(self, model, fname, id_):
        table, column = self.env[model]._table, SQL.identifier(fname)
        statement = SQL('SELECT count(*) FROM %s WHERE %s = %s', SQL.identifier(table), column, id_)
        return self.env.execute_query(statement)

    def test_a_disguised_id_is_refused(self):
        for model, values, fname, id_ in self.cases():
            before = self.pointing(model, fname, id_)
            for what, disguise in ODD.items():
                with self.subTest(model=model, field=fname, id=what):
                    with self.refused():
                        self.own[model].create({**values, fname: disguise(id_)})
                    self.assertUnlinked(model, fname, id_, before)

    def test_a_disguised_id_is_refused_on_writing(self):
        for model, values, fname, id_ in self.cases():
            with self.env.cr.savepoint() as savepoint:
                record = self.own[model].create(self.complete(model, values, fname))
                for what, disguise in {'plain': int, **ODD}.items():
                    with self.subTest(model=model, field=fname, id=what), self.refused():
                        record.write({fname: disguise(id_)})
                savepoint.rollback()

    def complete(self, model, values, fname):
        """Return values with a link of the school's own."""
        comodel = self.env[model]._fields[fname].comodel_name
        samples = self.a.samples
        return {fname: samples.spare.get(comodel, samples[comodel]).id, **values}

    @mute_logger('odoo.sql_db')
    def test_defaults_are_checked(self):
        """Of the context, of settings, and in whatever disguise."""
        for model, values, fname, id_ in self.cases():
            before = self.pointing(model, fname, id_)
            for what, disguise in {'plain': int, **ODD}.items():
                vals = {name: value for name, value in values.items() if name != fname}
                context = {f'default_{fname}': disguise(id_)}
                with self.subTest(model=model, field=fname, id=what):
                    # Odoo makes nothing of a default that is no id
                    with contextlib.suppress(UserError, IntegrityError), self.env.cr.savepoint():
                        self.own[model].with_context(**context).create(vals)
                        self.env.flush_all()
                        self.assertNotEqual(what, 'plain')
                    self.assertUnlinked(model, fname, id_, before)
        self.env['ir.default'].set(
            'res.partner.bank', 'partner_id', self.foreign.id, user_id=self.a.admin.id
        )
        bank = self.own['res.partner.bank']
        with self.assertRaises(AccessError):
            bank.create({'acc_number': 'A1'})
        with self.assertRaises(AccessError):
            bank.onchange({}, [], {'partner_id': {'fields': {'display_name': {}}}})

    def test_nested_records_are_checked(self):
        """In commands, and by defaults meant for the records they make."""
        # as in a request: Odoo makes contacts as who has signed in
        self.env.cr.flush()  # what the cast has left to send is not his
        transaction = self.env.transaction
        self.addCleanup(setattr, transaction, 'default_env', transaction.default_env)
        transaction.default_env = self.own
        record = self.own['res.partner'].create({'name': "Own"})
        partner, user = self.foreign.id, self.b.admin.id
        for vals in (
            {'child_ids': [Command.create({'name': "C", 'user_id': user})]},
            {'child_ids': [Command.create({'name': "C", 'user_id': str(user)})]},
            {'child_ids': [Command.link(partner)]},
            {'child_ids': [Command.link(str(partner))]},
            {'child_ids': [(4.0, float(partner), 0)]},
            {'child_ids': [Command.set([str(partner)])]},
            {'child_ids': [Command.update(float(partner), {'name': "Taken"})]},
            {'category_id': [Command.link(str(self.tag.id))]},
            {'category_id': [str(self.tag.id)]},
        ):
            with self.subTest(vals=str(vals)):
                with self.refused():
                    record.create({'name': "Own", **vals})
                with self.refused():
                    record.write(vals)
        nested = record.with_context(default_user_id=user)
        with self.refused():
            nested.write({'child_ids': [Command.create({'name': "C"})]})
        with self.refused():
            lines = [Command.create({'name': "C", 'user_id': user})]
            record.onchange({'child_ids': lines}, ['child_ids'], {'child_ids': {}})

    def test_a_record_named_by_its_model_is_checked(self):
        """Fields of Odoo's that keep a model and an id, lasting ones too."""
        theirs, ours = self.b.samples['encoach.lesson.note'], self.note
        kind = self.env.ref('mail.mail_activity_data_todo').id
        model_id = self.env['ir.model']._get_id('encoach.lesson.note')
        activity = {'activity_type_id': kind, 'res_model_id': model_id, 'user_id': self.a.admin.id}
        own = {
            'ir.attachment': {'name': "A", 'res_model': ours._name, 'res_id': ours.id},
            'mail.activity': {**activity, 'res_id': ours.id},
            'mail.scheduled.message': {
                'model': ours._name,
                'res_id': ours.id,
                'scheduled_date': '2099-01-01',
                'author_id': self.a.admin.partner_id.id,
            },
        }
        for model, values in own.items():
            with self.subTest(model=model):
                record = self.own[model].create(values)
                for id_ in (theirs.id, str(theirs.id), float(theirs.id)):
                    with self.refused():
                        self.own[model].create({**values, 'res_id': id_})
                    with self.refused():
                        record.write({'res_id': id_})

    def test_unique_keys_do_not_tell_what_another_school_has(self):
        """The refusal is the same for a contact who is a student there and one who is not."""
        free = self.env['res.partner'].create({'name': "F", 'entity_id': self.b.entity.id})
        student = self.own['encoach.student'].create({'name': "S"})
        answers = set()
        for partner in (self.foreign, free):
            for attempt in (
                lambda vals: self.own['encoach.student'].create(vals),
                lambda vals: student.write(vals),
            ):
                with self.assertRaises(AccessError) as caught, self.env.cr.savepoint():
                    attempt({'partner_id': partner.id})
                answers.add(str(caught.exception))
        self.assertEqual(len(answers), 1)

    def test_ids_of_the_superuser_are_ids_too_in_our_models(self):
        values = self.a.samples.values('encoach.batch')
        with self.assertRaises(ValidationError):
            self.env['encoach.batch'].create({**values, 'course_id': str(self.b.course.id)})

    def test_a_record_set_of_disguised_ids_reads_nothing(self):
        for id_ in (str(self.b.students[0].id), float(self.b.students[0].id)):
            with self.subTest(id=id_), contextlib.suppress(AccessError):
                self.assertFalse(self.own['encoach.student'].browse([id_]).read(['name']))

from odoo.tests import tagged
from odoo.tools import SQL

from ...models.sync.sources import PARTS, SOURCES
from ..samples import SamplesCase


@tagged('encoach', 'post_install', '-at_install')
class TestEverySource(SamplesCase):
    """Each trigger alone keeps its kind of change in the log (S2-06 to S2-10)."""

    def log(self):
        """Return the operations that were logged since the last call, by record."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL('DELETE FROM encoach_sync_change RETURNING model, record_id, operation')
        )
        return {(name, id_): operation for name, id_, operation in self.env.cr.fetchall()}

    def run_on(self, statement, source, condition):
        self.env.cr.execute(SQL(statement, SQL.identifier(source.table), condition))

    def make(self, source):
        """Make a row of a source; return its record's id and the condition that finds the row."""
        samples = self.a.samples
        if source.table == 'encoach_classroom_teacher_rel':
            classroom, teacher = samples['encoach.classroom'], samples.spare['encoach.teacher']
            classroom.teacher_ids += teacher
            pair = classroom.id, teacher.id
            return teacher.id, SQL('(classroom_id, teacher_id) = (%s, %s)', *pair)
        model = self.model_of(source.table)
        record = self.env[model].create(samples.values(model))
        return record.id, SQL('id = %s', record.id)

    def test_every_event_is_logged(self):
        for name, source in SOURCES.items():
            where = source.table.replace('_', '.')
            with self.subTest(source=where), self.env.cr.savepoint() as savepoint:
                self.log()
                record_id, condition = self.make(source)
                self.assertEqual(self.log().get((name, record_id)), 'created')
                column = SQL.identifier(source.record.removeprefix('line.'))
                same = SQL('%s = %s WHERE %s', column, column, condition)
                self.run_on('UPDATE %s SET %s', source, same)
                self.assertEqual(self.log().get((name, record_id)), 'changed')
                self.env['encoach.sync.log']._backfill(name)
                self.run_on('DELETE FROM %s WHERE %s', source, condition)
                self.assertEqual(self.log().get((name, record_id)), 'deleted')
                savepoint.rollback()
        self.check_parts()
        self.check_names()

    def check_parts(self):
        """A group is changed with its students; one that is new or gone says so itself."""
        source = PARTS['learner_group']
        where = source.table.replace('_', '.')
        with self.subTest(source=where), self.env.cr.savepoint() as savepoint:
            group = self.a.samples['encoach.learner.group']
            self.log()
            key, condition = ('learner_group', group.id), SQL('group_id = %s', group.id)
            self.run_on('DELETE FROM %s WHERE %s', source, condition)
            self.assertEqual(self.log().get(key), 'changed')
            values = SQL('VALUES (%s, %s)', group.id, self.a.samples['encoach.student'].id)
            self.run_on('INSERT INTO %s (group_id, student_id) %s', source, values)
            self.assertEqual(self.log().get(key), 'changed')
            self.run_on('UPDATE %s SET student_id = student_id WHERE %s', source, condition)
            self.assertEqual(self.log().get(key), 'changed')
            group.unlink()
            self.assertEqual(self.log().get(key), 'deleted')
            savepoint.rollback()

    def check_names(self):
        """A person's name is a part of every line of his."""
        named = {name: source for name, source in SOURCES.items() if source.person}
        self.assertEqual({source.person for source in named.values()}, {'student', 'teacher'})
        for person in ('student', 'teacher'):
            with self.subTest(source='res.partner', person=person):
                contact = self.a.samples[f'encoach.{person}'].partner_id
                self.log()
                contact.name = f"{contact.name} renamed"
                kinds = {name for name, source in named.items() if source.person == person}
                logged = self.log()
                self.assertEqual({name for name, _id in logged}, kinds)
                self.assertEqual(set(logged.values()), {'changed'})
                contact.comment = "Not his name"
                self.assertFalse(self.log())

    def model_of(self, table):
        """Return the name of the model whose records a table holds."""
        (model,) = (model._name for model in self._get_tenant_models() if model._table == table)
        return model

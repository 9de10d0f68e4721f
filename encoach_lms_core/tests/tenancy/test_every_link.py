from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ...exceptions import EntityMismatch
from ..samples import SamplesCase
from .keys import drop_keys_of

#: the links of contacts that stay inside a school; their others follow from these
CONTACT_LINKS = ('parent_id', 'user_id')
#: links that no caller gives
NOT_GIVEN = {
    'encoach.batch.enrollment.course_id',
    'encoach.course.assignment.assigned_by_id',
    'encoach.session.planned_teacher_id',
    'encoach.session.slot_id',
    'encoach.session.submitted_by_id',
}
#: models whose records only methods make
BY_METHODS = {'encoach.attendance', 'encoach.attendance.change', 'encoach.attendance.late'}


@tagged('encoach', 'post_install', '-at_install')
class TestEveryLink(SamplesCase):
    """Each link is checked by the model itself, where nothing else would refuse it (S0-38)."""

    def links(self):
        """Yield ``(model, field)`` of every stored link between records of schools."""
        tenants = {model._name for model in self._get_tenant_models()}
        targets = tenants | {'res.partner', 'res.users'}
        for name in sorted(tenants):
            for field in self.env[name]._fields.values():
                if (
                    field.type in ('many2one', 'many2many')
                    and field.store
                    and field.comodel_name in targets
                    and field.name not in models.MAGIC_COLUMNS
                ):
                    yield self.env[name], field
        for name in CONTACT_LINKS:
            yield self.env['res.partner'], self.env['res.partner']._fields[name]

    def foreign(self, field):
        """Return a record of the other school that a field can lead to."""
        theirs = self.b.samples
        return theirs.spare.get(field.comodel_name, theirs[field.comodel_name])

    def test_the_check_finds_every_foreign_link(self):
        """Only the check decides: the database's keys and triggers are gone for the moment."""
        count = 0
        for model, field in self.links():
            with self.subTest(link=str(field)), self.env.cr.savepoint() as savepoint:
                count += 1
                own = self.a.samples[model._name]
                own._validate_fields([field.name])
                drop_keys_of(model, field.name)
                self.env.cr.execute(
                    SQL('ALTER TABLE %s DISABLE TRIGGER USER', SQL.identifier(model._table))
                )
                self.link_in_sql(own, field, self.foreign(field))
                with self.assertRaises(EntityMismatch) as caught:
                    own._validate_fields([field.name])
                self.assertEqual(caught.exception.errors[0]['field'], field.name)
                savepoint.rollback()
        self.assertGreater(count, 40)

    def link_in_sql(self, record, field, target):
        if field.type == 'many2many':
            statement = SQL(
                'INSERT INTO %s (%s, %s) VALUES (%s, %s)',
                *map(SQL.identifier, (field.relation, field.column1, field.column2)),
                record.id,
                target.id,
            )
        else:
            names = map(SQL.identifier, (record._table, field.name))
            statement = SQL('UPDATE %s SET %s = %s WHERE id = %s', *names, target.id, record.id)
        self.env.flush_all()
        self.env.cr.execute(statement)
        self.assertEqual(self.env.cr.rowcount, 1)
        self.env.invalidate_all()

    def test_a_foreign_link_is_refused_before_anything_is_inserted(self):
        """Else a unique key of the other school would tell what it has."""
        for model, field in self.links():
            if str(field) in NOT_GIVEN:
                continue
            with self.subTest(link=str(field)), self.env.cr.savepoint() as savepoint:
                before = self.last_id(model)
                with self.assertRaises(AccessError):
                    model.with_user(self.a.admin).create(self.values(model, field))
                self.assertEqual(self.last_id(model), before)
                savepoint.rollback()

    def values(self, model, field):
        """Return the values of a record of our school that has one foreign link."""
        target = self.foreign(field).id
        values = self.a.samples.values(model._name)
        values[field.name] = [Command.link(target)] if field.type == 'many2many' else target
        return values

    def last_id(self, model):
        """Return the last id that was taken, which no rollback gives back."""
        sequence = SQL.identifier(f'{model._table}_id_seq')
        return self.env.execute_query(SQL('SELECT last_value FROM %s', sequence))

    def test_the_same_with_links_of_ones_own_is_accepted(self):
        """Otherwise the refusals above might have another reason."""
        admin = self.a.admin
        # nobody creates an operation but the methods that carry it out
        for name in {model._name for model, _field in self.links()} - {'encoach.operation'}:
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                Model = self.env[name] if name in BY_METHODS else self.env[name].with_user(admin)
                record = Model.create(self.a.samples.values(name))
                self.assertEqual(record.entity_id, self.a.entity)
                savepoint.rollback()

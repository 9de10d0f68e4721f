import psycopg2.errors

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import SQL

from ...exceptions import EntityMismatch, InvalidInput, RecordNotFound
from .entity_field import EntityField

MAX_ID = 2**31 - 1


class EncoachEntityMixin(models.AbstractModel):
    """A record that belongs to one entity, and only points at records of that entity.

    Declare ``check_entity=True`` on a relational field, and the one constraint below checks it on
    every create and write, for sudo and for shell scripts too; PostgreSQL does so by a composite
    foreign key (entity_declaration.py). A child names its parent in ``_entity_parent``: it takes
    ``entity_id`` from there, and never moves to another one.
    """

    _name = 'encoach.entity.mixin'
    _description = "Belongs to an entity"

    _entity_rule = True

    #: the many2one to the record whose entity is this one's, if there is one
    _entity_parent = None
    #: many2one fields that never change once set, beside the entity and the parent
    _immutable_fields = ()

    entity_id = EntityField(
        'encoach.entity',
        required=True,
        index=True,
        ondelete='restrict',
        default=lambda self: self.env['encoach.entity']._get_default(),
    )

    # the target of composite foreign keys (x_id, entity_id)
    _id_entity_uniq = models.Constraint('UNIQUE (id, entity_id)')

    def _valid_field_parameter(self, field, name):
        return name == 'check_entity' or super()._valid_field_parameter(field, name)

    @api.model
    def _get_checked_fnames(self):
        """Return the names of the stored relational fields that declare ``check_entity``."""
        return [
            name
            for name, field in self._fields.items()
            if field.relational and field.store and getattr(field, 'check_entity', False)
        ]

    @api.model
    def _get_entity_domain(self, entity):
        """Return the domain of the records that a record of ``entity`` may point at."""
        if entity:
            return Domain('entity_id', '=', entity.id)
        own = self.env['encoach.access']._get_entity_domain('entity_id')
        return Domain('entity_id', '=', False) | own

    # NAMES

    @api.depends_context('uid')
    def _compute_display_name(self):
        res = super()._compute_display_name()
        self._hide_foreign_names()
        return res

    def _hide_foreign_names(self):
        """Leave a confined user no names of other schools."""
        user = self.env.user
        if user._is_bound():
            self.sudo()._filter_foreign(user)._hide_names()

    def _filter_foreign(self, user):
        """Return those of the records that belong to entities outside the user's scope."""
        scope = user._get_entity_ids()
        return self.filtered(lambda record: record.entity_id and record.entity_id.id not in scope)

    # CHECKS

    @api.constrains(lambda self: ['entity_id', *self._get_checked_fnames()])
    def _check_entity(self):
        for entity, records in self.grouped('entity_id').items():
            for fname in self._get_checked_fnames():
                linked = records.with_context(active_test=False).mapped(fname)
                if linked - linked.filtered_domain(linked._get_entity_domain(entity)):
                    raise EntityMismatch(
                        self.env._(
                            "%(field)s: choose records of the same school.",
                            field=self._fields[fname]._description_string(self.env),
                        ),
                        field=fname,
                    )

    # CRUD

    def _prepare_create_values(self, vals_list):
        """Check the entity, as Base does the links, before anything is inserted.

        Else a unique key would tell, before the rules do, what another school has.
        """
        completed = super()._prepare_create_values(vals_list)
        if not self.env.su:
            for vals in map(self._without_precomputed, completed):
                if vals.get('entity_id'):
                    self._check_entity_in_scope(vals['entity_id'])
        return completed

    @api.model
    def _is_strict_with_ids(self):
        return True

    def write(self, vals):
        self._check_immutable(vals)
        res = super().write(vals)
        if self._active_name in vals:
            self._flush_active()
        return res

    def _flush_active(self):
        """Archive or activate at once, before anything that relies on it is written.

        :raise ConcurrencyError: when another transaction began to use what is archived here,
            which this one could not see and end; Odoo then runs it again
        """
        try:
            self.flush_recordset([self._active_name])
        except psycopg2.errors.ForeignKeyViolation as error:
            raise ConcurrencyError(f'{self._name} was used concurrently') from error

    def _check_immutable(self, vals):
        """Refuse to move records to another entity or parent.

        :raise InvalidInput: when a field that is set, and never changes, would change
        :raise EntityMismatch: when an entity is given late that is outside the caller's scope
        """
        for fname in self._get_immutable_fnames():
            if fname not in vals:
                continue
            value = self._fields[fname].convert_to_cache(vals[fname], self) or False
            current = {record[fname].id for record in self._origin.sudo()} - {value}
            if current - {False}:
                message = self.env._(
                    "%(field)s cannot be changed afterwards: create a new record instead.",
                    field=self._fields[fname]._description_string(self.env),
                )
                raise InvalidInput(message, fname, reason='unchangeable')
            if current and fname == 'entity_id':
                self._check_entity_in_scope(value)

    @api.model
    def _check_entity_in_scope(self, entity_id):
        """Raise EntityMismatch unless the caller may use this entity."""
        user = self.env.user
        if user._is_bound() and entity_id not in user._get_entity_ids():
            raise EntityMismatch(
                self.env._("This school is not one of yours."), field='entity_id', ids=[entity_id]
            )

    @api.model
    def _create_or_retry(self, vals):
        """Create records, mostly one, whose key another transaction may be creating right now.

        :raise ConcurrencyError: when the other one won, so that Odoo runs this transaction again,
            and then finds the other one's record
        """
        try:
            with self.env.cr.savepoint():
                return self.create(vals)
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError(f'{self._name} was created concurrently') from error

    def _claim(self):
        """Have callers who rely on what they read of this record go one after the other.

        Such as those who replace the same list: each plans with what was there when he began, and
        together they would leave both lists. So all write this row, which only the first one can;
        Odoo then runs the others again.
        """
        self._update_rows({}, SQL('id = ANY(%s)', self.ids), log_exceptions=False)
        self.invalidate_recordset(['write_uid', 'write_date'])

    # COUNTING

    def _set_counts(self, fname, model, link, domain=()):
        """Set a computed field to the number of records that point here, in one statement.

        :param str fname: the computed integer field
        :param str model: whose records are counted
        :param str link: their many2one to these records
        :param domain: which of them count
        """
        domain = Domain(link, 'in', self.ids) & Domain(domain)
        counts = dict(self.env[model]._read_group(domain, [link], ['__count']))
        for record in self:
            record[fname] = counts.get(record._origin, 0)

    # RESOLVING

    @api.model
    def _browse_in_scope(self, ids, field='id'):
        """Return the records of these ids after checking that the caller's entities own them all.

        One statement, and it looks past the record rules: only so can a foreign id (403) be told
        from one that exists nowhere (404). Nothing of the foreign records is read or shown.

        :param ids: integers; a duplicate counts once
        :param str field: the parameter to name in an error
        :raise InvalidInput: for something that is not an id
        :raise EntityMismatch: for an id of an entity outside the caller's
        :raise RecordNotFound: for an id that exists in no entity
        """
        user = self.env.user
        if user._is_platform_admin():
            return self._browse_checked(ids, field, lambda entity_id: True)
        scope = user._get_entity_ids()
        return self._browse_checked(ids, field, lambda entity_id: entity_id in scope)

    @api.model
    def _browse_in_entity(self, ids, entity, field='id', archived=False):
        """Return the records of these ids, all of one entity; see `_browse_in_scope`.

        :param bool archived: whether archived records are acceptable
        :raise InvalidInput: also for an archived record
        """
        return self._browse_checked(
            ids, field, lambda entity_id: entity_id == entity.id, archived=archived
        )

    @api.model
    def _browse_checked(self, ids, field, is_allowed, archived=True):
        ids = self._parse_ids(ids, field)
        stored = self._read_entities([id_ for id_ in ids if 0 < id_ <= MAX_ID])
        foreign = [id_ for id_ in ids if id_ in stored and not is_allowed(stored[id_][0])]
        if foreign:
            message = self.env._(
                "%(field)s: %(count)s id(s) outside this entity.", field=field, count=len(foreign)
            )
            raise EntityMismatch(message, field, foreign)
        missing = [id_ for id_ in ids if id_ not in stored]
        if missing:
            message = self.env._(
                "%(field)s: %(count)s id(s) do not exist.", field=field, count=len(missing)
            )
            raise RecordNotFound(message, field, missing)
        inactive = [id_ for id_ in ids if not stored[id_][1]]
        if inactive and not archived:
            message = self.env._(
                "%(field)s: %(count)s id(s) are archived.", field=field, count=len(inactive)
            )
            raise InvalidInput(message, field, inactive, reason='archived')
        return self.browse(ids)

    @api.model
    def _parse_ids(self, ids, field):
        """Return ids without duplicates, in the order given."""
        if not isinstance(ids, (list, tuple)) or any(type(id_) is not int for id_ in ids):
            message = self.env._("%(field)s: a list of ids is expected.", field=field)
            raise InvalidInput(message, field, reason='wrong_type')
        return list(dict.fromkeys(ids))

    @api.model
    def _read_entities(self, ids):
        """Return ``{id: (entity id, active)}`` of the ids that exist, whoever asks."""
        self.flush_model(['entity_id', *([self._active_name] if self._active_name else [])])
        rows = self.env.execute_query(
            SQL('SELECT * FROM encoach_owners(%s, %s, %s)', self._table, ids, self._active_name)
        )
        return {id_: (entity_id, is_active) for id_, entity_id, is_active in rows}

from odoo import api, models
from odoo.exceptions import AccessError

from ...exceptions import InvalidInput
from ...tools import has_proper_ids

#: plain fields that name a record together, in Odoo's dialogs
REFERENCES = (('res_model', 'res_id'), ('model', 'res_id'))


class Base(models.AbstractModel):
    """Refuses links to what the caller may not read, in Odoo's own models too.

    Odoo checks the targets of many2many fields, and not those of many2one fields: a foreign record
    could be pointed at, and its name read by way of that. What is checked is what is inserted:
    with the defaults of context and settings, and with ids that are ids. PostgreSQL would take
    ``"71"`` or ``71.0`` for one, which Odoo's cache, and so every check, takes for none.
    """

    _inherit = 'base'

    #: whether the global rule of `encoach.entity.mixin` binds the users of this model
    _entity_rule = False

    def _prepare_create_values(self, vals_list):
        completed = super()._prepare_create_values(vals_list)
        given = [self._without_precomputed(vals) for vals in completed]
        self._check_ids(given)
        if self._is_confined():
            self._check_links_readable(given, self._get_guarded_links(given))
            self._check_references_readable(given)
        return completed

    @api.model
    def _without_precomputed(self, vals):
        """Return the values that somebody gave; the others are computed from them."""
        computed = {field.name for field in vals.get('__precomputed__', ())}
        return {
            name: value
            for name, value in vals.items()
            if name in self._fields and name not in computed
        }

    def write(self, vals):
        self._check_ids([vals])
        if self._is_confined():
            self._check_links_readable([vals], self._get_guarded_links([vals]))
            self._check_references_readable([vals])
        return super().write(vals)

    @api.model
    def default_get(self, fields):
        """Refuse ids of records the caller may not read: computed fields would tell their names."""
        defaults = super().default_get(fields)
        if self._is_confined():
            self._check_links_readable([defaults], self._get_guarded_links([defaults]))
        return defaults

    def onchange(self, values, field_names, fields_spec):
        """Refuse ids of records the caller may not read, see `default_get`."""
        if self._is_confined():
            defaults = {
                key.removeprefix('default_'): value
                for key, value in self.env.context.items()
                if key.startswith('default_')
            }
            for model, vals in [(self, defaults), *self._walk_values(values)]:
                model._check_links_readable([vals], model._get_guarded_links([vals], every=True))
        return super().onchange(values, field_names, fields_spec)

    def _hide_names(self):
        """Say of these records only that they are another school's.

        Odoo reads the names of many2one values past the record rules, on whatever model somebody
        finds to put a foreign id into. ``sudo()`` keeps the user, so that he is known where names
        are computed.
        """
        for record in self:
            record.display_name = self.env._("(another school)")

    @api.model
    def _is_confined(self):
        """Return whether the caller is no platform administrator, with the rules on."""
        return not self.env.su and self.env.user._is_bound()

    @api.model
    def _walk_values(self, values):
        """Yield ``(model, values)`` of these values and of those in commands inside them."""
        yield self, values
        for name, commands in values.items():
            field = self._fields.get(name)
            if field is None or not field.type.endswith('2many') or not commands:
                continue
            for command in commands:
                if isinstance(command, (list, tuple)) and isinstance(command[-1], dict):
                    yield from self.env[field.comodel_name]._walk_values(command[-1])

    # IDS

    @api.model
    def _check_ids(self, vals_list):
        """Raise InvalidInput for what is given as an id and is none, such as a text."""
        if not self._is_strict_with_ids():
            return
        for vals in vals_list:
            for name, value in vals.items():
                field = self._fields.get(name)
                if field is not None and not has_proper_ids(field, value):
                    message = self.env._(
                        "%(field)s: ids are whole numbers.",
                        field=field._description_string(self.env),
                    )
                    raise InvalidInput(message, name, reason='wrong_type')

    @api.model
    def _is_strict_with_ids(self):
        return not self.env.su

    # LINKS

    @api.model
    def _get_guarded_links(self, vals_list, every=False):
        """Return the fields of values that lead to what may belong to another school.

        :param bool every: also the many2many fields that Odoo checks on writing
        """
        return {
            name
            for vals in vals_list
            for name in vals
            if (field := self._fields.get(name)) is not None
            and field.relational
            and (every or field.type == 'many2one' or getattr(field, 'check_entity', False))
            and name not in models.MAGIC_COLUMNS
            and field.comodel_name != 'encoach.entity'
            and self.env['encoach.access']._is_of_schools(field.comodel_name)
        }

    @api.model
    def _check_links_readable(self, vals_list, fnames):
        """Raise AccessError unless the caller may read every record that values point at."""
        for fname in fnames:
            field = self._fields[fname]
            ids = set()
            for vals in vals_list:
                value = field.convert_to_cache(vals.get(fname), self.browse(), validate=False)
                ids.update(value if isinstance(value, tuple) else [value])
            records = self.env[field.comodel_name].browse(id_ for id_ in ids if id_)._origin
            if records:
                self._check_link_readable(field, records)

    @api.model
    def _check_link_readable(self, field, records):
        try:
            records.check_access('read')
        except AccessError:
            if getattr(field, 'check_entity', False) and hasattr(records, '_browse_in_scope'):
                records._browse_in_scope(records.ids, field.name)  # tells what is wrong with them
            raise

    def _check_references_readable(self, vals_list):
        """Raise AccessError unless the caller may read every record that values name by model.

        On writing, the half of a reference that is not given is the one that is stored.
        """
        named = {}
        for vals in vals_list:
            for model, id_ in self._walk_references(vals):
                if isinstance(model, str) and model in self.env and id_:
                    named.setdefault(model, set()).add(id_)
        for model, ids in named.items():
            if not self.env[model]._abstract:
                self.env[model].browse(ids).check_access('read')

    def _walk_references(self, vals):
        """Yield ``(model, id)`` of the records that values name by model."""
        for model_fname, id_fname in self._get_references():
            if not {model_fname, id_fname}.isdisjoint(vals):
                for record in self.sudo() or [dict.fromkeys((model_fname, id_fname))]:
                    yield tuple(vals.get(name, record[name]) for name in (model_fname, id_fname))
        for name, value in vals.items():
            field = self._fields.get(name)
            if field is not None and field.type == 'reference' and isinstance(value, str):
                model, _comma, id_ = value.partition(',')
                yield model, id_.isdecimal() and int(id_)

    @api.model
    def _get_references(self):
        """Return ``(name of a field with a model, name of one with an id)``, all there are."""
        found = {pair for pair in REFERENCES if set(pair) <= self._fields.keys()}
        for name, field in self._fields.items():
            if field.type == 'many2one_reference' and field.model_field:
                found.add((field.model_field, name))
        return found

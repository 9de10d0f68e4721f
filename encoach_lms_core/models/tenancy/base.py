from odoo import api, models


class Base(models.AbstractModel):
    """Refuses links to what the caller may not read, in Odoo's own models too.

    Odoo checks the targets of many2many fields, and not those of many2one fields: a foreign record
    could be pointed at, and its name read by way of that.
    """

    _inherit = 'base'

    @api.model_create_multi
    def create(self, vals_list):
        if self._is_confined():
            self._check_links_readable(vals_list, self._get_guarded_links(vals_list))
            self._check_references_readable(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if self._is_confined():
            self._check_links_readable([vals], self._get_guarded_links([vals]))
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """Refuse ids of records the caller may not read: computed fields would tell their names."""
        if self._is_confined():
            defaults = {
                key.removeprefix('default_'): value
                for key, value in self.env.context.items()
                if key.startswith('default_') and key.removeprefix('default_') in self._fields
            }
            given = [values, defaults]
            links = {
                name
                for vals in given
                for name in vals
                if (field := self._fields.get(name)) is not None
                and field.relational
                and self.env['ir.rule']._is_of_schools(field.comodel_name)
            }
            self._check_links_readable(given, links)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _is_confined(self):
        """Return whether the caller is no platform administrator, with the rules on."""
        return not self.env.su and self.env.user._is_bound()

    @api.model
    def _get_guarded_links(self, vals_list):
        """Return the many2one fields of values that nobody else checks."""
        return {
            name
            for vals in vals_list
            for name in vals
            if (field := self._fields.get(name)) is not None
            and field.type == 'many2one'
            and not getattr(field, 'check_entity', False)
            and name not in models.MAGIC_COLUMNS
            and name != 'entity_id'
            and self.env['ir.rule']._is_of_schools(field.comodel_name)
        }

    @api.model
    def _check_references_readable(self, vals_list):
        """Raise AccessError unless the caller may read the record that a dialog is opened on.

        Odoo's lasting models (messages, files, activities) check theirs; its dialogs do not.
        """
        if not (self._transient and {'res_model', 'res_id'} <= self._fields.keys()):
            return
        for vals in vals_list:
            model, record_id = vals.get('res_model'), vals.get('res_id')
            if model in self.env and isinstance(record_id, int):
                self.env[model].browse(record_id).check_access('read')

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
                records.check_access('read')

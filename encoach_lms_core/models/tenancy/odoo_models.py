from odoo import api, models, tools
from odoo.fields import Domain
from odoo.tools import SQL

MIXIN = 'encoach.entity.mixin'

#: models that have rules of their own in tenancy_rules.xml, though they do not inherit the mixin
WITH_OWN_RULE = {'encoach.entity', 'res.users'}

#: rows without a maker: the path to the person, or to the record with a maker, that they are about
PERSON_OF = {'mail.followers': 'partner_id', 'mail.notification': 'res_partner_id'}
CHANNEL_OF = {'discuss.channel.member': 'channel_id'}

#: what the platform keeps for all schools, and Odoo lets any user or any registrar change
COMMON = {
    'report.layout',
    'res.bank',
    'res.country.group',
    'res.country.state',
    'res.partner.category',
}


class IrRule(models.Model):
    """Binds what people of a school make in Odoo's own models to that school.

    Filters, templates, tags, bank accounts, messages: none of them has an entity, and Odoo shares
    most of them with every user. Whoever made one tells whose it is. No rule of a model could be
    forgotten here: every model that a school's people may create records of is covered.
    """

    _inherit = 'ir.rule'

    @api.model
    def _compute_domain(self, model_name, mode='read'):
        domain = super()._compute_domain(model_name, mode)
        if self.env.su or not self.env.user._is_entity_confined():
            return domain
        return domain & self._get_school_domain(model_name, mode)

    @api.model
    def _get_school_domain(self, model_name, mode):
        """Return the domain of what a confined user may do with records of a model of Odoo's."""
        user = self.env.user
        colleagues, platform = user._get_colleague_ids(), user._get_platform_user_ids()
        if model_name in PERSON_OF:
            person = PERSON_OF[model_name]
            return Domain(f'{person}.entity_id', 'in', list(user._get_entity_ids())) | Domain(
                f'{person}.user_ids', 'in', colleagues
            )
        if model_name in CHANNEL_OF:
            # a channel of the platform mixes people of all schools
            return Domain(f'{CHANNEL_OF[model_name]}.create_uid', 'in', colleagues)
        if not self._is_filled_by_schools(model_name):
            return Domain.TRUE
        if model_name == 'discuss.channel' or (mode != 'read' and model_name in COMMON):
            return Domain('create_uid', 'in', colleagues)
        return Domain('create_uid', 'in', [*colleagues, *platform, False])

    @api.model
    def _is_of_schools(self, model_name):
        """Return whether records of a model may belong to a school, and so be foreign."""
        return (
            model_name in WITH_OWN_RULE
            or model_name in PERSON_OF
            or model_name in CHANNEL_OF
            or issubclass(type(self.env[model_name]), self.env.registry[MIXIN])
            or self._is_filled_by_schools(model_name)
            or any(map(self._is_of_schools, self.env[model_name]._inherits))
        )

    @api.model
    @tools.ormcache('model_name')
    def _is_filled_by_schools(self, model_name):
        """Return whether people of a school may create records of a model without entity.

        Any group but those that a school takes away may be given to them.
        """
        model = self.env[model_name]
        if (
            model_name in WITH_OWN_RULE
            or not model._log_access
            or issubclass(type(model), self.env.registry[MIXIN])
        ):
            return False
        administrators = self.env['res.users']._get_unconfining_groups()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT 1 FROM ir_model_access AS access
                  JOIN ir_model AS model ON model.id = access.model_id
                 WHERE model.model = %s AND access.active AND access.perm_create
                   AND (access.group_id IS NULL OR access.group_id NOT IN %s)
                """,
                model_name,
                tuple(administrators.ids),
            )
        )
        return bool(rows)


class MailThread(models.AbstractModel):
    """Lets nobody of a school have somebody of another one follow his records."""

    _inherit = 'mail.thread'

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Refuse people the caller may not read: Odoo adds followers past the record rules."""
        if partner_ids and self._is_confined():
            self.env['res.partner'].browse(partner_ids).check_access('read')
        return super().message_subscribe(partner_ids, subtype_ids)


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
        """Return whether the caller is somebody of a school, with the rules on."""
        return not self.env.su and self.env.user._is_entity_confined()

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

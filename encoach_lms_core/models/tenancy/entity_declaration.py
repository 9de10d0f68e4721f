from odoo import api, models
from odoo.tools import frozendict

from ...tools import EntityForeignKey

MIXIN = 'encoach.entity.mixin'


class EncoachEntityMixin(models.AbstractModel):
    """What follows from ``_entity_parent`` and ``check_entity=True``, and is written nowhere.

    The parent and the entity never change; every link has a composite foreign key; the global rule
    (access.py) and the policies of PostgreSQL find their models here.
    """

    _inherit = 'encoach.entity.mixin'

    def _post_model_setup__(self):
        if self._has_entity_column():
            self._check_declaration()
            keys = {key.full_name(self): key for key in self._get_entity_keys()}
            cls = self.env.registry[self._name]
            cls._table_objects = frozendict({**cls._table_objects, **keys})
        return super()._post_model_setup__()

    @api.model
    def _has_entity_column(self):
        """Return whether every row of a table of this model says whose it is."""
        return not self._abstract and self._auto and self._fields['entity_id'].required

    @api.model
    def _check_declaration(self):
        """Raise TypeError, with what to write, for a declaration that nothing can follow from."""
        if parent := self._entity_parent:
            field = self._fields.get(parent)
            if not (field and field.required and getattr(field, 'check_entity', False)):
                raise TypeError(
                    f"{self._name}: _entity_parent is {parent!r}, so write"
                    f" {parent} = fields.Many2one(…, required=True, check_entity=True)"
                )
        for field in self._get_entity_links():
            if field.ondelete not in ('restrict', 'cascade'):
                raise TypeError(
                    f"{field}: write ondelete='restrict' or 'cascade', because its key in the"
                    " database holds the entity, which cannot be set to nothing"
                )

    @api.model
    def _get_entity_links(self):
        """Return the stored many2one fields between lasting records of one entity."""
        return [
            field
            for field in self._fields.values()
            if field.type == 'many2one'
            and field.store
            and getattr(field, 'check_entity', False)
            and not self._transient
            and issubclass(self.env.registry[field.comodel_name], self.env.registry[MIXIN])
        ]

    @api.model
    def _get_entity_keys(self):
        """Return the composite foreign keys of these fields."""
        return [
            EntityForeignKey(field, self.env[field.comodel_name]._table)
            for field in self._get_entity_links()
        ]

    @api.model
    def _get_immutable_fnames(self):
        """Return the fields that never change once set; a child's parent decides its entity."""
        parent = [self._entity_parent] if self._entity_parent else []
        return ['entity_id', *parent, *self._immutable_fields]

    @api.model
    def _get_entity_rule_fnames(self):
        """Return the paths to the entities that the global rule asks for.

        A person and his contact are of one school; the rule says so, lest PostgreSQL look for the
        contact among those of all schools.
        """
        return ['entity_id', *(f'{fname}.entity_id' for fname in self._inherits.values())]

    @api.model
    def _get_tenant_models(self):
        """Return the names of the models whose table has the entity of each row."""
        mixin = self.env.registry[MIXIN]
        return sorted(
            name
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and self.env[name]._has_entity_column()
        )

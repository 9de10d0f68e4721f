from odoo import fields


class EntityField(fields.Many2one):
    """The entity of a record; that of its parent, copied, where ``_entity_parent`` names one."""

    def _get_attrs(self, model_class, name):
        if parent := getattr(model_class, '_entity_parent', None):
            self._args__ = {
                **self._args__,
                'related': f'{parent}.{name}',
                'store': True,
                'precompute': True,
                'default': None,
            }
        return super()._get_attrs(model_class, name)

from odoo import models
from odoo.tools import SQL

from ...tools import NameIndex, collapse


class EncoachEntity(models.Model):
    """Finds courses and classrooms of a school by their names, as people write them."""

    _inherit = 'encoach.entity'

    def _get_name_index(self, model):
        """Return a `NameIndex` of a model's records in this school; the archived are not found.

        :param str model: whose records have a name and can be archived
        """
        self.ensure_one()
        Model = self.env[model].with_context(active_test=False)
        Model.flush_model(['name', 'active'])
        query = Model._search([('entity_id', '=', self.id)], order='id')
        columns = [SQL.identifier(Model._table, name) for name in ('id', 'name', 'active')]
        return NameIndex(self.env.execute_query(query.select(*columns)))

    def _tell_unresolved(self, model, index, name):
        """Return a sentence that says why a name stands for no one record.

        :param str model: ``encoach.course`` or ``encoach.classroom``
        :param index: the `NameIndex` of that model
        """
        name = collapse(name)
        if index.find(name):
            return self.env._("Several are called “%s”: give them different names.", name)
        if model == 'encoach.course':
            sentence = self.env._("There is no course “%s” in this school.", name)
        else:
            sentence = self.env._("There is no classroom “%s” in this school.", name)
        nearest = ', '.join(index.nearest(name))
        if not nearest:
            return sentence
        return f'{sentence} {self.env._("Nearest: %s.", nearest)}'

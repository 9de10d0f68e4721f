from odoo import api, models
from odoo.tools import SQL

from odoo.addons.encoach_lms_core.exceptions import EntityMismatch, InvalidInput, RecordNotFound


class EncoachEntity(models.Model):
    """Which entity a new record belongs to, when a request may leave it out."""

    _inherit = 'encoach.entity'

    @api.model
    def _choose(self, entity_id):
        """Return the id of the entity a caller means.

        :param entity_id: an id, or None for the only entity of the caller
        :raise InvalidInput: for None from a caller who has not exactly one entity
        :raise EntityMismatch: for an entity outside the caller's
        :raise RecordNotFound: for one that does not exist
        """
        default = self._get_default().id
        if entity_id is None and not default:
            message = self.env._("entity_id: say in which of your schools.")
            raise InvalidInput(message, 'entity_id', reason='required')
        entity_id = entity_id or default
        user = self.env.user
        if entity_id in user._get_entity_ids():
            return entity_id
        # past the rules: only so can a foreign entity be told from one that does not exist
        owners = SQL("SELECT 1 FROM encoach_owners('encoach_entity', %s, NULL)", [entity_id])
        if not self.env.execute_query(owners):
            message = self.env._("entity_id: there is no such school.")
            raise RecordNotFound(message, 'entity_id', [entity_id])
        if not user._is_platform_admin():
            message = self.env._("entity_id: this school is not one of yours.")
            raise EntityMismatch(message, 'entity_id', [entity_id])
        return entity_id

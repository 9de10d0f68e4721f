from odoo.http import Controller

from ..http import api_route
from ..roles import Roles
from ..schemas.common import Page, SearchQuery
from ..schemas.login import Entity
from .resource import show_page


class EntityController(Controller):
    """Schools and academies."""

    @api_route(
        '/entities',
        query=SearchQuery,
        answer=Page[Entity],
        roles=Roles(admin='own', teacher='own', student='own'),
    )
    def list_entities(self, query):
        """List the caller's entities."""
        return show_page(self.env['encoach.entity'], query, Entity)

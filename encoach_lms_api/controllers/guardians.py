from odoo.http import Controller

from ..roles import Roles
from ..schemas.guardians import Guardian, GuardianCreate, GuardianPatch, GuardianQuery
from .crud import crud


@crud(
    'encoach.guardian',
    'guardian',
    query=GuardianQuery,
    answer=Guardian,
    new=GuardianCreate,
    patch=GuardianPatch,
    readers=Roles(teacher='own'),
)
class GuardianController(Controller):
    """Guardians."""

from . import test_entity_check
from . import test_entity_invitation
from . import test_odoo_models
from . import test_scope

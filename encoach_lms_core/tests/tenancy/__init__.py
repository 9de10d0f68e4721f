from . import test_entity_check
from . import test_entity_invitation
from . import test_every_key
from . import test_every_link
from . import test_every_policy
from . import test_every_rule
from . import test_odoo_models
from . import test_scope

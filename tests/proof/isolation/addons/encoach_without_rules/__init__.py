"""Takes away what keeps schools apart in Python, so that the wall and the door stand alone.

Loaded server-wide into a server of the proof, and never installed: there is no such switch in the
product.
"""

from odoo.fields import Domain

from odoo.addons.encoach_lms_core.models.tenancy import base, entity_mixin, odoo_access, res_users


def _allow(*_args, **_kwargs):
    """Check nothing."""


# no record rule: neither ours nor Odoo's
odoo_access.IrRule._compute_domain = lambda self, model_name, mode='read': Domain.TRUE
# no override that binds somebody: links, references, dialogs, names, followers, contacts
res_users.ResUsers._is_bound = lambda self: False
base.Base._is_confined = lambda self: False
base.Base._is_strict_with_ids = lambda self: False
# no check of what belongs together, and no look at whose an id is
entity_mixin.EncoachEntityMixin._check_entity = _allow
entity_mixin.EncoachEntityMixin._check_entity_in_scope = _allow
entity_mixin.EncoachEntityMixin._browse_checked = (
    lambda self, ids, field, is_allowed, archived=True: self.browse(self._parse_ids(ids, field))
)

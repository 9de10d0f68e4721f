"""System parameters: the one place that reads them, because Odoo 20 does it in another way."""

from odoo.api import SUPERUSER_ID


def get_parameter(env, key, default):
    """Return a system parameter in the type of ``default``, which it is when nobody has set it.

    Read as the superuser: only administrators may, and who signs in is nobody yet.
    """
    parameters = env['ir.config_parameter'].with_user(SUPERUSER_ID)
    return type(default)(parameters.get_param(key, default))

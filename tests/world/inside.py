"""What a program needs that runs inside Odoo, without a server."""

from odoo.tools import config


def configure():
    """Read Odoo's configuration, and keep its log out of the output."""
    config.parse_config(['--log-level=error'], setup_logging=True)

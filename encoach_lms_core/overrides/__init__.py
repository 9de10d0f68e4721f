"""Patches of Odoo's server process: all of them, and nothing else.

Odoo offers no hook where they stand. They take effect when this addon is imported. README.md is the
table of whatever we override in Odoo, here and in models, with the test that notices each.
"""

from . import assets_bundle, cursor, early_errors, prefork_server, rpc

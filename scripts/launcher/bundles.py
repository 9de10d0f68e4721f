"""``python -m launcher.bundles <database>``: make the web client's bundles, for who comes first."""

import sys

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

#: those of the pages that people open; Odoo would make those of its own tests, too
SCRIPTS = ('web.assets_web', 'web.assets_frontend_minimal', 'web.assets_frontend_lazy')
STYLES = ('web.assets_web', 'web.assets_web_print', 'web.assets_frontend')


def main(database):
    config.parse_config([], setup_logging=True)
    with Registry(database).cursor() as cr:
        pages = api.Environment(cr, SUPERUSER_ID, {})['ir.qweb']
        for bundle in SCRIPTS:
            pages._get_asset_bundle(bundle, css=False).js()
        for bundle in STYLES:
            pages._get_asset_bundle(bundle, js=False).css()


if __name__ == '__main__':
    main(*sys.argv[1:])

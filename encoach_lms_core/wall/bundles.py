"""The web client's bundles of scripts and styles: the platform's, whoever is the first to need one.

Odoo stores a bundle within the request that asks for it. It is made from the addons' own files, and
the caller has no say in it.
"""

import functools

from odoo.addons.base.models.assetsbundle import AssetsBundle

from .cursor import unbound


def wrap():
    """Store bundles as the platform."""
    save = AssetsBundle.save_attachment

    @functools.wraps(save)
    def save_attachment(self, extension, content):
        with unbound(self.env.cr):
            return save(self, extension, content)

    AssetsBundle.save_attachment = save_attachment

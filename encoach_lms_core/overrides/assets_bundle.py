"""The web client's bundles of scripts and styles: the platform's, whoever is the first to need one.

Odoo stores a bundle within the request that asks for it. It is made from the addons' own files, and
the caller has no say in it.
"""

import functools

from odoo.addons.base.models.assetsbundle import AssetsBundle

from ..wall.cursor import unbound


def _as_platform(method):
    @functools.wraps(method)
    def as_platform(self, *args):
        with unbound(self.env.cr):
            return method(self, *args)

    return as_platform


AssetsBundle.save_attachment = _as_platform(AssetsBundle.save_attachment)
AssetsBundle._unlink_attachments = _as_platform(AssetsBundle._unlink_attachments)

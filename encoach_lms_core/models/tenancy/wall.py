import logging
import os
import threading
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ...wall import functions, install

_logger = logging.getLogger(__name__)


class Wall(NamedTuple):
    """What `wall.cursor` needs to know of a database.

    :param stands: whether callers take the role; False when they are only known to the database,
        None when nobody is to be served
    :param int public_uid: the user that strangers are
    """

    stands: bool | None
    public_uid: int


#: of a registry that must not be used: whatever a cursor is asked for fails
BROKEN = Wall(None, 0)


class EncoachWall(models.AbstractModel):
    """Brings the database's own guard to head with every start and every change of the addons.

    See the package ``wall``. It has no records, and nobody may call anything here.
    """

    _name = 'encoach.wall'
    _description = "The database's own guard between schools"

    def init(self):
        self.env.cr.execute(SQL(functions.SCOPE.replace('%', '%%')))

    def _register_hook(self):
        """Install the wall, and have the registry's cursors bind their callers from now on.

        :raise WallCannotStand: unless the configuration says that it need not; while a server
            starts, it ends instead
        """
        super()._register_hook()
        wanted = install.is_wanted()
        try:
            install.bring_to_head(self.env.cr, self.env.registry)
        except install.WallCannotStand as error:
            if wanted:
                _logger.critical(
                    "The wall between schools cannot stand: %s Nothing is served without it,"
                    " unless the configuration file says encoach.wall = off.",
                    error,
                )
                self.env.registry.encoach_wall = BROKEN
                if threading.current_thread() is threading.main_thread():
                    # just starting; Odoo would go on with the threads it has begun, and no schools
                    logging.shutdown()
                    os._exit(1)
                raise
        if not wanted:
            _logger.warning(
                "The wall between schools is off: record rules alone keep them apart"
                " (encoach.wall = off)."
            )
        public = self.env.ref('base.public_user', raise_if_not_found=False)
        self.env.registry.encoach_wall = Wall(wanted, public.id if public else 0)

    def _stands(self):
        """Return whether the database itself keeps the schools apart."""
        wall = self.env.registry.__dict__.get('encoach_wall')
        return bool(wall and wall.stands)

    def _uninstall(self):
        """Leave nothing in the database but the role, which other databases may use."""
        self.env.registry.encoach_wall = None
        install.remove(self.env.cr, self.env.registry)

from . import wall
from . import models, wizard


def uninstall_hook(env):
    """Drop what the database holds beside the models' tables."""
    env['encoach.wall']._uninstall()
    env['encoach.sync.log']._uninstall()

from . import overrides
from . import controllers, door, models, wizard


def uninstall_hook(env):
    """Drop what the database holds beside the models' tables."""
    env['encoach.wall']._uninstall()
    env['encoach.sync.log']._uninstall()

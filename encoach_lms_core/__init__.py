from . import controllers, models, wizard


def uninstall_hook(env):
    """Drop what the database holds beside the models' tables."""
    env['encoach.sync.log']._uninstall()

"""Databases for tests: installed once for each state of the addons, then copied.

A test run gets a fresh copy in a fraction of a second, so nothing an earlier one left can matter.
"""

from . import database


def name(settings, *, demo=False):
    """Return the name of the template."""
    return f'{settings.database}_test_demo' if demo else f'{settings.database}_test_base'


def prepare(settings, steps, demos=(False, True)):
    """Make the templates whose addons have changed; return the logs of their installation."""
    logs = []
    digest = database.content_digest(settings)
    for demo in demos:
        template = name(settings, demo=demo)
        log = settings.log(f'install-{template}')
        if database.state(template) != database.ready(digest) or not log.exists():
            steps.note(
                f"installing the addons {'with' if demo else 'without'} demo data: {template}"
            )
            database.build(settings, template, digest, demo=demo)
            if not demo:  # where the tests of the web client are
                database.make_bundles(settings, template, log)
        logs.append(log)
    return logs

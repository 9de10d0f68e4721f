#!/usr/bin/env python3
"""Make the dump of an older version anew: ``tests/upgrade/make_dump.py b7b1995``.

It checks that commit out beside this one, installs it with demo data, has `past` happen there, and
writes ``<commit>.sql.xz`` beside this file. What the tests need no more is left out: compiled
assets, and whatever lies in files.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATABASE = f'encoach_past_{os.getpid()}'
#: run in the older version's shell
SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
import dump, past
past.tell(env)
env.cr.execute("DELETE FROM ir_attachment WHERE store_fname IS NOT NULL")
env.cr.execute("TRUNCATE bus_bus, ir_logging, res_device_log")
env.cr.commit()
dump.save(env.cr.dbname, Path({path!r}))
print('the dump is written')
"""


def main(commit):
    """Make the dump; return what went wrong, or None."""
    path = HERE / f'{commit}.sql.xz'
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / 'work'
        subprocess.run(['git', 'worktree', 'add', '--detach', work, commit], cwd=HERE, check=True)
        try:
            _odoo(
                work,
                *('server', '-d', DATABASE, '-i', 'encoach_lms_api', '--with-demo'),
                *('--skip-auto-install', '--stop-after-init', '--no-http'),
            )
            script = SCRIPT.format(here=str(HERE), path=str(path))
            shell = _odoo(work, 'shell', '-d', DATABASE, '--no-http', input=script)
        finally:
            subprocess.run(['git', 'worktree', 'remove', '--force', work], cwd=HERE, check=True)
    return None if 'the dump is written' in shell else shell


def _odoo(work, *arguments, input=None):
    """Run an Odoo command of that version, in a state folder of its own; return its output."""
    environ = {**os.environ, 'ENCOACH_HOME': os.environ.get('ENCOACH_PAST_HOME', f'{work}/.local')}
    return subprocess.run(
        [work / 'scripts' / 'odoo', *arguments],
        cwd=work,
        env=environ,
        input=input,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))

"""Where things are kept and which environment variables change that."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from .console import Stop

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ('encoach_lms_core', 'encoach_lms_api')
INSTALLED = 'encoach_lms_api'

#: the name of one of the processes of a test run
PROCESS_VARIABLE = 'ENCOACH_TEST_PROCESS'

# Room for the suffixes of test databases within PostgreSQL's 63 bytes.
DATABASE_NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9_-]{0,39}')


@dataclass(frozen=True)
class Settings:
    """One instance: its state folder, port and database."""

    state: Path
    port: int = 8069
    database: str = 'encoach'
    workers: int = 0
    root: Path = ROOT

    @classmethod
    def from_environment(cls, environ=os.environ):
        """Read ENCOACH_HOME, ENCOACH_PORT, ENCOACH_DB and ENCOACH_WORKERS."""
        home = environ.get('ENCOACH_HOME') or ROOT / '.local'
        database = environ.get('ENCOACH_DB') or 'encoach'
        if not DATABASE_NAME.fullmatch(database):
            raise Stop(
                f"ENCOACH_DB={database} is no usable database name: use up to 40 letters, digits, "
                "dashes and underscores."
            )
        return cls(
            state=Path(home).expanduser().absolute(),
            port=_number(environ, 'ENCOACH_PORT', 8069, 1, 65535),
            database=database,
            workers=_number(environ, 'ENCOACH_WORKERS', 0, 0, 64),
        )

    @property
    def venv(self):
        return self.state / 'venv'

    @property
    def python(self):
        return self.venv / 'bin' / 'python'

    @property
    def odoo_script(self):
        return self.venv / 'bin' / 'odoo'

    @property
    def odoo_prefix(self):
        return self.state / 'odoo'

    @property
    def data(self):
        return self.state / 'data'

    @property
    def config(self):
        return self.state / 'odoo.conf'

    @property
    def production_config(self):
        return self.root / 'odoo.conf'

    def log(self, name):
        """Return the path of a log file, its folder made."""
        path = self.state / 'logs' / f'{name}.log'
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def process_name(environ=os.environ):
    """Return what keeps the databases and logs of processes of one test run apart."""
    return environ.get('PYTEST_XDIST_WORKER') or environ.get(PROCESS_VARIABLE) or 'main'


def _number(environ, name, default, lowest, highest):
    text = environ.get(name) or str(default)
    if not text.isdigit() or not lowest <= int(text) <= highest:
        raise Stop(
            f"{name}={text} is not a number from {lowest} to {highest}: correct or unset it."
        )
    return int(text)

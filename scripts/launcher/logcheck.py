"""Find complaints about our addons in a log of Odoo's.

A warning is a defect somebody has not looked at yet, so the tests fail on it. Odoo's own warnings
about its own addons are not ours to mend.
"""

import re
from dataclasses import dataclass

from .settings import ROOT

RECORD = re.compile(
    r'^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) (?P<database>\S+) '
    r'(?P<logger>[\w.]+): (?P<message>.*)$'
)
COMPLAINTS = ('WARNING', 'ERROR', 'CRITICAL')
OURS = re.compile('encoach', re.IGNORECASE)

# A refused request is logged as a warning by the HTTP layer; that is the server at work.
REFUSAL = ('odoo.http', 'WARNING')


@dataclass
class Record:
    """One entry of a log, with the lines that follow its first one."""

    level: str
    database: str
    logger: str
    message: str

    def __str__(self):
        return f'{self.level} {self.logger}: {self.message}'

    def concerns_us(self):
        """Return whether the record comes from our addons or speaks of them."""
        if self.logger.startswith('odoo.addons.encoach'):
            return True
        # Neither the database's name nor the folder of the project makes a message ours.
        name = re.compile(rf'(?<![\w.]){re.escape(self.database)}(?!\.?\w)')
        text = name.sub('', self.message.replace(str(ROOT), ''))
        return bool(OURS.search(text))


def records(path):
    """Yield the records of a log file."""
    record = None
    with path.open(errors='replace') as file:
        for line in file:
            if found := RECORD.match(line):
                if record:
                    yield record
                record = Record(**found.groupdict())
            elif record:
                record.message += '\n' + line.rstrip('\n')
    if record:
        yield record


def complaints(path, tolerated=()):
    """Return the warnings and errors that concern our addons.

    ``tolerated`` are regular expressions of messages a test provokes on purpose.
    """
    return [
        record
        for record in records(path)
        if record.level in COMPLAINTS
        and (record.logger, record.level) != REFUSAL
        and record.concerns_us()
        and not any(re.search(pattern, str(record)) for pattern in tolerated)
    ]

"""The clients of ``scripts/load``, in a process apart from the server."""

import functools
import sys
from pathlib import Path

import psycopg2

from . import report
from .session import Session


def main(url, database, log, seconds, clients):
    session = Session(url, functools.partial(psycopg2.connect, dbname=database))
    session.run(float(seconds), int(clients))
    print('\n'.join(report.describe(session, report.count_marks(Path(log)))))
    return 1 if session.journal.broken else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))

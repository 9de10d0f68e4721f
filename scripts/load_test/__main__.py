"""``python -m load_test``: the clients of ``scripts/load``, in a process apart from the server."""

import argparse
import functools
import sys
from pathlib import Path

import psycopg2

from . import report
from .session import Session


def main():
    parser = argparse.ArgumentParser(prog='scripts/load', description=__doc__)
    parser.add_argument('url', help="of the server")
    parser.add_argument('database', help="of the server")
    parser.add_argument('log', type=Path, help="of the server")
    parser.add_argument('--seconds', type=float, default=30, help="how long the clients play")
    parser.add_argument('--clients', type=int, default=16, help="how many there are")
    options = parser.parse_args()
    session = Session(options.url, functools.partial(psycopg2.connect, dbname=options.database))
    session.run(options.seconds, options.clients)
    print('\n'.join(report.describe(session, report.count_marks(options.log))))
    return 1 if session.journal.broken else 0


if __name__ == '__main__':
    sys.exit(main())

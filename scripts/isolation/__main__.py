"""Prove that no school sees or touches another.

Usage: ``python -m isolation <url> <database> [--html <file>]``
"""

import argparse
import sys

from odoo.tools import config

from . import report
from .proof import Proof


def main(arguments):
    """Try every case; return 1 if anything leaked, changed or was missed."""
    parser = argparse.ArgumentParser(prog='isolation')
    parser.add_argument('url')
    parser.add_argument('database')
    parser.add_argument('--html')
    parser.add_argument('--layers', default='both', help="what stands, see allowed.py")
    parser.add_argument('--closely', action='store_true', help="look for changes after each model")
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument('--brief', action='store_true', help="a part of everything")
    parts.add_argument('--coverage', action='store_true', help="only what has no case")
    parts.add_argument('--only', metavar='MODEL', action='append', help="only this model, by RPC")
    options = parser.parse_args(arguments)
    config.parse_config(['--log-level=error'], setup_logging=True)
    proof = Proof(options.url, options.database, closely=options.closely, layers=options.layers)
    if options.coverage:
        proof.check_coverage()
    elif options.only:
        proof.run_rpc(only=options.only)
    elif options.brief:
        proof.run_briefly()
    else:
        proof.run()
    print(report.as_text(proof.results))
    if options.html:
        report.write_page(proof.results, options.html)
    return 1 if proof.results.findings else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

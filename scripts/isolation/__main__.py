"""Prove that no school sees or touches another.

Usage: ``python -m isolation <url> <database> [--html <file>]``, as ``scripts/prove_isolation`` does.
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
    options = parser.parse_args(arguments)
    config.parse_config(['--log-level=error'], setup_logging=True)
    proof = Proof(options.url, options.database, closely=False)
    proof.run()
    print(report.as_text(proof.results))
    if options.html:
        report.write_page(proof.results, options.html)
    return 1 if proof.results.findings else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

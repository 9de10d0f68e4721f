"""Prove that no school sees or touches another.

Usage: ``python -m tests.proof.isolation <url> <database> --mail-port <port> [--html <file>]``
"""

import argparse
import secrets
import sys

from odoo.tools import config

#: seconds that `--long` draws for
LONG = 600


def main(arguments):
    """Try every case; return 1 if anything leaked, changed or was missed."""
    parser = argparse.ArgumentParser(prog='isolation')
    parser.add_argument('url')
    parser.add_argument('database')
    parser.add_argument('--html')
    parser.add_argument('--layers', default='both', help="what stands, see allowed.py")
    parser.add_argument('--closely', action='store_true', help="look for changes after each model")
    parser.add_argument('--mail-port', type=int, required=True, help="where the server's mails go")
    parser.add_argument('--seed', type=int, help="of what is drawn; printed")
    parser.add_argument('--long', action='store_true', help="draw for ten minutes")
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument('--brief', action='store_true', help="a part of everything")
    parts.add_argument('--coverage', action='store_true', help="only what has no case")
    parts.add_argument('--only', metavar='MODEL', action='append', help="only this model, by RPC")
    parts.add_argument('--drawn', action='store_true', help="only what is drawn")
    options = parser.parse_args(arguments)
    mail_options = ['--smtp=127.0.0.1', f'--smtp-port={options.mail_port}']
    config.parse_config(['--log-level=error', *mail_options], setup_logging=True)
    # our addons can be imported once Odoo knows where they are
    from . import report
    from .listeners import Mailbox
    from .proof import Proof

    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f'seed {seed}', flush=True)
    with Mailbox(options.mail_port) as mailbox:
        proof = Proof(
            *(options.url, options.database, mailbox),
            seed=seed,
            closely=options.closely,
            layers=options.layers,
        )
        _run(proof, options)
    print(report.as_text(proof.results))
    if options.html:
        report.write_page(proof.results, options.html)
    return 1 if proof.results.findings else 0


def _run(proof, options):
    seconds = LONG if options.long else None
    if options.coverage:
        proof.check_coverage()
    elif options.only:
        proof.run_rpc(only=options.only)
    elif options.drawn:
        proof.run_anything(seconds=seconds)
    elif options.brief:
        proof.run_briefly()
    else:
        proof.run(seconds=seconds)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

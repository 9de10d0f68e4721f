import sys

from odoo import SUPERUSER_ID, api
from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config

VERDICTS = ('PASS', 'WARNING', 'FAIL')


class EncoachEnrollments(Command):
    """Audit and mend course enrollments.

    Every active placement in a batch needs an active enrollment in the batch's course. ``audit``
    tells how far that is so, and exits with 0 when it is everywhere, 1 when it is for 99 % at
    least in each school, and 2 otherwise. ``backfill`` creates and re-activates enrollments, in one
    transaction; without ``--commit`` it only tells what it would do.
    """

    name = 'encoach_enrollments'

    def run(self, args):
        """Run one of the two and exit."""
        options = self._parse(args)
        config.parse_config(['-d', options.database, '--log-level=warn'], setup_logging=True)
        with Registry(options.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if 'encoach.enrollment.audit' not in env:
                self.parser.error(f"EnCoach is not installed in the database {options.database}")
            audit, entities = env['encoach.enrollment.audit'], self._find_entities(env, options)
            if options.action == 'audit':
                code = self._audit(audit, entities)
            else:
                code = self._backfill(audit, entities, options.commit)
        sys.exit(code)

    def _parse(self, args):
        actions = self.parser.add_subparsers(dest='action', required=True)
        for name in ('audit', 'backfill'):
            parser = actions.add_parser(name)
            parser.add_argument('-d', '--database', required=True, help="the database")
            parser.add_argument('--entity', metavar='CODE', help="only the school of this code")
            if name == 'backfill':
                parser.add_argument('--commit', action='store_true', help="do it")
        return self.parser.parse_args(args)

    def _find_entities(self, env, options):
        domain = [('code', '=', options.entity)] if options.entity else []
        entities = env['encoach.entity'].with_context(active_test=False).search(domain)
        if options.entity and not entities:
            self.parser.error(f"there is no school with the code {options.entity}")
        return entities

    def _audit(self, audit, entities):
        audits = audit._audit(entities)
        for report in audits:
            self._say(*report.describe())
        verdict = max((report.verdict for report in audits), default=0)
        self._say(VERDICTS[verdict])
        return verdict

    def _backfill(self, audit, entities, commit):
        audits = audit._backfill(entities) if commit else audit._audit(entities)
        would = '' if commit else 'would '
        create, activate = ('created', 'activated') if commit else ('create', 'activate')
        for report in audits:
            self._say(
                f"{report.code}  {report.name}",
                f"  {would}{create}: {report.missing}",
                f"  {would}{activate}: {report.inactive}",
                *report.describe_broken(),
            )
        if not commit:
            self._say("Nothing is written: add --commit to do it.")
        return 0

    def _say(self, *lines):
        sys.stdout.write(''.join(f'{line}\n' for line in lines))

#!/usr/bin/env python3
"""Create and re-activate the course enrollments that active placements need.

    scripts/backfill_course_enrollments.py [--commit] [--entity CODE] [-d DATABASE]

Tells what it would do; with ``--commit`` it does it, in one transaction, and the audit afterwards
says 100 %. Where there is an Odoo already: ``odoo encoach_enrollments backfill -d DATABASE``.
"""

from launcher.program import become_odoo

if __name__ == '__main__':
    become_odoo('encoach_enrollments', 'backfill')

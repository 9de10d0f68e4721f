#!/usr/bin/env python3
"""Tell whether every active placement has its active course enrollment.

    scripts/audit_course_enrollments.py [--entity CODE] [-d DATABASE]

Prints, for each school, active placements, students with and without their course enrollments,
enrollments present but inactive, the coverage in percent, and the first ten that are broken. Exits
with 0 when there is none, 1 when at least 99 % are right in each school, and 2 otherwise. Where
there is an Odoo already: ``odoo encoach_enrollments audit -d DATABASE``.
"""

from launcher.program import become_odoo

if __name__ == '__main__':
    become_odoo('encoach_enrollments', 'audit')

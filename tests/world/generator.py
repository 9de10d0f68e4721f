"""Fills a database with schools of one size, quickly and with every constraint in force.

``world.generator <database> <number of schools> [<numbers of a Size>]`` runs inside
Odoo. Each school has an administrator, a teacher and a student with accounts, whose logins are
`admin@s0001.example` and so on; they have no passwords.
"""

import sys
from typing import NamedTuple

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

from .inside import configure
from .school_rows import ENTITIES, FAMILY_NAMES, GIVEN_NAMES, STATEMENTS

#: schools in a transaction, so that no statement has too many rows to keep in memory
CHUNK = 20
ROLES = ('entity_admin', 'teacher', 'student')


class Size(NamedTuple):
    """How large each school is; the default times 200 are 100 000 students, 1 000 000 placed."""

    classrooms: int = 20
    class_size: int = 25
    courses: int = 10

    def parameters(self):
        """Return what the statements of `school_rows` take."""
        return {
            **self._asdict(),
            'students': self.classrooms * self.class_size,
            'teachers': self.classrooms * 2,
            'given_names': GIVEN_NAMES,
            'family_names': FAMILY_NAMES,
        }


def generate(database, schools, size):
    """Add schools to a database, and have PostgreSQL know how many rows there are."""
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {'no_reset_password': True})
        for first in range(1, schools + 1, CHUNK):
            last = min(first + CHUNK - 1, schools)
            cr.execute(ENTITIES, {'first': first, 'last': last})
            entities = [entity_id for (entity_id,) in cr.fetchall()]
            for statement in STATEMENTS:
                cr.execute(statement, {**size.parameters(), 'entities': entities})
            _create_accounts(env, entities)
            cr.commit()
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    connection.cursor().execute('VACUUM ANALYZE')
    connection.close()


def _create_accounts(env, entity_ids):
    """Give the first teacher and the first student of each school, and an administrator, a user."""
    env.invalidate_all()
    for role in ROLES:
        entities = env['encoach.entity'].browse(entity_ids)
        users = env['res.users'].create(
            [
                {
                    'name': f'{role} of {entity.code}',
                    'login': f'{role.removeprefix("entity_")}@{entity.code.lower()}.example',
                    'entity_ids': [Command.link(entity.id)],
                    'group_ids': [Command.set(env.ref(f'encoach_lms_core.group_{role}').ids)],
                }
                for entity in entities
            ]
        )
        if role == 'entity_admin':
            continue
        env.flush_all()
        env.cr.execute(
            f"""
            UPDATE encoach_{role} AS person SET user_id = account.user_id
              FROM encoach_entity_users_rel AS account
             WHERE account.user_id = ANY(%s) AND person.id =
                   (SELECT min(id) FROM encoach_{role} WHERE entity_id = account.entity_id)
            """,
            [users.ids],
        )


if __name__ == '__main__':
    configure()
    generate(sys.argv[1], int(sys.argv[2]), Size(*map(int, sys.argv[3:])))

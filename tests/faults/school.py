"""A school with thousands of students, and what the database holds of it."""

import hashlib
from contextlib import closing

STUDENTS = 5000

CROWD = """
    WITH partner AS (
        INSERT INTO res_partner (name, complete_name, email, type, active, entity_id, lang, tz)
        SELECT 'Student ' || number, 'Student ' || number, number || '@crowd.test', 'contact', TRUE,
               entity.id, 'en_US', 'UTC'
          FROM generate_series(1, %s) AS number, encoach_entity AS entity
         WHERE entity.code = 'NILE'
        RETURNING id, entity_id, email
    )
    INSERT INTO encoach_student (partner_id, entity_id, email_key, active)
    SELECT id, entity_id, email, TRUE FROM partner
"""
ROSTER = """
    INSERT INTO encoach_classroom_student (classroom_id, student_id, entity_id, since)
    SELECT %s, id, entity_id, '2026-09-01' FROM encoach_student
     WHERE email_key LIKE '%%@crowd.test'
"""

#: tables that signing in writes, and the one that `Recovery.measure` writes
NO_CONTENT = (
    'encoach_api_answer',
    'encoach_api_token',
    'encoach_login_attempt',
    'encoach_login_place',
    'encoach_term',
)


class School:
    """Nile Academy of the demo data with a crowd of students, seen from behind the server.

    :param OwnPostgres postgres: the server with the database
    """

    def __init__(self, postgres, database):
        self._postgres = postgres
        self.database = database
        self._number = 0

    def sql(self, statement, *parameters):
        """Run one statement, commit it, and return its rows, if it has any."""
        return self._postgres.query(statement, *parameters, database=self.database)

    def connect(self):
        """Return a connection, in autocommit mode; the caller closes it."""
        return self._postgres.connect(self.database)

    def enrol_crowd(self):
        """Create the students, without the time that 5 000 requests would take."""
        self.sql(CROWD, STUDENTS)

    def crowded_classroom(self, client):
        """Return the id of a new classroom with everybody on the roster, and of a new course."""
        self._number += 1
        name = f'Crowd {self._number}'
        classroom = client.call('POST', '/classrooms', json={'name': name})
        teachers = [item['id'] for item in client.all('/teachers')]
        path = f'/classrooms/{classroom["id"]}'
        client.call('POST', f'{path}/teachers', json={'teacher_ids': teachers})
        self.sql(ROSTER, classroom['id'])
        course = client.call('POST', '/courses', json={'name': name})
        return classroom['id'], course['id']

    def end_sessions(self):
        """End all sessions of servers, so that new ones begin with the database's settings."""
        self.sql(
            'SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity'
            ' WHERE datname = current_database() AND pid <> pg_backend_pid()'
        )

    def placed(self, batch_id):
        """Return how many students are in a batch."""
        rows = self.sql(
            'SELECT count(*) FROM encoach_batch_enrollment WHERE batch_id = %s AND active', batch_id
        )
        return rows[0][0]

    def content(self):
        """Return a digest of every table of ours, of the contacts and of the users, by name.

        Tables that signing in and `Recovery.measure` write are left out.
        """
        with closing(self.connect()) as connection, connection:
            cursor = connection.cursor()
            cursor.execute(
                """
                SELECT tablename FROM pg_tables
                 WHERE schemaname = 'public' AND tablename <> ALL(%s)
                   AND (tablename LIKE 'encoach%%' OR tablename IN ('res_partner', 'res_users'))
                """,
                [list(NO_CONTENT)],
            )
            return {name: self._digest(cursor, name) for (name,) in cursor.fetchall()}

    @staticmethod
    def _digest(cursor, table):
        cursor.execute(f'SELECT t::text FROM {table} AS t ORDER BY t::text')
        return hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()

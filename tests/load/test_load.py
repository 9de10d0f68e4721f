"""A short run of ``scripts/load``: what the answers promised is what the database holds."""

from contextlib import closing
from pathlib import Path

import pytest

from ..proof.load import report
from ..proof.load.session import Session

# What Odoo logs of two transactions that cannot both be right, before it runs one of them again.
RACES = (
    'could not serialize access|deadlock detected|duplicate key value violates unique|_active_fk'
)

#: by the promise that they break: statements behind the server's back
DAMAGES = {
    'placements of owned classrooms: lost': 'DELETE FROM encoach_batch_enrollment',
    'additions less removals in shared lists': """
        UPDATE encoach_classroom_student SET until = since WHERE until IS NULL
    """,
    'registered students': "UPDATE res_partner SET name = 'Somebody' WHERE name LIKE 'Student of%'",
    'batches of the shared classroom': "UPDATE encoach_term SET key = 'no ' || key",
    'the audit says 100 %': 'UPDATE encoach_course_enrollment SET active = FALSE',
}

#: the database keeps the last of them from happening
WITHOUT_KEY = """
    ALTER TABLE encoach_batch_enrollment
     DROP CONSTRAINT encoach_batch_enrollment_enrollment_active_fk
"""


@pytest.fixture
def session(two_workers):
    two_workers.tolerate(RACES)
    session = Session(two_workers.url, two_workers.connect)
    session.run(seconds=8, clients=12)
    return session


def test_every_promise_made_to_many_clients_is_kept(two_workers, session):
    journal = session.journal
    assert journal.broken == []
    assert journal.kept > len(journal.requests) > 20
    marks = report.count_marks(Path(two_workers.log_path))
    assert marks['workers killed'] == marks['retries given up'] == 0
    lines = report.describe(session, marks)
    assert lines[-1] == f'promises kept: {journal.kept}, broken: 0'
    # and a broken one is noticed
    with closing(two_workers.connect()) as connection, connection:
        connection.cursor().execute(WITHOUT_KEY)
    for promise, damage in DAMAGES.items():
        journal.broken.clear()
        with closing(two_workers.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(damage)
            session.check(cursor)
        assert any(promise in broken for broken in journal.broken), promise

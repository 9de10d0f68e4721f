"""A short run of ``scripts/load``: what the answers promised is what the database holds."""

from load_test.session import Session

# What Odoo logs of two transactions that cannot both be right, before it runs one of them again.
RACES = (
    'could not serialize access|_key_uniq|encoach_classroom_course_rel|email_uniq|deadlock detected'
)


def test_every_promise_made_to_many_clients_is_kept(two_workers):
    two_workers.tolerate(RACES)
    session = Session(two_workers.url, two_workers.connect)
    session.run(seconds=10, clients=8)
    assert session.journal.broken == []
    assert session.journal.kept > len(session.journal.requests) > 20

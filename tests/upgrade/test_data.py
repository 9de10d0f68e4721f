"""What people have put into the older version's database is there after the upgrade."""

from . import contents


def _get_placements_to_end(before):
    """Return the active placements whose student or course enrollment is not active.

    Archiving beside using left them; the present version's keys refuse them, so they end.
    """
    batches = before['encoach_batch']
    enrolled = {
        (row['course_id'], row['student_id'])
        for row in before['encoach_course_enrollment'].values()
        if row['active'] and before['encoach_student'][row['student_id']]['active']
    }
    return {
        key
        for key, row in before['encoach_batch_enrollment'].items()
        if row['active']
        and (batches[row['batch_id']]['course_id'], row['student_id']) not in enrolled
    }


def test_the_data_is_whole(school):
    changes = contents.compare(school.before, school.after)
    ended = {
        (table, key)
        for (table, key, name), pair in changes.items()
        if table == 'encoach_batch_enrollment' and name == 'active' and pair == (True, False)
    }
    assert {key for _table, key in ended} == _get_placements_to_end(school.before) != set()
    made = {
        (table, row.get('model'))
        for (table, _key, name), (old, row) in changes.items()
        if name is None and old is None
    }
    assert made <= {
        # the icon of the menu, and what Odoo notes about jobs
        ('ir_attachment', None),
        ('mail_message', 'ir.cron'),
        ('mail_message', 'ir.actions.server'),
    }
    others = {
        place: pair
        for place, pair in changes.items()
        if place[:2] not in ended
        and not (place[2] is None and pair[0] is None)
        # neither active nor archived was read as archived
        and not (place[2] == 'active' and pair == (None, False))
        # a contact's share of accounts is computed again
        and place[::2] != ('res_partner', 'write_date')
    }
    assert others == {}


def test_there_is_something_of_every_kind(school):
    """Else it would be easy to keep."""
    empty = {table for table, rows in school.before.items() if not rows}
    assert empty == set()


def test_stamps(school):
    for table in contents.OWN:
        if table in ('res_users', 'res_partner', 'res_groups_users_rel'): continue
        print(table, school.query(f'select code, count(*) from {table} left join encoach_entity e on e.id = encoach_entity_id group by 1'))
    assert 0

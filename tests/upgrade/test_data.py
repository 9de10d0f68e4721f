"""What people have put into the older version's database is there after the upgrade."""

import pytest

from . import contents

#: how many rows of each name there are, by their school
PLACED_COUNTS = {
    ("Nile's own", 'NILE'): 4,
    ("The platform's", None): 4,
    ("A leaver's", 'NILE'): 1,
    ('Names', 'NILE'): 1,
    ('name', 'NILE'): 1,
    ('newcomers.csv', 'NILE'): 1,
    ('plan.txt', 'NILE'): 1,
    ('plan.txt', 'DELTA'): 1,
}
PLACED = {name for name, _code in PLACED_COUNTS}
ABOUT = {
    'mail_message': ('model', 'res_id'),
    'mail_followers': ('res_model', 'res_id'),
    'ir_attachment': ('res_model', 'res_id'),
}
PARENTS = ('mail_mail', 'mail_tracking_value')
TABLES = {
    'ir.actions.act_window': 'ir_act_window',
    'ir.actions.client': 'ir_act_client',
    'ir.actions.server': 'ir_act_server',
}


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


def test_what_was_made_in_odoos_own_models_has_its_school(school):
    """Who made it says it, though he has left since."""
    found = school.query(
        """
        SELECT made.name, school.code FROM (
            SELECT name, encoach_entity_id FROM ir_filters
            UNION ALL SELECT name->>'en_US', encoach_entity_id FROM mail_template
            UNION ALL SELECT name->>'en_US', encoach_entity_id FROM res_partner_category
            UNION ALL SELECT source, encoach_entity_id FROM mail_canned_response
            UNION ALL SELECT name, encoach_entity_id FROM ir_exports
            UNION ALL SELECT name, encoach_entity_id FROM ir_exports_line
            UNION ALL SELECT name, encoach_entity_id FROM ir_attachment
        ) AS made LEFT JOIN encoach_entity AS school ON school.id = encoach_entity_id
        """
    )
    assert {pair: found.count(pair) for pair in found if pair[0] in PLACED} == PLACED_COUNTS


@pytest.mark.parametrize('table', ABOUT)
def test_what_is_about_a_record_has_its_school(school, table):
    """And the record is there: nothing is orphaned."""
    model, record = ABOUT[table]
    rows = school.query(
        f"SELECT {model}, {record}, encoach_entity_id FROM {table} WHERE {model} LIKE 'encoach.%'"
    )
    for name, id_, entity_id in rows:
        assert entity_id == school.after[name.replace('.', '_')][id_]['entity_id']
    assert len({entity_id for *_about, entity_id in rows}) == 2


@pytest.mark.parametrize('table', PARENTS)
def test_what_belongs_to_a_message_has_its_school(school, table):
    """Also what the platform sent: it was made before the message had a school."""
    rows = school.query(
        f"""
        SELECT part.encoach_entity_id, message.encoach_entity_id, message.model
          FROM {table} AS part JOIN mail_message AS message ON message.id = mail_message_id
         WHERE message.model LIKE 'encoach.%'
        """
    )
    assert rows
    assert all(own == of_message is not None for own, of_message, _model in rows)


def test_names_of_records_lead_to_records(school):
    for (model,) in school.query(
        "SELECT DISTINCT model FROM ir_model_data WHERE module LIKE 'encoach%'"
    ):
        table = TABLES.get(model, model.replace('.', '_'))
        lost = school.query(
            f"""
            SELECT name FROM ir_model_data AS data
             WHERE module LIKE 'encoach%' AND model = '{model}'
               AND NOT EXISTS (SELECT FROM {table} AS record WHERE record.id = data.res_id)
            """
        )
        assert lost == [], model

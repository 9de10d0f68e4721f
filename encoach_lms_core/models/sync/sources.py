"""Where the records come from that a classroom's clients follow, and the SQL that logs them."""

from typing import NamedTuple


class Source(NamedTuple):
    """The records of one kind; a row of its table is called ``line`` in the expressions.

    :param str table: whose changes are logged
    :param str record: the id that the feed gives to a record
    :param str classroom: whose clients follow it
    :param str entity: the school
    :param str join: what is joined for these
    :param bool outlives: whether a record may be deleted later than what is joined: the log still
        says whose it was
    :param str person: ``student`` or ``teacher``, whose name is part of the record
    """

    table: str
    record: str = 'line.id'
    classroom: str = 'line.classroom_id'
    entity: str = 'line.entity_id'
    join: str = ''
    outlives: bool = False
    person: str = ''


BATCH = 'JOIN encoach_batch AS batch ON batch.id = line.batch_id'

#: by the name that the feed gives to a record
SOURCES = {
    'classroom': Source('encoach_classroom', classroom='line.id'),
    'homeroom_teacher': Source(
        'encoach_classroom_teacher_rel',
        record='line.teacher_id',
        entity='room.entity_id',
        join='JOIN encoach_classroom AS room ON room.id = line.classroom_id',
        person='teacher',
    ),
    'roster_line': Source('encoach_classroom_student', person='student'),
    'batch': Source('encoach_batch'),
    'batch_teacher': Source(
        'encoach_batch_teacher',
        classroom='batch.classroom_id',
        join=BATCH,
        outlives=True,
        person='teacher',
    ),
    'placement': Source(
        'encoach_batch_enrollment',
        classroom='batch.classroom_id',
        join=BATCH,
        outlives=True,
        person='student',
    ),
    'learner_group': Source('encoach_learner_group'),
    'course_assignment': Source('encoach_course_assignment'),
}

#: whose rows are a part of such a record, which is changed with them
PARTS = {
    'learner_group': Source(
        'encoach_learner_group_student_rel',
        record='line.group_id',
        classroom='whole.classroom_id',
        entity='whole.entity_id',
        join='JOIN encoach_learner_group AS whole ON whole.id = line.group_id',
    ),
}

#: by event: the rows that a trigger gets to see
EVENTS = {
    'INSERT': 'NEW TABLE AS new_rows',
    'UPDATE': 'NEW TABLE AS new_rows',
    'DELETE': 'OLD TABLE AS old_rows',
}

LOG = 'INSERT INTO encoach_sync_change (classroom_id, entity_id, model, record_id, operation)'

FUNCTIONS = """
CREATE OR REPLACE FUNCTION encoach_sync_log() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    CASE TG_TABLE_NAME{branches}
    END CASE;
    RETURN NULL;
END $$;

-- Whoever is called otherwise is so wherever his name stands.
CREATE OR REPLACE FUNCTION encoach_sync_names() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    renamed integer[] := ARRAY(
        -- no join: its plan is kept, and one made for a single row takes forever with thousands
        SELECT id FROM (SELECT id, name FROM new_rows EXCEPT SELECT id, name FROM old_rows) AS told
    );
BEGIN
    IF cardinality(renamed) > 0 THEN{names}
    END IF;
    RETURN NULL;
END $$
"""

BRANCH = """
    WHEN '{table}' THEN
        IF TG_OP = 'DELETE' THEN
            {log}
            {deleted};
        ELSE
            {log}
            {written};
        END IF;"""

ROWS = """SELECT {classroom}, {entity}, '{name}', {record}, {operation}
              FROM {rows} AS line {join}"""

# What it was joined with may be gone; the log still has what it said of the record.
OUTLIVED = """SELECT DISTINCT told.classroom_id, told.entity_id, told.model, told.record_id,
                   'deleted'
              FROM old_rows AS line
              JOIN encoach_sync_change AS told
                ON told.record_id = {record} AND told.model = '{name}'"""

# The record is changed with its parts. Once a transaction is enough: a client reads what the record
# is when that has ended.
PARTLY = """SELECT DISTINCT {classroom}, {entity}, '{name}', {record}, 'changed'
              FROM {rows} AS line {join}
             WHERE NOT EXISTS (
                   SELECT FROM encoach_sync_change AS told
                    WHERE told.record_id = {record} AND told.model = '{name}'
                      AND told.xid = pg_current_xact_id())"""

NAMES = """
        {log}
        SELECT {classroom}, {entity}, '{name}', {record}, 'changed'
          FROM encoach_{person} AS person
          JOIN {table} AS line ON line.{person}_id = person.id {join}
         WHERE person.partner_id = ANY (renamed);"""

# Records from before there was a log, and those of a table that joins it later.
BACKFILL = """
{log}
SELECT {classroom}, {entity}, '{name}', {record}, 'created'
  FROM {table} AS line {join}
 WHERE NOT EXISTS (SELECT FROM encoach_sync_change AS change
                    WHERE change.record_id = {record} AND change.model = '{name}'
                      AND change.classroom_id = {classroom})
 ORDER BY {record}
"""


def make_functions():
    """Return the statements that make the functions of the triggers."""
    branches = [
        *(_make_branch(ROWS, name, source) for name, source in SOURCES.items()),
        *(_make_branch(PARTLY, name, source) for name, source in PARTS.items()),
    ]
    names = [_fill(NAMES, name, source) for name, source in SOURCES.items() if source.person]
    return FUNCTIONS.format(branches=''.join(branches), names=''.join(names))


def make_backfill(name):
    """Return the statement that logs the records of a source that are in no log."""
    return _fill(BACKFILL, name, SOURCES[name])


def _make_branch(template, name, source):
    operation = "CASE TG_OP WHEN 'INSERT' THEN 'created' ELSE 'changed' END"
    deleted = OUTLIVED if source.outlives else template
    return _fill(
        BRANCH,
        name,
        source,
        deleted=_fill(deleted, name, source, rows='old_rows', operation="'deleted'"),
        written=_fill(template, name, source, rows='new_rows', operation=operation),
    )


def _fill(template, name, source, **more):
    return template.format(log=LOG, name=name, **source._asdict(), **more)

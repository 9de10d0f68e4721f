from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import get_parameter

DEFAULT_RETENTION_DAYS = 90

#: the tables whose changes a classroom's clients follow, by the name the feed gives to a record
SOURCES = {
    'roster_line': 'encoach_classroom_student',
    'batch': 'encoach_batch',
    'placement': 'encoach_batch_enrollment',
    'course_assignment': 'encoach_course_assignment',
}

TABLES = """
CREATE TABLE IF NOT EXISTS encoach_sync_change (
    id bigint GENERATED ALWAYS AS IDENTITY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    classroom_id integer NOT NULL,
    entity_id integer NOT NULL,
    model text NOT NULL,
    record_id integer NOT NULL,
    operation text NOT NULL,
    changed_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);
CREATE INDEX IF NOT EXISTS encoach_sync_change_feed_index
    ON encoach_sync_change (classroom_id, xid, id);
CREATE INDEX IF NOT EXISTS encoach_sync_change_record_index
    ON encoach_sync_change (record_id, model);
CREATE TABLE IF NOT EXISTS encoach_sync_state (
    id integer PRIMARY KEY CHECK (id = 1),
    generation text NOT NULL,
    forgotten xid8 NOT NULL DEFAULT '0'
);
"""

# TG_ARGV: the name of the record, and whether the classroom is that of the batch. A deleted
# placement's batch may be gone with it: what the log says of the placement is still there.
FUNCTION = """
CREATE OR REPLACE FUNCTION encoach_sync_log() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_ARGV[0] = 'placement' THEN
        INSERT INTO encoach_sync_change (classroom_id, entity_id, model, record_id, operation)
        SELECT DISTINCT ON (change.record_id)
               change.classroom_id, change.entity_id, TG_ARGV[0], change.record_id, 'deleted'
          FROM old_rows
          JOIN encoach_sync_change AS change
            ON change.record_id = old_rows.id AND change.model = TG_ARGV[0];
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO encoach_sync_change (classroom_id, entity_id, model, record_id, operation)
        SELECT classroom_id, entity_id, TG_ARGV[0], id, 'deleted' FROM old_rows;
    ELSIF TG_ARGV[0] = 'placement' THEN
        INSERT INTO encoach_sync_change (classroom_id, entity_id, model, record_id, operation)
        SELECT batch.classroom_id, new_rows.entity_id, TG_ARGV[0], new_rows.id, TG_ARGV[1]
          FROM new_rows JOIN encoach_batch AS batch ON batch.id = new_rows.batch_id;
    ELSE
        INSERT INTO encoach_sync_change (classroom_id, entity_id, model, record_id, operation)
        SELECT classroom_id, entity_id, TG_ARGV[0], id, TG_ARGV[1] FROM new_rows;
    END IF;
    RETURN NULL;
END $$
"""

#: by event: the name of the operation, and the rows a trigger gets to see
EVENTS = {
    'INSERT': ('created', 'NEW TABLE AS new_rows'),
    'UPDATE': ('changed', 'NEW TABLE AS new_rows'),
    'DELETE': ('deleted', 'OLD TABLE AS old_rows'),
}

TRIGGER = """
DROP TRIGGER IF EXISTS %(trigger)s ON %(table)s;
CREATE TRIGGER %(trigger)s AFTER %(event)s ON %(table)s
    REFERENCING %(rows)s FOR EACH STATEMENT
    EXECUTE FUNCTION encoach_sync_log(%(name)s, %(operation)s)
"""

# Records from before there was a log, and those of a table that joins it later.
BACKFILL = """
INSERT INTO encoach_sync_change (classroom_id, entity_id, model, record_id, operation)
SELECT %(classroom)s, record.entity_id, %(name)s, record.id, 'created'
  FROM %(table)s AS record %(join)s
 WHERE NOT EXISTS (SELECT FROM encoach_sync_change AS change
                    WHERE change.record_id = record.id AND change.model = %(name)s)
 ORDER BY record.id
"""


class EncoachSyncLog(models.AbstractModel):
    """The log of changes that the feed is read from, written by the database itself.

    Triggers see every write, raw and set-based SQL too, once a statement: one more statement of the
    same size, whatever the number of rows. The table has no ORM model, because nobody reads or
    writes it but `encoach.sync.feed` and the methods here; it holds ids only. A change is known by
    its transaction's number (``xid``), which tells whether everything before it has ended.
    """

    _name = 'encoach.sync.log'
    _description = "Log of changes"

    def init(self):
        self.env.cr.execute(SQL(TABLES))
        self.env.cr.execute(SQL(FUNCTION))
        self.env.registry.post_init(self._install_triggers)

    def _install_triggers(self):
        """Have each source write its changes to the log, and log what is there already."""
        for name, table in SOURCES.items():
            for event, (operation, rows) in EVENTS.items():
                statement = SQL(
                    TRIGGER,
                    trigger=SQL.identifier(f'{table}_sync_{event.lower()}'),
                    event=SQL(event),
                    table=SQL.identifier(table),
                    rows=SQL(rows),
                    name=name,
                    operation=operation,
                )
                self.env.cr.execute(statement)
            self._backfill(name, table)
        self._adopt_database()

    def _backfill(self, name, table):
        of_batch = name == 'placement'
        join = 'JOIN encoach_batch AS batch ON batch.id = record.batch_id' if of_batch else ''
        self.env.cr.execute(
            SQL(
                BACKFILL,
                classroom=SQL.identifier('batch' if of_batch else 'record', 'classroom_id'),
                name=name,
                table=SQL.identifier(table),
                join=SQL(join),
            )
        )

    def _uninstall(self):
        """Leave nothing in the database; the triggers go with their function."""
        self.env.cr.execute(
            SQL(
                'DROP FUNCTION encoach_sync_log CASCADE;'
                ' DROP TABLE encoach_sync_change, encoach_sync_state'
            )
        )

    # GENERATIONS

    def _register_hook(self):
        super()._register_hook()
        self._adopt_database()

    def _adopt_database(self):
        """Begin a new generation when this is a copy or a restored backup of another database.

        Its transactions are numbered anew, and cursors given out by the other one mean nothing
        here: the whole log moves to the present transaction, and those cursors are refused.
        """
        generation = self._get_generation()
        self.env.cr.execute(SQL('SELECT generation FROM encoach_sync_state'))
        known = self.env.cr.fetchone()
        if known == (generation,):
            return
        if known:
            self.env.cr.execute(SQL('UPDATE encoach_sync_change SET xid = pg_current_xact_id()'))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO encoach_sync_state (id, generation) VALUES (1, %s)
                    ON CONFLICT (id) DO UPDATE
                   SET generation = excluded.generation, forgotten = '0'
                """,
                generation,
            )
        )

    def _get_generation(self):
        """Return what no other database has, nor a copy of this one."""
        self.env.cr.execute(
            SQL(
                """
                SELECT md5(concat_ws('.', system_identifier, pg_database.oid))
                  FROM pg_control_system(), pg_database WHERE datname = current_database()
                """
            )
        )
        return self.env.cr.fetchone()[0]

    # HOUSEKEEPING

    @api.autovacuum
    def _gc_changes(self):
        """Keep the last change of each record, and deletions for a while.

        System parameter ``encoach.sync_retention_days`` (90): a client that has not asked for
        longer is told to start anew, because it may have missed a deletion.
        """
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM encoach_sync_change AS change
                 USING encoach_sync_change AS later
                 WHERE later.record_id = change.record_id AND later.model = change.model
                   AND (later.xid, later.id) > (change.xid, change.id)
                """
            )
        )
        days = get_parameter(self.env, 'encoach.sync_retention_days', DEFAULT_RETENTION_DAYS)
        self.env.cr.execute(
            SQL(
                """
                WITH forgotten AS (
                    DELETE FROM encoach_sync_change
                     WHERE operation = 'deleted' AND changed_at < %s RETURNING xid
                ), latest AS (SELECT xid FROM forgotten ORDER BY xid DESC LIMIT 1)
                UPDATE encoach_sync_state AS state
                   SET forgotten = CASE WHEN latest.xid > state.forgotten
                                        THEN latest.xid ELSE state.forgotten END
                  FROM latest
                """,
                fields.Datetime.subtract(fields.Datetime.now(), days=days),
            )
        )

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import get_parameter
from .sources import EVENTS, PARTS, SOURCES, make_backfill, make_functions

DEFAULT_RETENTION_DAYS = 90

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

TRIGGER = """
DROP TRIGGER IF EXISTS %(trigger)s ON %(table)s;
CREATE TRIGGER %(trigger)s AFTER %(event)s ON %(table)s
    REFERENCING %(rows)s FOR EACH STATEMENT EXECUTE FUNCTION encoach_sync_log()
"""

# Odoo's table of contacts, of which the names of people come. A trigger with the rows before and
# after cannot be one of a single column.
RENAMING = """
DROP TRIGGER IF EXISTS res_partner_sync_names ON res_partner;
CREATE TRIGGER res_partner_sync_names AFTER UPDATE ON res_partner
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION encoach_sync_names()
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
        self.env.cr.execute(SQL(make_functions()))
        self.env.registry.post_init(self._install_triggers)

    def _install_triggers(self):
        """Have each source write its changes to the log, and log what is there already."""
        for source in (*SOURCES.values(), *PARTS.values()):
            for event, rows in EVENTS.items():
                statement = SQL(
                    TRIGGER,
                    trigger=SQL.identifier(f'{source.table}_sync_{event.lower()}'),
                    event=SQL(event),
                    table=SQL.identifier(source.table),
                    rows=SQL(rows),
                )
                self.env.cr.execute(statement)
        self.env.cr.execute(SQL(RENAMING))
        for name in SOURCES:
            self._backfill(name)
        self._adopt_database()

    def _backfill(self, name):
        """Log the records of a source that are there, and not in the log."""
        self.env.cr.execute(SQL(make_backfill(name)))

    def _uninstall(self):
        """Leave nothing in the database; the triggers go with their function."""
        self.env.cr.execute(
            SQL(
                'DROP FUNCTION encoach_sync_log CASCADE; DROP FUNCTION encoach_sync_names CASCADE;'
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
        """Keep the last change of each record in a classroom, and deletions for a while.

        System parameter ``encoach.sync_retention_days`` (90): a client that has not asked for
        longer is told to start anew, because it may have missed a deletion.
        """
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM encoach_sync_change AS change
                 USING encoach_sync_change AS later
                 WHERE later.record_id = change.record_id AND later.model = change.model
                   AND later.classroom_id = change.classroom_id
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

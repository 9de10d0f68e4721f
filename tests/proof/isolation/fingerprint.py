"""A checksum of every table, but for the rows that are the caller's own school's alone.

So it notices a change of the foreign school, of what all schools share and of the platform.
"""

from psycopg2 import sql

#: tables that any visitor's request may write, whoever he is, and that hold no school's data
NOISE = {
    'bus_bus',
    'encoach_login_attempt',
    'encoach_login_place',
    'encoach_password_request',
    'encoach_sync_change',
    'ir_cron_trigger',
    'res_device_log',
    'res_users_log',
}


#: how Odoo's processes tell each other what has changed
SIGNALS = 'orm_signaling_'

#: leaves out style sheets and scripts, which Odoo makes when a page is asked for
NO_ASSET = sql.SQL("(url LIKE '/web/assets/%') IS NOT TRUE")


class Fingerprint:
    """Takes checksums of all that a school must not change.

    :param personal: names of the tables whose rows are their maker's alone, such as dialogs
    :param int stray: id of the caller who belongs to no school, and may have such rows as well
    """

    def __init__(self, connection, ownership, own_entity, foreign_entity, personal, stray):
        self._cursor = connection.cursor()
        self._ownership = ownership
        self._own, self._foreign = own_entity, foreign_entity
        self._personal, self._stray = personal, stray

    def take(self):
        """Return ``{table: checksum}``."""
        own = self._ownership.find(self._own)
        foreign = self._ownership.find(self._foreign)
        queries = [
            self._checksum(table, own, foreign)
            for table in self._ownership.tables
            if table not in NOISE and not table.startswith(SIGNALS)
        ]
        self._cursor.execute(sql.SQL(' UNION ALL ').join(queries))
        return dict(self._cursor.fetchall())

    def describe(self, tables, moment):
        """Return the tables with who wrote rows there since a moment, as far as they tell."""
        return ', '.join(table + self._writers(table, moment) for table in tables)

    def _writers(self, table, moment):
        if not self._ownership.has_log(table):
            return ''
        self._cursor.execute(
            sql.SQL(
                "SELECT string_agg(format('%%s by %%s', id, write_uid), ', ') FROM (SELECT * FROM"
                ' {} WHERE write_date >= %s ORDER BY id LIMIT 5) AS written'
            ).format(sql.Identifier(table)),
            [moment],
        )
        return f' ({self._cursor.fetchone()[0]})'

    def _checksum(self, table, own, foreign):
        """Digest the rows that are not the own school's, or are the foreign one's too."""
        ours = self._ownership.condition(table, own)
        theirs = self._ownership.condition(table, foreign)
        kept = sql.SQL('TRUE')
        if ours is not None:
            kept = sql.SQL('(({}) IS NOT TRUE OR ({}) IS TRUE)').format(
                ours, theirs if theirs is not None else sql.SQL('FALSE')
            )
        if table in self._personal:
            owner = sql.Identifier('create_uid' if self._ownership.has_log(table) else 'user_id')
            his = sql.SQL('{} AND {} IS DISTINCT FROM {}')
            kept = his.format(kept, owner, sql.Literal(self._stray))
        if table == 'ir_attachment':
            kept = sql.SQL('{} AND {}').format(kept, NO_ASSET)
        return sql.SQL(
            "SELECT {}, md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} AS t WHERE {}"
        ).format(sql.Literal(table), sql.Identifier(table), kept)


def changed(before, after):
    """Return the names of the tables whose checksums differ."""
    return [table for table in before if before[table] != after[table]]

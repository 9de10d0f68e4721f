"""What people have put into a database, row by row."""

#: of Odoo's own tables, those that hold what people of schools do
OWN = [
    'res_users',
    'res_partner',
    'res_groups_users_rel',
    'res_partner_category',
    'ir_filters',
    'ir_exports',
    'ir_exports_line',
    'ir_attachment',
    'mail_template',
    'mail_canned_response',
    'mail_message',
    'mail_mail',
    'mail_activity',
    'mail_followers',
    'mail_tracking_value',
]
#: logs, which go on: of changes, and of failed attempts to sign in
LOGS = ['encoach_sync_change', 'encoach_sync_state', 'encoach_api_login_attempt']


def find_columns(connection):
    """Return ``{table: columns}`` of what is to be kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            r"""
            SELECT table_name, array_agg(column_name::text ORDER BY column_name)
              FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name <> ALL (%s)
               -- the rows of dialogs are gone after an hour
               AND NOT EXISTS (SELECT FROM ir_model
                                WHERE replace(model, '.', '_') = table_name AND transient)
               AND (table_name LIKE 'encoach\_%%' OR table_name = ANY (%s))
             GROUP BY table_name ORDER BY table_name
            """,
            [LOGS, OWN],
        )
        return dict(cursor.fetchall())


def read(connection, columns):
    """Return ``{table: {key: row}}``; the key of a row without id is the row itself."""
    found = {}
    with connection.cursor() as cursor:
        for table, names in columns.items():
            listed = ', '.join(f'"{name}"' for name in names)
            cursor.execute(f'SELECT {listed} FROM {table}')
            rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
            found[table] = {row.get('id') or tuple(row.values()): row for row in rows}
    return found


def compare(before, after):
    """Return ``{(table, key, column): (old value, new value)}`` of what is not as it was.

    The column of a row that is gone or new is None.
    """
    changes = {}
    for table, rows in before.items():
        for key in rows.keys() | after[table].keys():
            old, new = rows.get(key), after[table].get(key)
            if old is None or new is None:
                changes[table, key, None] = old, new
            else:
                for name in old:
                    changes[table, key, name] = old[name], new[name]
    return {place: pair for place, pair in changes.items() if pair[0] != pair[1]}

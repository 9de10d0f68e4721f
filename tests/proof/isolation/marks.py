"""Every text of the foreign school carries a mark that appears nowhere else."""

from psycopg2 import sql

MARK = 'zqdelta'
#: what a caller may search for, without writing the mark himself
HALF_MARK = 'zqdel'
#: in every e-mail address of the foreign school
DOMAIN = 'delta.example'

#: tables that say how the program works, not what a school has; marking them would break it
TECHNICAL_TABLES = {'ir_ui_view', 'ir_model_data', 'encoach_api_token', 'res_users_apikeys'}
#: columns, of any table or of one, whose content has a form of its own; the unmistakable ones are
#: looked for as they are
FORMS = {
    'access_token',
    'avatar_color',
    'channel_type',
    'checksum',
    'code_type',
    'company_name_type',
    'context',
    'course_uuid',
    'domain',
    'email',
    'email_from',
    'email_key',
    'email_normalized',
    'encoach_guardian.phone',
    'store_fname',
    'key',
    'lang',
    'login',
    'message_id',
    'message_type',
    'mimetype',
    'model',
    'model_id',
    'notification_status',
    'notification_type',
    'password',
    'res_model',
    'sort',
    'signature_type',
    'state',
    'type',
    'tz',
    'uuid',
}
#: of those, what is as good as a mark
SECRETS = ('access_token', 'course_uuid', 'encoach_guardian.phone', 'uuid')


def mark(connection, ownership, registry, entity_id):
    """Put the mark before every text of an entity's rows; return all there is to look for.

    Past Odoo, so that no rule of a model is asked: the school has simply always been called that.
    """
    cursor = connection.cursor()
    owned = ownership.find(entity_id)
    fields = {
        (model._table, field.name): field.type
        for model in registry.values()
        if not model._abstract
        for field in model._fields.values()
        if field.store
    }
    count = 0
    secrets = set()
    for table, ids in owned.items():
        if not ids or table in TECHNICAL_TABLES:
            continue
        for column, kind in ownership.text_columns(table).items():
            name = sql.Identifier(column)
            names = {column, f'{table}.{column}'}
            if not names.isdisjoint(SECRETS):
                query = sql.SQL('SELECT {} FROM {} WHERE id = ANY(%s)')
                cursor.execute(query.format(name, sql.Identifier(table)), [sorted(ids)])
                secrets |= {text for (text,) in cursor.fetchall() if text and len(text) > 8}
            field = fields.get((table, column))
            if not names.isdisjoint(FORMS) or field not in ('char', 'text', 'html'):
                continue
            marked = sql.SQL("{} || {}").format(sql.Literal(f'{MARK} '), name)
            if kind == 'jsonb':
                marked = sql.SQL(
                    "(SELECT jsonb_object_agg(key, {} || value) FROM jsonb_each_text({}))"
                ).format(sql.Literal(f'{MARK} '), name)
            query = sql.SQL('UPDATE {} SET {} = {} WHERE id = ANY(%s) AND {} IS NOT NULL')
            cursor.execute(query.format(sql.Identifier(table), name, marked, name), [sorted(ids)])
            count += cursor.rowcount
    if not count:
        raise AssertionError("nothing was marked")
    return {MARK, DOMAIN} | {secret.lower() for secret in secrets}

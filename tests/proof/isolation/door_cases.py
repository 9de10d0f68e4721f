"""Tries the technical doors of doors.py over RPC and HTTP."""

from .cases import Case
from .doors import COMPOSED, DOORS, PAGES, SURFACE


def groups(world, role='system'):
    """Yield ``(surface, door, role, cases)``."""
    person = world.people[role]
    ids = _ids(world, person)
    for door, attempts in DOORS.items():
        yield (
            SURFACE,
            door,
            role,
            [
                Case(
                    SURFACE,
                    door,
                    role,
                    f'{model}.{method}({str(arguments)[1:-1][:90]})',
                    lambda m=model, f=method, a=filled: person.call(m, f, *a),
                )
                for model, method, arguments in attempts
                for filled in [_fill(arguments, ids)]
            ],
        )
    for door, method, path, form in PAGES:
        filled = {name: value.replace('{db}', world.database) for name, value in form.items()}
        yield (
            SURFACE,
            door,
            role,
            [
                Case(
                    SURFACE,
                    door,
                    role,
                    f'{method} {path}',
                    lambda m=method, p=path, f=filled: person.page(m, p, data=f),
                )
            ],
        )


def _ids(world, person):
    """Return what the words in braces stand for."""
    with world.connection.cursor() as cursor:

        def first(table, condition='TRUE'):
            cursor.execute(f'SELECT min(id) FROM {table} WHERE {condition}')
            return cursor.fetchone()[0]

        ids = {
            name: [first(name.replace('.', '_'))]
            for name in (
                *('ir.rule', 'ir.model.access', 'res.groups', 'ir.cron', 'ir.ui.view'),
                *('ir.ui.menu', 'ir.module.module', 'ir.model', 'ir.model.fields'),
                *('ir.model.data', 'mail.template'),
            )
        }
        ids['ir.actions.server'] = [first('ir_act_server')]
        ids['asset'] = [first('ir_attachment', "url LIKE '/web/assets/%'") or 1]
        ids['student model'] = first('ir_model', "model = 'encoach.student'")
    ids |= {
        'self': [person.user_id],
        'uid': person.user_id,
        'delta': world.entities['DELTA'],
        'own entity': [world.entities['NILE']],
        'foreign user': world.foreign['res.users'][:1],
        'colleague': [id_ for id_ in world.own['res.users'] if id_ != person.user_id][:1],
        'foreign key': world.foreign['res.users.apikeys'],
        'foreign student': world.foreign['encoach.student'][-1],
        'foreign contact': world.foreign['res.partner'][-1],
        'own contact': world.own['res.partner'][-1],
        'foreign default': world.foreign['ir.default'],
        'foreign filter': world.foreign['ir.filters'],
        'classroom': world.own['encoach.classroom'][0],
    }
    merging = {'group_by_is_company': True}
    made = person.call('base.partner.merge.automatic.wizard', 'create', merging)
    composed = person.call('mail.compose.message', 'create', _fill(COMPOSED, ids))
    return {**ids, 'merge': [made.result or 1], 'composer': [composed.result or 1]}


def _fill(value, ids):
    """Replace the words in braces, wherever they stand."""
    if isinstance(value, str):
        if value.startswith('{') and value.endswith('}') and value[1:-1] in ids:
            return ids[value[1:-1]]
        return value.replace('{classroom}', str(ids['classroom']))
    if isinstance(value, dict):
        return {key: _fill(item, ids) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_fill(item, ids) for item in value]
    return value

"""What an administrator of one school tries by Odoo's RPC with records of another."""


def reads(model, ids):
    """Yield calls that read a model; none of their answers may hold anything of these ids."""
    everything = {'context': {'active_test': False}}
    named = {'display_name': {}}
    for domain in ([], [('id', 'in', ids)], [('display_name', 'ilike', 'ZZ')]):
        yield 'search', [domain], everything
        yield 'search_count', [domain + [('id', 'in', ids)]], everything
        yield 'search_read', [domain, ['display_name']], everything
        yield 'web_search_read', [domain, named], everything
        yield 'read_group', [domain, ['id:count_distinct'], ['create_uid']], everything
        yield 'formatted_read_group', [domain, ['create_uid'], ['__count']], everything
        yield 'web_read_group', [domain, ['create_uid']], everything
    yield 'name_search', ['ZZ'], everything
    yield 'name_search', [], {'limit': 1000, **everything}
    yield 'web_name_search', ['ZZ', named], everything
    yield 'read', [ids, ['display_name']], {}
    yield 'read', [ids], {}
    yield 'web_read', [ids, named], {}
    yield 'export_data', [ids, ['id', 'display_name', '.id']], {}
    yield 'get_metadata', [ids], {}
    yield 'get_formview_action', [ids[:1]], {}
    yield 'copy_data', [ids[:1]], {}
    yield 'mapped', [ids, 'display_name'], {}


#: what a new record of each model is made of; what is named for a model is an id of it
NEW = {
    'encoach.batch': {'classroom_id': 'encoach.classroom', 'course_id': 'encoach.course'},
    'encoach.batch.enrollment': {'batch_id': 'encoach.batch', 'student_id': 'encoach.student'},
    'encoach.batch.teacher': {'batch_id': 'encoach.batch', 'teacher_id': 'encoach.teacher'},
    'encoach.class.teacher': {
        'classroom_id': 'encoach.classroom',
        'teacher_id': 'encoach.teacher',
        'term_id': 'encoach.term',
    },
    'encoach.classroom': {'name': 'new', 'entity_id': 'encoach.entity'},
    'encoach.classroom.student': {
        'classroom_id': 'encoach.classroom',
        'student_id': 'encoach.student',
    },
    'encoach.course': {'name': 'new', 'entity_id': 'encoach.entity'},
    'encoach.course.assignment': {'classroom_id': 'encoach.classroom', 'title': 'new'},
    'encoach.course.enrollment': {'course_id': 'encoach.course', 'student_id': 'encoach.student'},
    'encoach.course.section': {'name': 'new', 'course_id': 'encoach.course'},
    'encoach.entity': {'name': 'new', 'code': 'NEW', 'tz': 'UTC'},
    'encoach.learner.group': {
        'name': 'new',
        'classroom_id': 'encoach.classroom',
        'student_ids': 'encoach.student',
    },
    'encoach.lesson.note': {
        'title': 'new',
        'classroom_id': 'encoach.classroom',
        'course_id': 'encoach.course',
        'teacher_id': 'encoach.teacher',
        'term_id': 'encoach.term',
    },
    'encoach.student': {'name': 'new', 'entity_id': 'encoach.entity'},
    'encoach.teacher': {'name': 'new', 'entity_id': 'encoach.entity'},
    'encoach.term': {'key': 'new', 'entity_id': 'encoach.entity'},
    'res.partner': {'name': 'new', 'entity_id': 'encoach.entity'},
    'res.users': {'name': 'new', 'login': 'new', 'entity_ids': 'encoach.entity'},
}


def news(model, foreign_ids, own_ids):
    """Yield the values of new records with one foreign id, or with all of them foreign."""
    links = [name for name, value in NEW[model].items() if '.' in value]
    for foreign in [*([link] for link in links), links]:
        values = {}
        for name, value in NEW[model].items():
            if name not in links:
                values[name] = value
                continue
            id_ = (foreign_ids if name in foreign else own_ids)[value][-1]
            values[name] = [(4, id_)] if name.endswith('_ids') else id_
        yield values


def writes(model, fields, foreign_ids, own_ids):
    """Yield calls that would change foreign records, or make records that hold some."""
    ids = foreign_ids[model]
    for values in (
        {'name': 'taken'},
        {'active': False},
        {'entity_id': own_ids['encoach.entity'][0]},
        {'create_date': '2020-01-01 00:00:00'},
        {'until': '2030-01-01'},
    ):
        if not values.keys() - fields:
            yield 'write', [ids, values]
            yield 'write', [ids[:1], values]
            yield 'web_save', [ids[:1], values, {'display_name': {}}]
            yield 'copy', [ids[:1], values]
    yield 'copy', [ids[:1]]
    yield 'unlink', [ids]
    if 'active' in fields:
        yield 'action_archive', [ids]
        yield 'action_unarchive', [ids]
    for values in news(model, foreign_ids, own_ids):
        yield 'create', [values]
        yield 'web_save', [[], values, {'display_name': {}}]


def links(model, fields, foreign_ids, own_ids):
    """Yield calls that would make own records point at foreign ones."""
    for name, field in fields.items():
        ids = foreign_ids.get(field.get('relation'))
        if not ids or not field['store'] or field['readonly'] or name.startswith('message_'):
            continue
        value = ids[-1] if field['type'] == 'many2one' else [(4, ids[-1])]
        yield 'write', [own_ids[model][-1:], {name: value}]

"""What is tried on every model by Odoo's RPC: ``(method, arguments, keywords, aimed)``."""

from .marks import HALF_MARK
from .world import NOWHERE

ARCHIVED_TOO = {'context': {'active_test': False}}


def reads(model, ids, fields):
    """Yield calls that read; none of the answers may hold anything of these ids.

    :param model: class of the registry
    :param ids: of foreign records of the model
    :param fields: names of the fields that the caller sees
    """
    named = {'display_name': {}}
    everything = {name: {} for name in fields}
    some = sorted({*ids[:3], *ids[-3:]})
    # a model without a name to search by answers with all one may see
    named_by = bool(model._rec_name)
    by_id, by_name = [('id', 'in', ids)], [('display_name', 'ilike', HALF_MARK)]
    for domain, aimed in (([], False), (by_id, True), (by_name, named_by)):
        yield 'search', [domain], ARCHIVED_TOO, aimed
        yield 'search_read', [domain], {'limit': 200, **ARCHIVED_TOO}, aimed
        yield 'web_search_read', [domain, named], ARCHIVED_TOO, aimed
        yield 'formatted_read_group', [domain, ['create_uid'], ['__count']], ARCHIVED_TOO, aimed
    for domain, aimed in ((by_id, True), (by_name, named_by)):
        yield 'search_count', [domain], ARCHIVED_TOO, aimed
        yield 'read_group', [domain, ['id:count_distinct'], ['create_uid']], ARCHIVED_TOO, aimed
        yield 'web_read_group', [domain, ['create_uid']], ARCHIVED_TOO, aimed
    yield 'search_count', [[('create_uid.name', 'ilike', HALF_MARK)]], ARCHIVED_TOO, True
    yield 'name_search', [HALF_MARK], ARCHIVED_TOO, named_by
    yield 'name_search', [], {'limit': 1000, **ARCHIVED_TOO}, False
    yield 'web_name_search', [HALF_MARK, named], ARCHIVED_TOO, named_by
    yield 'read', [some], {}, True
    yield 'read', [ids[:1], ['display_name']], {}, True
    yield 'web_read', [some, everything], {}, True
    yield 'export_data', [some, ['id', 'display_name', '.id']], {}, True
    yield 'get_metadata', [some], {}, True
    yield 'copy_data', [ids[:1]], {}, True
    yield 'get_formview_action', [ids[:1]], {}, True
    yield 'get_formview_id', [ids[:1]], {}, True
    yield 'get_field_translations', [ids[:1], 'name'], {}, True
    yield 'mapped', [ids, 'display_name'], {}, True


def samples(model, ids):
    """Yield a few calls for each further way to call the same methods."""
    named_by = bool(model._rec_name)
    by_name = [('display_name', 'ilike', HALF_MARK)]
    yield 'search', [[]], {}, False
    yield 'search_count', [[('id', 'in', ids)]], {}, True
    yield 'search_read', [by_name], {}, named_by
    yield 'name_search', [HALF_MARK], {}, named_by
    yield 'read', [ids[:1]], {}, True
    yield 'write', [ids[:1], {'active': False}], {}, True
    yield 'unlink', [ids[:1]], {}, True


def oracles(fields, foreign):
    """Yield calls that ask a yes or no about foreign records by way of a link to them."""
    for name, field in fields.items():
        if field.get('relation') in foreign and field.get('searchable', True):
            yield 'search_count', [[(f'{name}.display_name', 'ilike', HALF_MARK)]], {}, True
            ids = foreign[field['relation']][:50]
            yield 'search_count', [[(name, 'in', ids)]], ARCHIVED_TOO, True


def writes(ids, fields, own):
    """Yield calls that would change foreign records.

    :param ids: of foreign records of the model
    :param fields: descriptions of the model's fields by name, as the caller sees them
    :param own: ``{model: ids}`` of what the caller's school has
    """
    attempts = [{'active': False}, {'create_date': '2020-01-01 00:00:00'}]
    attempts += [
        {name: 'taken'}
        for name, field in fields.items()
        if field['type'] in ('char', 'text', 'html') and not field['readonly']
    ][:2]
    if 'entity_id' in fields:
        attempts.append({'entity_id': own['encoach.entity'][0]})
    for values in attempts:
        if not values.keys() - fields.keys():
            yield 'write', [ids[-1:], values], {}, True
    yield 'write', [ids, attempts[-1]], {}, True
    yield 'web_save', [ids[:1], attempts[-1], {'display_name': {}}], {}, True
    yield 'copy', [ids[:1]], {}, True
    yield 'unlink', [ids[-1:]], {}, True
    yield 'unlink', [ids], {}, True
    yield 'toggle_active', [ids[:1]], {}, True
    yield 'action_archive', [ids[:1]], {}, True
    yield 'action_unarchive', [ids[-1:]], {}, True
    yield 'update_field_translations', [ids[:1], 'name', {'en_US': 'taken'}], {}, True
    yield 'write', [[NOWHERE], attempts[-1]], {}, True


def links(fields, own_ids, base, foreign):
    """Yield calls that would have own or new records point at foreign ones.

    :param base: values of a new record of the caller's own
    """
    for name, field in fields.items():
        ids = foreign.get(field.get('relation'))
        if not ids or name in ('create_uid', 'write_uid'):
            continue
        id_ = ids[-1]
        to_one = field['type'] == 'many2one'
        value = id_ if to_one else [(4, id_)]
        if own_ids:
            yield 'write', [own_ids[-1:], {name: value}], {}, True
            if not to_one:
                for command in ((6, 0, [id_]), (1, id_, {'name': 'taken'}), (2, id_)):
                    yield 'write', [own_ids[-1:], {name: [command]}], {}, True
        if base is not None:
            yield 'create', [{**base, name: value}], {}, True
        shown = dict.fromkeys(fields, {}) | {name: {'fields': {'display_name': {}}}}
        asked = [[], {name: id_ if to_one else [[4, id_, False]]}, [name], shown]
        yield 'onchange', asked, {}, False
        given = {'context': {f'default_{name}': id_ if to_one else [id_]}}
        yield 'onchange', [[], {}, [], shown], given, False


def threads(ids, own_ids, partners, users):
    """Yield calls of messages, followers and activities, on foreign records and with people."""
    first = ids[:1]
    yield 'message_post', [first], {'body': "taken"}, True
    yield 'message_subscribe', [first, partners['own'][:1]], {}, True
    yield 'message_unsubscribe', [first, partners['foreign'][-1:]], {}, True
    yield 'message_get_followers', [first], {}, True
    yield 'message_notify', [first], {'body': "taken", 'partner_ids': partners['own'][:1]}, True
    yield 'message_change_thread', [own_ids[:1], ids[0]], {}, True
    yield 'activity_schedule', [first], {'summary': "taken"}, True
    yield 'activity_unlink', [first, ['mail.mail_activity_data_todo']], {}, True
    yield 'activity_feedback', [first, ['mail.mail_activity_data_todo']], {}, True
    yield 'message_subscribe', [own_ids[-1:], partners['foreign'][-1:]], {}, True
    posted = {'body': "hello", 'partner_ids': partners['foreign'][-1:]}
    yield 'message_post', [own_ids[-1:]], posted, True
    yield 'activity_schedule', [own_ids[-1:]], {'user_id': users['foreign'][-1]}, True

"""Odoo's own pages, files, exports and channels, asked for what is foreign."""

import json
import re

from odoo import SUPERUSER_ID, api

from . import route_table
from .cases import Case
from .marks import HALF_MARK
from .problems import Missing
from .world import NOWHERE

FILES = "Files and pictures"
EXPORTS = "Exports"
MAIL = "Messages and threads (routes)"
PAGES = "Portal and web pages"
BUS = "Bus channels"
OTHERS = "Other routes of Odoo"

PICTURED = ('res.partner', 'res.users', 'encoach.student', 'encoach.teacher')


def groups(world, roles):
    """Yield ``(surface, subject, role, cases)``."""
    for role in roles:
        person = world.people[role]
        for surface, find in (
            (FILES, _files),
            (EXPORTS, _exports),
            (MAIL, _mail),
            (PAGES, _pages),
            (BUS, _bus),
            (OTHERS, _others),
        ):
            yield (
                surface,
                '',
                role,
                [
                    Case(surface, subject, role, what, send, aimed)
                    for subject, what, send, aimed in find(world, person)
                ],
            )


def find_uncovered(world):
    """Yield a `Missing` for each route of the routing map without a case or a reason for none."""
    person = next(iter(world.people.values()))
    asked = set()
    for find in (_files, _exports, _mail, _pages, _bus, _others):
        try:
            for subject, what, _send, _aimed in find(world, person):
                asked |= {word.partition('?')[0] for word in (*subject.split(), *what.split())}
        except KeyError as missing:
            yield Missing(str(missing.args[0]), "the foreign school has none to ask for")
    with world.registry.cursor() as cr:
        rules = api.Environment(cr, SUPERUSER_ID, {})['ir.http'].routing_map().iter_rules()
    for rule in sorted({rule.rule for rule in rules if rule.endpoint.routing['type'] != 'encoach'}):
        form = re.sub(r'<path:[^>]+>', '.+', rule.replace('.', r'\.'))
        form = re.sub(r'<[^>]+>', '[^/]+', form)
        if not any(re.fullmatch(form, path) for path in asked) and not any(
            re.fullmatch(pattern, rule) for pattern, _reason in route_table.EXEMPT
        ):
            yield Missing(rule, "no case, and no reason for none in route_table.py")


def _others(world, person):
    """Ask the routes of the table for what is foreign."""
    for path, parameters in route_table.CALLS:
        asked = _fill(world, path), _fill(world, parameters)
        yield asked[0], str(asked[1])[:90], lambda a=asked: person.json_rpc(*a), False
    for path in route_table.PAGES:
        asked = _fill(world, path)
        yield 'GET', asked, lambda p=asked: person.page('GET', p), False
    token = person.csrf_token()
    for path, fields in route_table.FORMS:
        values = {name: _fill(world, value) for name, value in fields.items()}
        sent = {name: value for name, value in values.items() if not isinstance(value, bytes)}
        files = {name: value for name, value in values.items() if isinstance(value, bytes)}
        options = {'data': {**sent, 'csrf_token': token}, 'files': files or None}
        yield 'POST', path, lambda p=path, o=options: person.page('POST', p, **o), False


def _fill(world, value):
    """Put the last foreign id of a model where its name stands in braces."""
    if isinstance(value, dict):
        return {name: _fill(world, item) for name, item in value.items()}
    if isinstance(value, list):
        return [_fill(world, item) for item in value]
    if not isinstance(value, str):
        return value
    if value[1:-1] in world.foreign:
        return world.foreign[value[1:-1]][-1]
    return re.sub(r'{([\w.]+)}', lambda found: str(world.foreign[found[1]][-1]), value)


def _files(world, person):
    paths = [f'/web/content/{id_}' for id_ in world.foreign['ir.attachment']]
    paths += [f'/web/content/{id_}?download=true' for id_ in world.foreign['ir.attachment'][:3]]
    paths += [f'/web/content/{id_}?access_token=x' for id_ in world.foreign['ir.attachment'][:3]]
    for model in PICTURED:
        id_ = world.foreign[model][-1]
        paths.append(f'/web/content?model={model}&id={id_}&field=image_1920')
    dialog = world.foreign['encoach.import.students'][0]
    paths.append(f'/web/content/encoach.import.students/{dialog}/data')
    paths.append(f'/web/partner/vcard?partner_ids={world.foreign["res.partner"][-1]}')
    paths.append(f'/web_enterprise/partner/{world.foreign["res.partner"][-1]}/vcard')
    for path in paths:
        yield 'GET', path, lambda p=path: person.page('GET', p), True
    for path in (
        '/web/image/{}',
        '/web/image/res.partner/{}/image_128',
        '/web/image/res.users/{}/avatar_128',
        '/web/image/encoach.student/{}/image_128',
        '/web/image/encoach.teacher/{}/avatar_128',
        '/web/image?model=res.partner&id={}&field=avatar_128',
    ):
        model = next((name for name in PICTURED if name in path), 'ir.attachment')
        for id_ in world.foreign[model][-3:]:
            asked = path.format(id_), path.format(NOWHERE)
            yield 'GET', asked[0], lambda a=asked: _picture(person, *a), True


def _picture(person, path, nowhere):
    """Ask for a picture; the one that stands for any missing picture is none."""
    answer = person.page('GET', path)
    if answer.result == person.page('GET', nowhere).result:
        return answer._replace(result=None)
    return answer


def _exports(world, person):
    token = person.csrf_token()
    for model in ('encoach.student', 'encoach.classroom', 'res.partner', 'mail.message'):
        for ids in (world.foreign[model], False):
            for domain in ([['id', 'in', world.foreign[model]]], []):
                data = {
                    'model': model,
                    'fields': [
                        {'name': 'id', 'label': 'id'},
                        {'name': 'display_name', 'label': 'name'},
                        {'name': 'create_uid/name', 'label': 'maker'},
                    ],
                    'ids': ids,
                    'domain': domain,
                    'groupby': [],
                    'import_compat': False,
                    'context': {},
                }
                for kind in ('csv', 'xlsx'):
                    form = {'data': json.dumps(data), 'csrf_token': token}
                    yield (
                        model,
                        f'/web/export/{kind} of {"foreign ids" if ids else "all"}',
                        lambda k=kind, f=form: person.page('POST', f'/web/export/{k}', data=f),
                        False,
                    )
    for export in world.foreign['ir.exports']:
        parameters = {'model': 'encoach.student', 'export_id': export}
        yield (
            'ir.exports',
            '/web/export/namelist',
            lambda p=parameters: person.json_rpc('/web/export/namelist', p),
            True,
        )


def _mail(world, person):
    classroom = world.foreign['encoach.classroom'][0]
    thread = {'thread_model': 'encoach.classroom', 'thread_id': classroom}
    message = world.foreign['mail.message'][-1]
    channel = world.foreign['discuss.channel'][-1]
    partner = world.foreign['res.partner'][-1]
    post = {'body': "taken", 'message_type': 'comment', 'subtype_xmlid': 'mail.mt_comment'}
    request = {**thread, 'request_list': ['followers', 'attachments', 'suggestedRecipients']}
    calls = [
        ('/mail/thread/messages', thread),
        ('/mail/thread/messages', {**thread, 'fetch_params': {'search_term': HALF_MARK}}),
        ('/mail/thread/recipients', {**thread, 'message_id': message}),
        ('/mail/message/post', {**thread, 'post_data': post}),
        ('/mail/message/post', _post_to(world.own['encoach.classroom'][0], partner)),
        ('/mail/message/update_content', {'message_id': message, 'update_data': {'body': "x"}}),
        ('/mail/message/reaction', {'message_id': message, 'content': "+", 'action': 'add'}),
        ('/mail/thread/subscribe', _subscribe('encoach.classroom', classroom, partner)),
        ('/mail/thread/unsubscribe', _subscribe('encoach.classroom', classroom, partner)),
        ('/mail/attachment/delete', {'attachment_id': world.foreign['ir.attachment'][-1]}),
        ('/mail/data', {'fetch_params': [['mail.thread', request]]}),
        (
            '/mail/data',
            {'fetch_params': [['/discuss/get_or_create_chat', {'partners_to': [partner]}]]},
        ),
        ('/mail/data', {'fetch_params': [['channels_as_member', {}]]}),
        ('/mail/inbox/messages', {}),
        ('/mail/history/messages', {}),
        ('/mail/starred/messages', {}),
        ('/discuss/channel/messages', {'channel_id': channel}),
        ('/discuss/channel/members', {'channel_id': channel, 'known_member_ids': []}),
        ('/discuss/channel/pinned_messages', {'channel_id': channel}),
        ('/discuss/channel/attachments', {'channel_id': channel}),
        ('/discuss/channel/join', {'channel_id': channel}),
        ('/discuss/channel/ping', {'channel_id': channel}),
        ('/discuss/search', {'term': HALF_MARK}),
        ('/mail/chatter_fetch', {**thread}),
    ]
    for path, parameters in calls:
        shown = json.dumps(parameters)[:100]
        send = lambda p=path, a=parameters: person.json_rpc(p, a)  # noqa: E731
        yield path, shown, send, False
    for path in (
        f'/mail/view?model=encoach.classroom&res_id={classroom}',
        f'/mail/message/{message}',
        f'/mail/avatar/mail.message/{message}/author_avatar/50x50',
        f'/discuss/channel/{channel}',
        f'/discuss/channel/{channel}/avatar_128',
        f'/discuss/channel/{channel}/partner/{partner}/avatar_128',
    ):
        yield 'GET', path, lambda p=path: person.page('GET', p), False
    searches = (
        ('res.partner', 'search_for_channel_invite', [HALF_MARK]),
        ('res.partner', 'get_mention_suggestions', [HALF_MARK]),
        ('discuss.channel', 'get_mention_suggestions', [HALF_MARK]),
        ('discuss.channel', '_get_or_create_chat', [[partner]]),
        ('mail.message', 'toggle_message_starred', [[message]]),
        ('mail.message', 'unlink', [[message]]),
        ('res.users', 'has_group', [world.foreign['res.users'][:1], 'base.group_user']),
    )
    for model, method, arguments in searches:
        send = lambda m=model, f=method, a=arguments: person.call(m, f, *a)  # noqa: E731
        yield model, method, send, False


def _post_to(classroom, partner):
    """Return a message on an own record that names somebody foreign as a recipient."""
    return {
        'thread_model': 'encoach.classroom',
        'thread_id': classroom,
        'post_data': {'body': "hello", 'partner_ids': [partner], 'message_type': 'comment'},
    }


def _subscribe(model, record_id, partner):
    return {'res_model': model, 'res_id': record_id, 'partner_ids': [partner]}


def _pages(world, person):
    for model in ('encoach.classroom', 'encoach.student', 'res.partner', 'res.users'):
        id_ = world.foreign[model][-1]
        for path in (
            f'/odoo/{model}/{id_}',
            f'/json/1/{model}/{id_}',
            f'/my/{id_}?access_token=x',
            f'/report/html/base.report_irmodeloverview/{id_}',
        ):
            yield model, path, lambda p=path: person.page('GET', p), False
    for path in ('/my', '/my/account', '/my/security'):
        yield 'GET', path, lambda p=path: person.page('GET', p), False


def _bus(world, person):
    """Ask to be told what the foreign school is told."""
    partner = world.foreign['res.partner'][-1]
    names = [f'odoo-presence-res.partner_{partner}', 'broadcast', f'discuss.channel_{partner}']
    names += [f'mail.record/res.partner/{partner}', f'encoach_{world.entities["DELTA"]}']
    parameters = {'channels': names, 'last': 0, 'is_first_poll': True}
    yield (
        '/websocket/peek_notifications',
        'everything since the beginning',
        lambda: person.json_rpc('/websocket/peek_notifications', parameters),
        False,
    )
    yield (
        '/bus/has_missed_notifications',
        'whether something was missed',
        lambda: person.json_rpc('/bus/has_missed_notifications', {'last_notification_id': 1}),
        False,
    )

"""People come, leave, move and are archived while their clients go on asking.

Each event has a school of its own with somebody who stays and somebody who goes. The one who goes
asks in every way there is, again and again, and listens to his socket and his mailbox; the one who
stays posts before the event and after it. Whatever was asked, pushed or sent from the event on must
hold nothing of the school. Before it, everything must: else the case would prove nothing.
"""

import contextlib
import time
from types import SimpleNamespace

from odoo import SUPERUSER_ID, api
from odoo.fields import Command

from tests.world.answer import Answer
from tests.world.person import PASSWORD, Person

from . import allowed
from .cases import Case, Verdict
from .listeners import Poller, Socket, wait_until
from .marks import MARK

SURFACE = "Coming and leaving while clients ask"
#: seconds until something that should not come would have come
GRACE = 0.6


def _leave_by_user(_env, school):
    school.goes.entity_ids = [Command.unlink(school.entity.id)]


def _leave_by_school(_env, school):
    school.entity.user_ids = [Command.unlink(school.goes.id)]


def _leave_by_statement(env, school):
    """As another program does it: nothing is unsubscribed, and no cache hears of it."""
    env.cr.execute('DELETE FROM encoach_entity_users_rel WHERE user_id = %s', [school.goes.id])


def _move(env, school):
    nile = env['encoach.entity'].search([('code', '=', 'NILE')])
    school.goes.entity_ids = [Command.set(nile.ids)]


def _archive_user(_env, school):
    school.goes.active = False


def _delete_user(env, school):
    env['encoach.teacher'].search([('user_id', '=', school.goes.id)]).user_id = False
    env['encoach.api.token'].search([('user_id', '=', school.goes.id)]).unlink()
    school.goes.unlink()


def _archive_school(_env, school):
    school.entity.active = False


EVENTS = {
    'the user is taken out of the school': _leave_by_user,
    'the school lets the user go': _leave_by_school,
    'a statement ends the membership': _leave_by_statement,
    'the user moves to the next school': _move,
    'the user is archived': _archive_user,
    'the user is deleted': _delete_user,
    'the school is archived': _archive_school,
}


def run(world, results, mailbox, layers, events=None):
    """Let each event happen; note what came of it.

    :param str layers: which walls stand
    :param events: names of some of them; None for all
    """
    for number, (name, event) in enumerate(EVENTS.items()):
        if events is None or name in events:
            for what, told in _Farewell(world, mailbox, number).watch(event):
                case = Case(SURFACE, name, 'leaver', what, None)
                reason = allowed.find_reason(case, Answer(False, told, told, 200), layers)
                if told and reason:
                    results.reasons[reason] += 1
                    results.note(case, Verdict.BY_RULE)
                elif told:
                    results.note(case, Verdict.LEAK, told[:160])
                else:
                    results.note(case, Verdict.EMPTY)


class _Farewell:
    """One event, in a school of its own."""

    def __init__(self, world, mailbox, number):
        self._world, self._mailbox = world, mailbox
        with self._platform() as env:
            self._school = school = _build(env, number)
            people = [world.admit(env, user) for user in (school.stays, school.goes)]
        self._stays, self._goes = (Person(world.url, world.database, **access) for access in people)
        self._address = f'goes{number}@visitor.test'

    @contextlib.contextmanager
    def _platform(self):
        """Give an environment of the superuser, as ``odoo-bin shell`` does."""
        with self._world.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
            cr.commit()
        self._world.registry.signal_changes()

    def watch(self, event):
        """Yield ``(way, what it told after the event)``, nothing if all is well."""
        channels = [f'discuss.channel_{self._school.channel}']
        socket = Socket(self._goes, channels)
        pollers = [Poller(way, ask) for way, ask in self._ways()]
        for one in (socket, *pollers):
            one.start()
        try:
            self._post()
            wait_until(lambda: self._mailbox.to(self._address))
            wait_until(lambda: any(map(_holds_mark, socket.since(0))))
            for poller in pollers:
                wait_until(lambda p=poller: any(map(_holds_mark, p.since(0))))
            with self._platform() as env:
                self._queue(env)
            with self._platform() as env:
                event(env, self._reread(env))
            happened = time.monotonic()
            self._post()
            with self._platform() as env:
                env['mail.mail'].process_email_queue()
            for poller in pollers:
                poller.wait_for_more()
            time.sleep(GRACE)
            for poller in pollers:
                yield poller.name, _first_marked(poller.since(happened))
            yield 'the socket', _first_marked(socket.since(happened))
            yield 'outgoing mail', _first_marked(self._mailbox.to(self._address, happened))
        finally:
            for one in (socket, *pollers):
                one.stop()

    def _ways(self):
        goes, named = self._goes, [[], ['display_name']]
        yield 'the API', lambda: goes.api('GET', '/api/students').raw
        yield 'the web client', lambda: goes.call('encoach.student', 'search_read', *named).raw
        yield (
            'the JSON interface',
            lambda: goes.json_2('encoach.student', 'search_read', fields=['display_name']).raw,
        )
        yield 'XML-RPC', lambda: goes.xml_rpc('encoach.student', 'search_read', *named).raw
        classroom = {'thread_model': 'encoach.classroom', 'thread_id': self._school.classroom}
        yield 'messages', lambda: goes.json_rpc('/mail/thread/messages', classroom).raw
        polled = {'channels': [], 'last': 0, 'is_first_poll': True}
        yield 'the bus', lambda: goes.json_rpc('/websocket/peek_notifications', polled).raw

    def _post(self):
        """Have who stays write about the class and into the conversation."""
        for model, record in (
            ('encoach.classroom', self._school.classroom),
            ('discuss.channel', self._school.channel),
        ):
            message = {'body': f'{MARK} news', 'message_type': 'comment'}
            self._stays.json_rpc(
                '/mail/message/post',
                {
                    'thread_model': model,
                    'thread_id': record,
                    'post_data': {**message, 'subtype_xmlid': 'mail.mt_comment'},
                },
            )

    def _queue(self, env):
        """Put a mail about the class into the queue, for a time when he may be gone."""
        school = self._reread(env)
        classroom = env['encoach.classroom'].browse(school.classroom)
        classroom.with_context(mail_notify_force_send=False).message_post(
            body=f'{MARK} from the queue',
            author_id=school.stays.partner_id.id,
            message_type='comment',
            subtype_xmlid='mail.mt_comment',
        )

    def _reread(self, env):
        school = self._school
        return SimpleNamespace(
            entity=school.entity.with_env(env),
            stays=school.stays.with_env(env),
            goes=school.goes.with_env(env),
            classroom=school.classroom,
            channel=school.channel,
        )


def _build(env, number):
    """Return a school with a class, a pupil, and two people who follow the class."""
    entity = env['encoach.entity'].create(
        {'name': f'{MARK} School {number}', 'code': f'GO{number}'}
    )
    users = [
        env['res.users'].create(
            {
                'name': name,
                'login': f'{name}{number}@visitor.test',
                'email': f'{name}{number}@visitor.test',
                'password': PASSWORD,
                'entity_ids': [Command.set(entity.ids)],
                'group_ids': [Command.set(env.ref('encoach_lms_core.group_entity_admin').ids)],
            }
        )
        for name in ('stays', 'goes')
    ]
    stays, goes = users
    own = env(user=stays)
    own['encoach.student'].create({'name': f'{MARK} Pupil'})
    own['encoach.teacher'].create({'name': f'{MARK} Teacher', 'user_id': goes.id})
    classroom = own['encoach.classroom'].create({'name': f'{MARK} Class'})
    classroom.message_subscribe(goes.partner_id.ids)
    channel = own['discuss.channel']._create_group(goes.partner_id.ids, name=f'{MARK} Talk')
    return SimpleNamespace(
        entity=entity, stays=stays, goes=goes, classroom=classroom.id, channel=channel.id
    )


def _holds_mark(text):
    return MARK in text.lower()


def _first_marked(texts):
    """Return the part of the first text that holds the mark, or nothing."""
    for text in texts:
        if _holds_mark(text):
            start = text.lower().index(MARK)
            return text[max(0, start - 60) : start + 60]
    return ''

"""The websocket: whoever listens hears his own school, whatever channels he names."""

import contextlib
import json
import time

import pytest
import websocket

from ..world.person import Person

PATIENCE = 20  # seconds
SECRET = 'zqwhispered'


class Listener:
    """Somebody's open websocket, which names channels of its own choice."""

    def __init__(self, caller, channels):
        address = caller.url.replace('http://', 'ws://')
        cookie = f'session_id={caller.session_id}'
        self._socket = websocket.create_connection(
            f'{address}/websocket?version={self._version(caller)}',
            cookie=cookie,
            origin=caller.url,
            timeout=PATIENCE,
        )
        data = {'channels': channels, 'last': 0}
        self._socket.send(json.dumps({'event_name': 'subscribe', 'data': data}))

    @staticmethod
    def _version(caller):
        """Return what the server wants to hear, so as not to send the client away."""
        session = caller.json_rpc('/web/session/get_session_info', {}).result
        return session['websocket_worker_version']

    def hear(self, until, patience=PATIENCE):
        """Return all that is sent until a text is in it, or patience ends."""
        heard, deadline = '', time.monotonic() + patience
        while until not in heard and time.monotonic() < deadline:
            self._socket.settimeout(max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(websocket.WebSocketTimeoutException):
                heard += self._socket.recv()
        return heard

    def close(self):
        self._socket.close()


@pytest.fixture(scope='module')
def people(live_server):
    """Administrators of both schools."""
    logins = ('admin@nile.example', 'admin@delta.example')
    return [Person.at(live_server, login) for login in logins]


def talk(caller, name):
    """Begin a conversation with nobody else."""
    asked = ['/discuss/create_group', {'partners_to': [], 'name': name}]
    assert caller.json_rpc('/mail/action', {'fetch_params': [asked]}).error is None


@pytest.fixture
def channel(people, sql):
    """A conversation in Delta School: its id."""
    talk(people[1], SECRET)
    return sql('SELECT max(id) FROM discuss_channel WHERE name = %s', SECRET)[0][0]


@pytest.fixture
def listeners(people, channel, sql):
    """Websockets of both; the one of Nile Academy names whatever might be of the other."""
    nile, delta = people
    ((partner, user),) = sql(
        "SELECT partner_id, id FROM res_users WHERE login = 'admin@delta.example'"
    )
    ((school, student),) = sql(
        'SELECT entity_id, max(student.id) FROM encoach_student AS student'
        " JOIN encoach_entity AS entity ON entity.id = entity_id WHERE code = 'DELTA'"
        ' GROUP BY entity_id'
    )
    names = [f'discuss.channel_{channel}', f'odoo-presence-res.partner_{partner}', 'broadcast']
    records = {'res.partner': partner, 'res.users': user, 'encoach.entity': school}
    records |= {'encoach.student': student, 'mail.guest': 1}
    names += [f'{model}_{id_}' for model, id_ in records.items()]
    names += [json.dumps(['res.partner', partner]), f'["res.partner",{partner}]']
    opened = [Listener(nile, names), Listener(delta, [])]
    yield opened
    for listener in opened:
        listener.close()


@pytest.fixture
def sql(live_server):
    def run(statement, *parameters):
        with contextlib.closing(live_server.connect()) as connection, connection:
            cursor = connection.cursor()
            cursor.execute(statement, parameters or None)
            return cursor.fetchall()

    return run


def test_who_listens_hears_his_own_school_alone(people, channel, listeners, sql):
    nile, delta = people
    eavesdropper, friend = listeners
    time.sleep(2)  # subscribing is answered by nothing
    post = {'body': SECRET, 'message_type': 'comment', 'subtype_xmlid': 'mail.mt_comment'}
    thread = {'thread_model': 'discuss.channel', 'thread_id': channel, 'post_data': post}
    assert delta.json_rpc('/mail/message/post', thread).error is None
    assert SECRET in friend.hear(SECRET), "nothing is sent at all"
    # Odoo pushes these to a group, which has people of all schools
    ((everybody,),) = sql(
        "SELECT res_id FROM ir_model_data WHERE module = 'base' AND name = 'group_user'"
    )
    values = {'source': "hi", 'substitution': SECRET, 'group_ids': [[4, everybody]]}
    delta.need('mail.canned.response', 'create', [values])
    own = 'nile-heard-this'
    talk(nile, own)
    heard = eavesdropper.hear(own)
    assert own in heard, "he hears nothing, not even his own"
    assert SECRET not in heard
    assert 'delta.example' not in heard

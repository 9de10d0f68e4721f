"""Who listens while somebody leaves: clients that ask again and again, a socket, a mailbox."""

import json
import logging
import threading
import time

import websocket
from aiosmtpd.controller import Controller

PATIENCE = 30  # seconds


class Poller(threading.Thread):
    """A client that asks the same again and again; remembers when it asked, and the answers."""

    def __init__(self, name, ask):
        super().__init__(daemon=True)
        self.name = name
        self._ask = ask
        self._stopped = threading.Event()
        self.answers = []

    def run(self):
        while not self._stopped.is_set():
            began = time.monotonic()
            self.answers.append((began, self._ask()))

    def stop(self):
        self._stopped.set()
        self.join(timeout=PATIENCE)

    def wait_for_more(self, count=2):
        """Wait for answers to questions that are asked from now on."""
        wanted = len(self.answers) + count
        wait_until(lambda: len(self.answers) >= wanted)

    def since(self, moment):
        """Return the answers to what was asked after a moment."""
        return [answer for began, answer in list(self.answers) if began > moment]


class Socket(threading.Thread):
    """The web client's socket: keeps everything that the bus pushes to somebody.

    :param list channels: names that are asked for beside those that Odoo gives everybody
    """

    def __init__(self, person, channels):
        super().__init__(daemon=True)
        self._connection = websocket.create_connection(
            person.url.replace('http', 'ws', 1) + '/websocket?version=19.0-2',
            cookie=f'session_id={person.session_id}',
            origin=person.url,
            timeout=PATIENCE,
        )
        self.pushed = []
        data = {'channels': channels, 'last': 0}
        self._connection.send(json.dumps({'event_name': 'subscribe', 'data': data}))

    def run(self):
        while True:
            try:
                text = self._connection.recv()
            except (OSError, websocket.WebSocketException):
                return
            if not text:
                return
            self.pushed.append((time.monotonic(), text))

    def stop(self):
        self._connection.close()
        self.join(timeout=PATIENCE)

    def since(self, moment):
        """Return what was pushed after a moment."""
        return [text for when, text in list(self.pushed) if when > moment]


class Mailbox:
    """Takes every mail that the server sends, for whomever."""

    def __init__(self, port):
        self._mails = []
        self._controller = Controller(self, hostname='127.0.0.1', port=port)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802, the library's name
        """Keep a mail; called by the library."""
        text = envelope.content.decode('utf-8', 'replace')
        self._mails.append((time.monotonic(), envelope.rcpt_tos, text))
        return '250 kept'

    def __enter__(self):
        logging.getLogger('mail.log').setLevel(logging.WARNING)
        self._controller.start()
        return self

    def __exit__(self, *_error):
        self._controller.stop()

    def to(self, address, moment=0):
        """Return the mails that an address was sent after a moment."""
        return [text for when, to, text in list(self._mails) if address in to and when > moment]


def wait_until(holds, patience=PATIENCE):
    """Wait for something to become true; raise AssertionError if it does not."""
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError("what should have come did not come in time")
        time.sleep(0.01)

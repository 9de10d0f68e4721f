"""Clients that go away, or stay and say nothing: no worker is lost, no write is half there."""

import contextlib
import json
import socket
import struct

from .held import held
from .school import STUDENTS
from .servers import wait_until

RESET = struct.pack('ii', 1, 0)  # SO_LINGER: on, for no time


def _send(server, client, path, body, *, length=None, content_type='application/json'):
    """Open a connection, send a request by hand, and return the connection."""
    head = (
        f'POST /api{path} HTTP/1.1\r\n'
        f'Host: 127.0.0.1:{server.port}\r\n'
        f'Authorization: Bearer {client.token}\r\n'
        f'Content-Type: {content_type}\r\n'
        f'Content-Length: {length or len(body)}\r\n\r\n'
    )
    connection = socket.create_connection(('127.0.0.1', server.port), timeout=30)
    connection.sendall(head.encode() + body)
    return connection


def _reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    connection.close()


def test_reset_while_the_body_is_sent(prefork, nile, school, recovery):
    classroom_id, _course_id = school.crowded_classroom(nile)
    body = json.dumps({'student_ids': list(range(1, 100_000))}).encode()
    before = school.content()
    for _client in range(6):
        path = f'/classrooms/{classroom_id}/students'
        _reset(_send(prefork, nile, path, body[:300_000], length=len(body)))
    recovery.measure("6 clients reset in the middle of a body", nile)
    assert school.content() == before
    wait_until(lambda: len(prefork.workers()) == 2)


def test_reset_while_waiting_for_the_answer(prefork, nile, school, recovery):
    classroom_id, course_id = school.crowded_classroom(nile)
    body = json.dumps({'course_id': course_id}).encode()
    with held(school) as hold:
        connection = _send(prefork, nile, f'/classrooms/{classroom_id}/assign-course', body)
        [backend] = hold.wait_for()
        _reset(connection)
        recovery.measure("client reset while its cascade runs: other requests, meanwhile", nile)
        hold.release()
    recovery.measure("client reset while its cascade runs", nile)
    wait_until(lambda: not prefork.busy_workers())
    batches = nile.all(f'/classrooms/{classroom_id}/batches')
    for batch in batches:
        assert (batch['student_count'], batch['teacher_count']) == (STUDENTS, 2)
    answer = nile.send(
        'POST', f'/classrooms/{classroom_id}/assign-course', json={'course_id': course_id}
    )
    assert answer.status_code == (200 if batches else 201)
    assert school.placed(answer.json()['batch']['id']) == STUDENTS


def test_uploads_that_never_end(prefork, nile, school, recovery):
    """More of them than workers; each worker gives up on a silent client by itself."""
    before = school.content()
    path = '/v1/admin/students/import'
    with contextlib.ExitStack() as connections:
        silent = [
            connections.enter_context(
                _send(
                    prefork,
                    nile,
                    path,
                    b'name,email\nHalf,half@upload.test\nHal',
                    length=100_000,
                    content_type='text/csv',
                )
            )
            for _client in range(4)
        ]
        recovery.measure("4 silent uploads, still open", nile)
        answers = [connection.recv(100_000) for connection in silent]
    for answer in answers:  # none, or a refusal
        assert b'Traceback' not in answer and b' 500 ' not in answer, answer
    assert school.content() == before
    wait_until(lambda: len(prefork.workers()) == 2)

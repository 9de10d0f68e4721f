"""Requests per second of one worker and of two, and what a worker's memory does meanwhile.

``benchmarks.load`` reads as JSON ``{'requests', 'often': [[path, token]], 'one', 'two':
{'port', 'process'}}``, two servers on one database, and prints the figures. It asks over a few
connections at a time, with prepared requests, so that asking costs next to nothing.
"""

import json
import os
import selectors
import statistics
import sys
import time
from pathlib import Path

from tests.world.wire import Connection, make_request

CONNECTIONS = 4
ROUNDS = 7
SECONDS = 4
TICKS = os.sysconf('SC_CLK_TCK')
PAGE = os.sysconf('SC_PAGE_SIZE')

WARM_UP = 2_000
REQUESTS = 10_000


class Worker:
    """A process of a server that answers HTTP requests."""

    def __init__(self, pid):
        self._proc = Path(f'/proc/{pid}')

    @classmethod
    def of_server(cls, pid):
        """Return the workers of a server, without its process for websockets."""
        children = Path(f'/proc/{pid}/task/{pid}/children').read_text().split()
        return [
            cls(child)
            for child in children
            if b'gevent' not in Path(f'/proc/{child}/cmdline').read_bytes().split(b'\0')
        ]

    @property
    def cpu_seconds(self):
        fields = (self._proc / 'stat').read_text().rpartition(')')[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def memory(self):
        """Return the resident memory in megabytes."""
        return int((self._proc / 'statm').read_text().split()[1]) * PAGE / 1e6


def load(port, requests, *, seconds=None, count=None):
    """Ask as fast as the server answers, for some time or so often; return the requests a second.

    :param requests: bytes, which are sent in turn
    """
    selector = selectors.DefaultSelector()
    started = time.perf_counter()
    sent = answered = 0

    def ask(connection):
        nonlocal sent
        connection.send(requests[sent % len(requests)])
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        sent += 1

    def goes_on():
        return sent < count if count else time.perf_counter() - started < seconds

    for _number in range(CONNECTIONS):
        ask(Connection(port))
    while selector.get_map():
        for key, _events in selector.select():
            connection = key.data
            status = connection.receive()
            if status is None:
                continue
            selector.unregister(key.fileobj)
            if status != 200:
                raise ValueError(f'a request was answered {status}')
            answered += 1
            if goes_on():
                ask(connection)
    return answered / (time.perf_counter() - started)


def measure_throughput(servers, requests):
    """Return requests a second and milliseconds of the workers' CPU a request, by server."""
    rates = {name: [] for name in servers}
    costs = {name: [] for name in servers}
    for server in servers.values():
        load(server['port'], requests, seconds=1)  # every worker fills its caches
    for number in range(ROUNDS):
        # Interleaved, so that what else the machine does weighs on all alike.
        for name in list(servers)[:: 1 if number % 2 else -1]:
            workers = Worker.of_server(servers[name]['process'])
            before = sum(worker.cpu_seconds for worker in workers)
            rate = load(servers[name]['port'], requests, seconds=SECONDS)
            used = sum(worker.cpu_seconds for worker in workers) - before
            rates[name].append(rate)
            costs[name].append(1000 * used / (rate * SECONDS))
    return {
        name: {
            'requests_per_second': statistics.median(rates[name]),
            'worker_milliseconds': statistics.median(costs[name]),
        }
        for name in servers
    }


def measure_memory(server, requests):
    """Return the megabytes of the one worker after the first requests and after many more."""
    (worker,) = Worker.of_server(server['process'])
    load(server['port'], requests, count=WARM_UP)
    before = worker.memory
    load(server['port'], requests, count=REQUESTS)
    return {'before': before, 'after': worker.memory, 'requests': REQUESTS}


def main(requests, often, **servers):
    every = [make_request(path, token) for path, token in requests]
    figures = {'memory': measure_memory(servers['one'], every)}
    often = [make_request(path, token) for path, token in often]
    figures['throughput'] = measure_throughput(servers, often)
    print(json.dumps(figures))


if __name__ == '__main__':
    main(**json.load(sys.stdin))

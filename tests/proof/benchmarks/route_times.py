"""How long every GET route takes in a large database, against the same in a small one.

``benchmarks.route_times <rounds>`` reads two pairs of port and targets (see `targets`) as
JSON, the small database's first.
"""

import json
import statistics
import sys
import time

from tests.world.wire import Connection, make_request

WARM_UP = 3


def compare(sides, rounds):
    """Return ``{label: [p50 in ms of each side]}`` of the routes that the role may use.

    :param sides: pairs of port and targets
    """
    connections = [Connection(port) for port, _targets in sides]
    samples = {}
    for label in sides[0][1]:
        requests = [make_request(**targets[label]) for _port, targets in sides]
        answers = [
            {connection.get(request) for _time in range(WARM_UP)}
            for connection, request in zip(connections, requests, strict=True)
        ]
        if answers == [{200}] * len(sides):
            samples[label] = requests, [[] for _side in sides]
        elif answers != [{403}] * len(sides):
            raise ValueError(f'{label} was answered {answers}')
    for number in range(rounds):
        # Interleaved, so that what else the machine does weighs on all alike.
        for requests, times in samples.values():
            order = list(zip(connections, requests, times, strict=True))
            for connection, request, taken in order[:: 1 if number % 2 else -1]:
                start = time.perf_counter()
                connection.get(request)
                taken.append(time.perf_counter() - start)
    return {
        label: [1000 * statistics.median(taken) for taken in times]
        for label, (_requests, times) in samples.items()
    }


if __name__ == '__main__':
    print(json.dumps(compare(json.load(sys.stdin), int(sys.argv[1]))))

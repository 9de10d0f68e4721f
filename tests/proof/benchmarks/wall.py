"""``scripts/bench --wall``: requests to a server with the wall against the same without it.

Both servers work on the large database of `scale`, and are asked in turn, in one run.
"""

import contextlib
import tempfile
from pathlib import Path

from .scale import MORE_ROUNDS, ROUNDS

#: whose administrator runs the cascade
ADMINISTRATOR = '/api/me as admin'


def measure(steps, run, sides):
    """Return the figures of a comparison; the parameters are those of `scale.measure`."""
    large = sides[-1]
    with contextlib.ExitStack() as running:
        folder = running.enter_context(tempfile.TemporaryDirectory())
        with steps.step("Servers"):
            off = Path(folder) / 'odoo.conf'
            off.write_text(f'{large.settings.config.read_text()}encoach.wall = off\n')
            servers = [large.server(1, '-c', str(off)), large.server(1)]
            for server in servers:
                running.callback(server.stop)
                server.start()
        with steps.step("Measurements"):
            ports = [server.port for server in servers]
            targets = large.targets()
            steps.note("reading routes")
            routes = run(
                'proof.benchmarks.route_times',
                MORE_ROUNDS,
                given=[(port, targets) for port in ports],
            )
            steps.note("the cascade")
            token = targets[ADMINISTRATOR]['token']
            return {
                'routes': routes,
                'cascade': run('proof.benchmarks.cascade_times', ROUNDS, token, *ports),
            }

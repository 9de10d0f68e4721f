"""``scripts/bench --scale``: a large database against a small one with schools of the same size.

Runs in the launcher's process: it makes the databases, starts the servers, and has the programs
beside it measure. What is compared is asked in turn, in one run.
"""

import contextlib

from launcher import checks, configuration, database, locks, postgres, templates
from launcher.server import Server

#: two schools are little enough, and enough that a school is not alone
SMALL = 2
#: gigabytes; a school needs 5 megabytes, and PostgreSQL's write-ahead log some while it is made
SPACE = 4
#: what the workers are asked for while requests per second are counted
OFTEN = (
    '/api/me as admin',
    '/api/classrooms as admin',
    '/api/classrooms/{classroom_id} as admin',
    '/api/classrooms/{classroom_id}/students as teacher',
    '/api/batches/{batch_id}/students as teacher',
)
#: how often each route is asked for; one that seems slower by more than DOUBT, again and more often
ROUNDS = 60
DOUBT = 1.2
MORE_ROUNDS = 180


class Side:
    """One of the two databases, and the school in the middle of it whose users ask."""

    def __init__(self, settings, run, name, schools):
        self.settings = settings
        self._run = run
        self.database = f'{settings.database}_bench_{name}'
        self.schools = schools
        self.code = f'S{schools // 2:04}'

    def create(self):
        """Make the database and fill it."""
        database.clone(self.settings, templates.name(self.settings), self.database)
        self._run('world.generator', self.database, self.schools)

    def drop(self):
        database.drop(self.settings, self.database)

    def server(self, workers, *options):
        """Return a server on the database.

        :param options: of Odoo's command line
        """
        return Server(
            self.settings,
            database=self.database,
            port=checks.free_port(),
            log=self.settings.log(f'{self.database}-{workers}{"-".join(options[:1])}'),
            workers=workers,
            jobs=False,
            options=options,
        )

    def targets(self):
        """Return what there is to read in the school."""
        return self._run('proof.benchmarks.targets', self.database, self.code)


@contextlib.contextmanager
def databases(settings, steps, run, schools):
    """Have the small and the large database while the block runs; yield both sides."""
    sides = [Side(settings, run, 'small', SMALL), Side(settings, run, 'large', schools)]
    with contextlib.ExitStack() as running:
        with steps.step("PostgreSQL"):
            checks.require_space(settings.state, SPACE)
            running.enter_context(postgres.server(settings, steps))
        with steps.step(f"Databases of {SMALL} and of {schools} schools"):
            configuration.write(settings)
            running.enter_context(
                locks.exclusive(
                    settings.state / 'locks' / f'{settings.database}_bench_scale',
                    lambda: steps.note("waiting for another run of this command"),
                )
            )
            templates.prepare(settings, steps, demos=(False,))
            for side in sides:
                running.callback(side.drop)
                side.create()
        yield sides


def measure(steps, run, sides):
    """Return the figures of a comparison.

    :param run: a function that runs a module of the tests with arguments, gives it an object
        as JSON, and returns what it prints as JSON
    :param sides: the small one and the large one
    """
    small, large = sides
    with contextlib.ExitStack() as running:
        with steps.step("Servers"):
            servers = [small.server(1), large.server(1), large.server(2)]
            for server in servers:
                running.callback(server.stop)
                server.start()
        with steps.step("Measurements"):
            return _measure(steps, run, sides, servers)


def _measure(steps, run, sides, servers):
    steps.note("the models")
    places = [place for side in sides for place in (side.database, side.code)]
    figures = {'schools': sides[1].schools, **run('proof.benchmarks.model_times', *places)}
    steps.note("reading routes")
    targets = [side.targets() for side in sides]
    ports = [server.port for server in servers]
    figures['routes'] = compare_routes(run, list(zip(ports, targets, strict=False)))
    steps.note("memory, and requests per second of one worker and of two")
    labels = {'requests': figures['routes'], 'often': OFTEN}
    load = {
        name: [list(targets[1][label].values()) for label in chosen]
        for name, chosen in labels.items()
    }
    for name, server in zip(('one', 'two'), servers[1:], strict=True):
        load[name] = {'port': server.port, 'process': server.pid}
    return figures | run('proof.benchmarks.load', given=load)


def compare_routes(run, sides):
    """Return ``{label: [p50 in ms of each side]}``; the doubtful ones are measured again."""
    times = run('proof.benchmarks.route_times', ROUNDS, given=sides)
    doubtful = [label for label, (small, large) in times.items() if large > DOUBT * small]
    if doubtful:
        sides = [(port, {label: targets[label] for label in doubtful}) for port, targets in sides]
        times |= run('proof.benchmarks.route_times', MORE_ROUNDS, given=sides)
    return times

"""All cases, in their order."""

import itertools

from . import models, routes, rpc
from .cases import Judge, Results, Verdict
from .problems import Missing
from .world import ROLES, World


class Proof:
    """The two schools of a running server, and what came of trying one from the other.

    :param bool closely: whether to look for changes after every route and model, which says where
        one came from and takes its time; else after each person
    """

    def __init__(self, url, database, *, closely=True):
        self.world = World(url, database)
        self.results = Results()
        self._judge = Judge(self.world, self.results)
        self._closely = closely

    def run(self, roles=ROLES, only=None):
        """Try everything.

        :param only: names of models, to try these over RPC and nothing else
        """
        if only is None:
            self._check_coverage()
            self._watch(self._api(roles))
        self._watch(rpc.groups(self.world, roles, only))

    def _check_coverage(self):
        for missing in models.find_uncovered(self.world):
            self._miss(missing)

    def _miss(self, missing):
        self.results.add(Verdict.ODD, "Coverage", missing.subject, detail=missing.reason)

    def _api(self, roles):
        tried = []
        for route in routes.find(self.world):
            try:
                tuple(route.attempts(self.world.foreign))
                tried.append(route)
            except Missing as missing:
                self._miss(missing)
        yield from routes.groups(self.world, roles, tried)
        for route in tried:
            routes.compare_nowhere(self.world, 'administrator', route, self.results)

    def _watch(self, groups):
        """Try groups of cases ``(surface, subject, role, cases)`` and look for changes."""
        for key, several in itertools.groupby(groups, self._watched_together):
            cases = itertools.chain.from_iterable(cases for *_group, cases in several)
            self._judge.watch(*key, cases)

    def _watched_together(self, group):
        surface, subject, role, _cases = group
        return (surface, subject, role) if self._closely else ("Changes", '', role)

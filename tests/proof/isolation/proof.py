"""All cases, in their order."""

import itertools

from . import anything, callers, controls, door_cases, lifecycle, models, odoo_routes, routes, rpc
from .cases import Judge, Results, Verdict
from .problems import Missing
from .world import ROLES, World

#: models tried in the short variant, one for each way of being bound to a school
BRIEF = ('encoach.student', 'encoach.learner.group', 'mail.message', 'res.partner.bank')
#: how long whatever comes to hand is called there, and which of the events happen
BRIEF_SECONDS = 5
BRIEF_EVENTS = ('a statement ends the membership',)


class Proof:
    """The two schools of a running server, and what came of trying one from the other.

    :param bool closely: whether to look for changes after every route and model, which says where
        one came from and takes its time; else after each person
    :param mailbox: where the server's mails arrive
    :param int seed: of what is drawn
    :param str layers: which walls stand: ``both``, ``wall`` or ``rules``
    """

    def __init__(self, url, database, mailbox, *, seed, closely=True, layers='both'):
        self.world = World(url, database)
        self.results = Results()
        self._judge = Judge(self.world, self.results, layers)
        self._closely, self._layers = closely, layers
        self._mailbox, self._seed = mailbox, seed
        self._routes = []

    def run(self, roles=ROLES, seconds=None):
        """Try everything; the doors late, because some attempts may spoil what is the caller's.

        :param seconds: how long to call whatever comes to hand; None for a short while
        """
        self.check_coverage()
        controls.run(self.world, self.results)
        self._watch(routes.groups(self.world, roles, self._routes))
        self._compare_nowhere()
        self._watch(odoo_routes.groups(self.world, roles))
        self.run_rpc(roles)
        self._watch(callers.groups(self.world))
        self.run_anything(roles, seconds)
        self._watch(door_cases.groups(self.world))
        lifecycle.run(self.world, self.results, self._mailbox, self._layers)

    def run_briefly(self):
        """Try a part of everything, for a test."""
        roles = ROLES[:1]
        self.check_coverage()
        controls.run(self.world, self.results)
        self._watch(routes.groups(self.world, ROLES, self._routes))
        self._compare_nowhere()
        self._watch(odoo_routes.groups(self.world, roles))
        self.run_rpc(roles, BRIEF)
        self.run_anything(ROLES, BRIEF_SECONDS)
        self._watch(door_cases.groups(self.world))
        lifecycle.run(self.world, self.results, self._mailbox, self._layers, BRIEF_EVENTS)

    def run_anything(self, roles=ROLES, seconds=None):
        """Call whatever comes to hand, all at once."""
        drawn = anything.Anything(self.world, self._judge, self._seed)
        self._judge.watch(anything.SURFACE, '', '', lambda: drawn.run(roles, self.results, seconds))

    def run_rpc(self, roles=ROLES, only=None):
        """Try Odoo's RPC.

        :param only: names of models; None for all of them
        """
        self._watch(rpc.groups(self.world, roles, only))

    def check_coverage(self):
        """Find the routes and models that have cases, and those that lack one."""
        for missing in models.find_uncovered(self.world):
            self._miss(missing)
        for missing in odoo_routes.find_uncovered(self.world):
            self._miss(missing)
        for route in routes.find(self.world):
            try:
                tuple(route.attempts(self.world.foreign))
                self._routes.append(route)
            except Missing as missing:
                self._miss(missing)

    def _miss(self, missing):
        self.results.add(Verdict.ODD, "Coverage", missing.subject, detail=missing.reason)

    def _compare_nowhere(self):
        for route in self._routes:
            routes.compare_nowhere(self.world, 'administrator', route, self.results, self._layers)

    def _watch(self, groups):
        """Try groups of cases ``(surface, subject, role, cases)`` and look for changes."""
        for key, several in itertools.groupby(groups, self._watched_together):
            cases = itertools.chain.from_iterable(cases for *_group, cases in several)
            self._judge.watch(*key, lambda c=cases: self._judge.try_all(c))

    def _watched_together(self, group):
        surface, subject, role, _cases = group
        return (surface, subject, role) if self._closely else ("Changes", '', role)

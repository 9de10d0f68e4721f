"""The tests that notice a missing guard, run with the guard taken away."""

import contextlib
import time
import unittest
from typing import NamedTuple
from unittest.mock import patch

from odoo.addons.encoach_lms_core.tests.attendance import test_history
from odoo.addons.encoach_lms_core.tests.sync import test_every_source
from odoo.addons.encoach_lms_core.tests.tenancy import (
    test_asked,
    test_every_active_key,
    test_every_key,
    test_every_link,
    test_every_policy,
    test_every_rule,
)

from tests.roles import test_models

Policies = test_every_policy.TestEveryPolicy

#: the smallest tests that notice each kind of guard
TESTS = {
    'entity rule': (test_every_rule.TestEveryRule, 'test_nothing_foreign_is_found_or_touched'),
    'role rule': (
        test_models.TestModels,
        'test_the_table_is_what_the_server_does',
        'test_the_table_holds_for_people_whatever_the_contacts_show',
    ),
    'link': (test_every_link.TestEveryLink, 'test_the_check_finds_every_foreign_link'),
    'key': (test_every_key.TestEveryKey, 'test_raw_sql_cannot_mix'),
    'active key': (
        test_every_active_key.TestEveryActiveKey,
        'test_what_is_used_is_not_archived',
    ),
    'trigger': (test_every_source.TestEverySource, 'test_every_event_is_logged'),
    'history': (test_history.TestHistory, 'test_every_trigger_does_its_part'),
    'policy': (
        Policies,
        'test_own_rows_are_seen_and_foreign_ones_are_not',
        'test_no_statement_reaches_more_than_own_rows',
        'test_no_row_is_made_foreign',
    ),
    'row security': (Policies, 'test_every_table_is_in_a_class'),
    'grant': (Policies, 'test_the_role_is_granted_what_the_class_says'),
    'stamp': (Policies, 'test_every_stamp_is_set_by_the_database_and_stays'),
    'wall link': (Policies, 'test_no_row_points_at_what_its_writer_does_not_see'),
    'door': (test_asked.TestAsked, 'test_what_is_asked_is_listed'),
    'refusal': (
        test_asked.TestAsked,
        'test_what_is_listed_by_hand_is_asked',
        'test_what_nobody_asks_is_refused',
    ),
}


class Finding(NamedTuple):
    """What a test said about a missing guard; ``failures`` is empty when it said nothing."""

    failures: list
    seconds: float


@contextlib.contextmanager
def prepared(kind):
    """Set up the test of a kind of guards once, and yield a `Proof`."""
    case, *methods = TESTS[kind]
    try:
        case.setUpClass()
        yield Proof(case, methods)
    finally:
        case.doClassCleanups()


class Proof:
    """Tests that can be run again and again, each time without another guard."""

    def __init__(self, case, methods):
        self._case = case
        self._methods = methods

    @property
    def env(self):
        return self._case.env

    def run(self, guard=None, missing=True):
        """Run the tests without a guard, and put the guard back; return a `Finding`.

        :param guard: the guard in question; None for all of them in their places
        :param bool missing: False to run the same tests with the guard in its place
        """
        started = time.monotonic()
        result = unittest.TestResult()
        env = self.env
        env.flush_all()
        with env.cr.savepoint(flush=False) as savepoint, _lines_of(guard):
            with guard.removed(env) if guard and missing else contextlib.nullcontext():
                _forget(env, guard)
                for method in self._methods:
                    self._case(method).run(result)
            savepoint.rollback()
        env.invalidate_all(flush=False)
        _forget(env, guard)
        failures = [_describe(test) for test, _trace in (*result.failures, *result.errors)]
        if guard:  # a test that fails elsewhere does not miss this guard
            failures = [text for text in failures if guard.model in text or guard.name in text]
        return Finding(failures, time.monotonic() - started)


def _forget(env, guard):
    """Drop what is cached of a guard; what views say of the door takes long, and stays."""
    if guard is not None and guard.kind in ('door', 'refusal'):
        env.registry.clear_cache()
    else:
        env.registry.clear_all_caches()


def _lines_of(guard):
    """Leave of the tables of roles and of the database what concerns a guard's model."""
    if guard is not None and TESTS[guard.kind][0] is Policies:
        return patch.object(Policies, 'only', guard.model)
    if guard is None or guard.kind != 'role rule':
        return contextlib.nullcontext()
    header, *lines = filter(None, test_models.MODELS.splitlines())
    lines = [line for line in lines if line.split()[0] == guard.model]
    return patch.object(test_models, 'MODELS', '\n'.join([header, *lines]))


def _describe(test):
    """Return which test failed, and with what."""
    case = getattr(test, 'test_case', test)
    what = ' '.join(map(str, getattr(test, 'params', {}).values()))
    return f'{type(case).__name__}: {what or case._testMethodName}'

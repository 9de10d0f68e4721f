"""What a case is, and what may come of it."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timezone
from enum import Enum
from typing import NamedTuple

from . import allowed
from .fingerprint import changed


class Verdict(Enum):
    """What came of a case; the last three are what must not be."""

    REFUSED = "refused"
    EMPTY = "empty"
    BY_RULE = "allowed by rule"
    ODD = "odd"
    LEAK = "leak"
    CHANGE = "change"


#: Odoo's exports say no by an error page of status 500
ODOO_REFUSES = re.compile(r'odoo\.exceptions\.(AccessError|MissingError|UserError)')

#: without checks before it, Odoo gets to say that a model has no such field
ODOO_CORRECTS = re.compile(rf'{ODOO_REFUSES.pattern}|ValueError: Invalid field|No .active. field')

FINDINGS = (Verdict.ODD, Verdict.LEAK, Verdict.CHANGE)


class Case(NamedTuple):
    """One attempt.

    :param str surface: the kind of door, a row of the table
    :param str subject: which one: a route, a model
    :param str role: who tries
    :param str what: the attempt, in words
    :param send: what makes it; returns an `Answer`
    :param bool aimed: whether it names something foreign, so that any content is suspicious; else
        it asks for all there is, and gets his own
    :param model: whose records the answer holds, so that foreign ids are found in it
    """

    surface: str
    subject: str
    role: str
    what: str
    send: Callable
    aimed: bool = True
    model: str | None = None


class Finding(NamedTuple):
    """A case that did not end as it must."""

    verdict: Verdict
    surface: str
    subject: str
    role: str
    what: str
    detail: str


class Results:
    """What came of all cases so far."""

    def __init__(self):
        self.counts = defaultdict(lambda: defaultdict(int))
        self.findings = []
        self.reasons = defaultdict(int)

    @property
    def total(self):
        return sum(sum(counts.values()) for counts in self.counts.values())

    def note(self, case, verdict, detail=''):
        """Count a case, and keep it when it ended as it must not."""
        self.counts[case.surface][verdict] += 1
        if verdict in FINDINGS:
            self.add(verdict, case.surface, case.subject, case.role, case.what, detail)

    def add(self, verdict, surface, subject, role='', what='', detail=''):
        """Keep a finding."""
        self.findings.append(Finding(verdict, surface, subject, role, what, detail))


class Judge:
    """Tries cases and says what came of them."""

    def __init__(self, world, results, layers):
        self._world = world
        self._layers = layers
        self._results = results

    def try_all(self, cases):
        """Try cases one after the other."""
        for case in cases:
            self.note(case, case.send())

    def note(self, case, answer):
        """Judge an answer, and count it."""
        self._results.note(case, *self._judge(case, answer))

    def watch(self, surface, subject, role, attempt):
        """Make an attempt, and compare all that the caller must not change before and after."""
        started = datetime.now(timezone.utc).replace(tzinfo=None)
        before = self._world.fingerprint.take()
        attempt()
        after = self._world.fingerprint.take()
        if tables := changed(before, after):
            self._results.counts[surface][Verdict.CHANGE] += 1
            self._results.add(
                *(Verdict.CHANGE, surface, subject, role),
                detail=f'changed: {self._world.fingerprint.describe(tables, started)}',
            )

    def _judge(self, case, answer):
        """Return ``(verdict, detail)``."""
        if marks := self._world.find_marks(answer.raw):
            start = answer.raw.lower().index(marks[0])
            excerpt = answer.raw[max(0, start - 60) : start + 60]
            return Verdict.LEAK, f'{marks[0]} in {excerpt!r}'
        refuses = ODOO_CORRECTS if self._layers == 'wall' else ODOO_REFUSES
        if answer.status >= 500 and not refuses.search(answer.raw):
            return Verdict.ODD, f'{answer.status}: {answer.raw[-200:]!r}'
        if answer.refused:
            return Verdict.REFUSED, ''
        if _only_repeats(case, answer.result):
            return Verdict.EMPTY, ''
        if ids := self._find_ids(case, answer.result):
            return Verdict.LEAK, f'foreign ids {sorted(ids)[:5]}'
        if not _has_content(answer.result):
            return Verdict.EMPTY, ''
        if not case.aimed:
            return Verdict.BY_RULE, ''
        if reason := allowed.find_reason(case, answer, self._layers):
            self._results.reasons[reason] += 1
            return Verdict.BY_RULE, ''
        return Verdict.ODD, f'answered {str(answer.result)[:160]}'

    def _find_ids(self, case, result):
        """Return the foreign ids, with their models, that an answer about a model holds."""
        if case.model is None:
            return set()
        return set(_walk(self._world, case.model, result))


def _only_repeats(case, result):
    """Return whether an answer holds nothing but ids that it was asked with, and empty values."""
    return (
        isinstance(result, list)
        and bool(result)
        and all(isinstance(item, dict) and 'id' in item for item in result)
        and not any(item[name] for item in result for name in item.keys() - {'id', 'display_name'})
        and all(_is_named(case, item['id']) for item in result)
        and all(item.get('display_name') in (None, _number(case, item)) for item in result)
    )


def _is_named(case, id_):
    """Return whether an id, in whatever disguise, stands in the attempt."""
    return bool(re.search(rf'(?<!\w){re.escape(repr(id_))}(?!\w)', case.what))


def _number(case, item):
    """Return what Odoo calls a record without a name."""
    return f'{case.model},{item["id"]}'


def _has_content(result):
    """Return whether an answer holds anything at all."""
    if isinstance(result, dict) and 'items' in result:
        return bool(result['items'])
    if isinstance(result, dict) and result.keys() >= {'length', 'records'}:
        return bool(result['length'] or result['records'])
    if isinstance(result, dict) and result.keys() >= {'groups', 'length'}:
        return any(group.get('__count') for group in result['groups'])
    if isinstance(result, list) and result and isinstance(result[0], dict):
        # groups that count nothing
        return any(item.get('__count', 1) for item in result)
    return bool(result) and result != {'datas': []}


def _walk(world, model, value):
    """Yield ``(model, id)`` of every foreign record in what was read of ``model``."""
    if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str):
        # an id with its name
        value = value[:1]
    if isinstance(value, list):
        for item in value:
            yield from _walk(world, model, item)
    elif isinstance(value, dict):
        yield from _walk_record(world, model, value)
    elif type(value) is int and world.is_foreign(model, value):
        yield model, value


def _walk_record(world, model, value):
    """Yield the same of what was read of one record, or of a page of records."""
    fields = world.registry[model]._fields
    for name, content in value.items():
        field = fields.get(name)
        if name in ('id', 'records', 'groups'):
            yield from _walk(world, model, content)
        elif field is not None and field.comodel_name in world.registry:
            yield from _walk(world, field.comodel_name, content)

"""The same questions by the foreign school itself: it finds its own, else there was nothing."""

from types import SimpleNamespace

from odoo.addons.encoach_lms_api.schemas.ids import MODELS

from . import routes
from .cases import Case, Verdict
from .models import PEOPLE, is_tenant

SURFACE = "Controls: the school's own people ask the same"
#: where an administrator finds nothing, and why; each has tests of its own with two schools
NOTHING = {
    'GET /api/me/courses': "students have courses",
    'GET /api/drift': "no batch of the cast differs from its classroom",
    'GET /api/clashes': "nobody of the cast is in two places",
    'GET /api/teachers/{teacher_id}/substitutes': "nobody of the cast is away",
    'GET /api/access': "wants one of the records that may be named, not all",
}
ROLE = 'neighbor'
ARCHIVED_TOO = {'active_test': False}


def run(world, results):
    """Ask, and note an odd case wherever nothing of the school's own is answered."""
    for case, ids in (*_models(world), *_routes(world)):
        answer = case.send()
        found = not answer.refused and _holds_own(world, answer, ids)
        verdict = Verdict.BY_RULE if found else Verdict.ODD
        results.note(case, verdict, '' if found else f'nothing is found: {answer.message()}')


def _holds_own(world, answer, ids):
    """Return whether an answer holds one of these ids, or a mark of the school."""
    rows = answer.result if isinstance(answer.result, list) else []
    return bool(
        world.find_marks(answer.raw)
        or {row['id'] for row in rows} & {*ids}
        or _names_own(world, answer.result)
    )


def _names_own(world, value):
    """Return whether somewhere in an answer an id is one of the school's own."""
    if isinstance(value, list):
        return any(_names_own(world, item) for item in value)
    if not isinstance(value, dict):
        return False
    return any(
        item in world.foreign.get(MODELS.get(name), ())
        if isinstance(item, int)
        else _names_own(world, item)
        for name, item in value.items()
    )


def _models(world):
    """Yield ``(case, ids)`` for every model of ours that the school's administrator reads."""
    person = world.people[ROLE]
    for name, ids in sorted(world.foreign.items()):
        if name in world.readable and (is_tenant(world.registry, name) or name in PEOPLE):
            yield (
                Case(
                    *(SURFACE, name, ROLE, 'search_read'),
                    lambda n=name, i=ids: person.call(
                        n, 'search_read', [('id', 'in', i)], ['id'], context=ARCHIVED_TOO
                    ),
                ),
                ids,
            )


def _routes(world):
    """Yield ``(case, ids)`` for every reading route, with the school's own ids."""
    person = world.people[ROLE]
    own = SimpleNamespace(
        registry=world.registry, own=world.foreign, api_ids=world.api_ids_of['DELTA']
    )
    for route in routes.find(own):
        if route.method == 'GET' and route.name not in NOTHING:
            yield (
                Case(
                    *(SURFACE, route.name, ROLE, 'as it is'),
                    lambda r=route: person.api(r.method, r.path(), **r.options()),
                ),
                (),
            )

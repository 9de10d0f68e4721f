"""Which models of the registry must have cases, and why the others need none."""

from .problems import Missing

MIXIN = 'encoach.entity.mixin'
PEOPLE = ('res.partner', 'res.users', 'encoach.entity')
PREFIX = 'encoach.'

#: models that could hold something of a school, but nobody of a school can put it there
WITHOUT_CASE = {}


def is_tenant(registry, name):
    """Return whether a model's records belong to a school by its own declaration."""
    model = registry[name]
    return not model._abstract and issubclass(model, registry[MIXIN])


def is_checked(registry, name):
    """Return whether a model has a table, and so something to find."""
    model = registry[name]
    return not model._abstract and model._auto and name not in WITHOUT_CASE


def find_uncovered(world):
    """Yield `Missing` for each model that could hold something of a school and has no case."""
    for name in sorted(world.registry):
        model = world.registry[name]
        if model._abstract or not model._auto or name in world.foreign or name in WITHOUT_CASE:
            continue
        if is_tenant(world.registry, name):
            yield Missing(name, "the cast has no record of this tenant model")
        elif why := _can_hold(world, model):
            yield Missing(name, f"the cast has no record of this model, which {why}")


def _can_hold(world, model):
    """Return why a model could hold something of a school, or None."""
    schools = {name for name in world.registry if name.startswith(PREFIX)} | set(PEOPLE)
    for field in model._fields.values():
        if field.name in ('create_uid', 'write_uid') or not field.store:
            continue
        if field.comodel_name in schools:
            return f"points at {field.comodel_name} ({field.name})"
        if field.type in ('many2one_reference', 'reference'):
            return f"points at any record ({field.name})"
    if model._name in world.creatable:
        return "people of a school may create"
    return None

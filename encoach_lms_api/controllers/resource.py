"""What the routes of every resource do alike: find one, list, create."""

from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.encoach_lms_core.exceptions import InvalidInput

from ..conditional import make_tag
from ..http import Answer
from ..serializer import serialize, serialize_page


def find(model, record_id, name='id'):
    """Return the record of an id in the path.

    :raise EntityMismatch: for a record outside the caller's entities
    :raise RecordNotFound: for an id that exists nowhere
    """
    return model._browse_in_scope([record_id], name)


def managed(model):
    """Return the model for somebody who manages its records.

    :raise AccessError: for anybody else
    """
    model.check_access('write')
    return model


def choose_entity(env, entity_id):
    """Return the entity that a caller means; see `_choose`."""
    return env['encoach.entity'].browse(env['encoach.entity']._choose(entity_id))


def show(record, schema):
    """Return one record as its schema declares it.

    :raise AccessError: when the caller's role hides the record from him
    """
    items = serialize(record, schema)
    if not items:
        raise AccessError(record.env._("You may not see this record."))
    return items[0]


def show_page(model, query, schema, domain=(), order=None, total=None):
    """Return a list answer: the part of a model's records that ``query`` asks for.

    :param total: how many there are, when it is known
    """
    return serialize_page(
        model,
        schema,
        Domain(domain) & query.domain(),
        limit=query.limit,
        offset=query.offset,
        order=order,
        sort=getattr(query, 'sort', None),
        total=total,
    )


def show_members(model, query, schema, domain, order=None):
    """Return a list answer whose tag stands for who is on the whole list, whatever is asked of it.

    :param domain: of the members; ``query`` shows some of them
    """
    members = model._search(Domain(domain)).get_result_ids()
    total = len(members) if query.domain().is_true() else None
    page = show_page(model, query, schema, domain, order, total)
    tag = make_tag(sorted(members))
    return Answer(page, 200, [('ETag', tag)])


def create(model, body):
    """Create a record of the entity the caller means."""
    values = body.values()
    values['entity_id'] = model.env['encoach.entity']._choose(body.entity_id)
    return model.create(values)


def create_people(model, body, schema):
    """Create people of the entity the caller means, all or none; return them as JSON has them."""
    entity = choose_entity(model.env, body.entity_id)
    people = model._create_all(entity, [item.values() for item in body.items])
    return serialize(people, schema)


def created(record, schema, path):
    """Return the 201 of a new record, with its address."""
    return Answer(show(record, schema), 201, [('Location', f'/api/{path}/{record.id}')])


def pick(env, body, query, name):
    """Return the list that is given either in the body or in the query string.

    :raise InvalidInput: when it is in neither or in both
    """
    given = [ids for ids in (getattr(body, name), getattr(query, name)) if ids is not None]
    if len(given) != 1:
        message = env._("%s: give the ids in the body or in the query string.", name)
        raise InvalidInput(message, name, reason='one_of')
    return given[0]

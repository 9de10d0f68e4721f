"""The five routes that most kinds of record have: list, create, show, change, delete."""

from ..http import api_route
from ..roles import ADMINISTRATORS
from ..schemas.common import Page
from .resource import create, created, find, show, show_page


def crud(model, one, *, query, answer, new, patch, readers, added=None, deleted=None):
    """Give a controller class the routes of a model at ``/<one>s``; administrators write.

    Its methods are ``list_<one>s``, ``create_<one>``, ``show_<one>``, ``change_<one>`` and
    ``delete_<one>``; this one archives, unless ``deleted`` says what is deleted for good.

    :param str one: what a record is called
    :param query, answer, new, patch: schemas
    :param Roles readers: who may list and show
    :param str added: what is added, if there is more to say than “a <one>”
    """

    def list_records(self, query):
        return show_page(self.env[model], query, answer)

    def create_record(self, body):
        return created(create(self.env[model], body), answer, f'{one}s')

    def show_record(self, **path_ids):
        return show(find(self.env[model], *path_ids.values()), answer)

    def change_record(self, body, **path_ids):
        record = find(self.env[model], *path_ids.values())
        record.write(body.given())
        return show(record, answer)

    def delete_record(self, **path_ids):
        record = find(self.env[model], *path_ids.values())
        if deleted:
            record.unlink()
        else:
            record.action_archive()

    def add_routes(controller):
        def add(function, name, words, path='', roles=ADMINISTRATORS, **options):
            function.__name__, function.__doc__ = name, words
            route = api_route(f'/{one}s{path}', roles=roles, **options)
            setattr(controller, name, route(function))

        own = f'/<record_id:{one}_id>'
        archives = f"Archive a {one}; the history stays."
        listed = {'query': query, 'answer': Page[answer], 'roles': readers}
        made = {'methods': ['POST'], 'body': new, 'answer': answer, 'status': 201}
        changed = {'methods': ['PATCH'], 'body': patch, 'answer': answer}
        gone = {'methods': ['DELETE'], 'status': 204}
        add(list_records, f'list_{one}s', f"List the {one}s of the caller's entities.", **listed)
        add(create_record, f'create_{one}', f"Add {added or f'a {one}'}.", **made)
        add(show_record, f'show_{one}', f"Show one {one}.", own, readers, answer=answer)
        add(change_record, f'change_{one}', f"Change the given fields of a {one}.", own, **changed)
        add(delete_record, f'delete_{one}', deleted or archives, own, **gone)
        return controller

    return add_routes

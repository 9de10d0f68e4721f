"""What there is to read in a generated school: every GET route, filled with ids of the school.

``benchmarks.targets <database> <code of the school>`` runs inside Odoo and prints
``{label: {'path', 'token'}}`` of every route for every role.
"""

import json
import sys
import threading

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

from tests.world.inside import configure

ROLES = ('admin', 'teacher', 'student')
#: what lists are asked for beside all they have; a text is part of some names of every kind
FILTERS = {
    'search': '12',
    'ids': '1,2,3',
    'updated_since': '2000-01-01T00:00:00Z',
    'sort': '-updated_at',
}


class School:
    """A generated school, whose first records the routes are asked for."""

    def __init__(self, env, code):
        self.env = env
        self.entity = env['encoach.entity'].search([('code', '=', code)])

    def find_id(self, model):
        """Return the id of the school's first record of a model."""
        if model == self.entity._name:
            return self.entity.id
        (row,) = self.env.execute_query(
            SQL(
                'SELECT min(id) FROM %s WHERE entity_id = %s',
                SQL.identifier(self.env[model]._table),
                self.entity.id,
            )
        )
        return row[0]

    def issue_token(self, role):
        """Return a token of the school's user of a role."""
        login = f'{role}@{self.entity.code.lower()}.example'
        user = self.env['res.users'].search([('login', '=', login)])
        return self.env['encoach.api.token']._issue(user)[0]

    def routes(self):
        """Yield ``(label, path)`` of every GET route, and of its filters."""
        # an addon: it can be imported when Odoo is configured
        from odoo.addons.encoach_lms_api.schemas.ids import get_model

        for rule in self.env['ir.http'].routing_map().iter_rules():
            routing = rule.endpoint.routing
            if routing['type'] != 'encoach' or 'GET' not in routing['methods']:
                continue
            if routing['auth'] == 'none':
                continue
            label = path = rule.rule
            for name, model in routing['operation'].path_models.items():
                path = path.replace(f'<record_id:{name}>', str(self.find_id(model)))
                label = label.replace(f'<record_id:{name}>', f'{{{name}}}')
            query = routing['operation'].query
            fields = query.model_fields if query else {}
            typical = getattr(query, 'typical', ())
            given = [name for name, f in fields.items() if f.is_required() or name in typical]
            properties = query.model_json_schema()['properties'] if given else {}
            parameters = [f'{name}={self.find_id(get_model(properties[name]))}' for name in given]
            yield label, '?'.join(filter(None, [path, '&'.join(parameters)]))
            for name, value in FILTERS.items():
                if name in fields:
                    filtered = [*parameters, f'{name}={value}']
                    yield f'{label}?{name}=', f'{path}?{"&".join(filtered)}'


def make_targets(school):
    """Return ``{label: {'path', 'token'}}`` of every route for every role."""
    threading.current_thread().dbname = school.env.cr.dbname  # whose routes Odoo is to tell
    tokens = {role: school.issue_token(role) for role in ROLES}
    return {
        f'{label} as {role}': {'path': path, 'token': token}
        for label, path in school.routes()
        for role, token in tokens.items()
    }


def main(database, code):
    with Registry(database).cursor() as cr:
        school = School(api.Environment(cr, SUPERUSER_ID, {}), code)
        print(json.dumps(make_targets(school)))


if __name__ == '__main__':
    configure()
    main(*sys.argv[1:])

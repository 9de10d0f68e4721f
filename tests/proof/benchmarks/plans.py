"""How PostgreSQL finds the rows of the statements that the API sends.

``benchmarks.plans <database> <code of a school>`` runs inside Odoo on a generated
database, works in it, and prints ``{'workflow', 'routes', 'audit'}``: of the assignment workflow,
of all reading routes by all roles, and of the audit of one school's course enrollments, the list
``[{'statement', 'count', 'scanned'}]``, the most frequent first.
``scanned`` are the tables of schools that PostgreSQL would read from end to end.
"""

import json
import sys

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from tests.world.inside import configure

from .statements import Client, Recorder, serve
from .targets import School, make_targets

ROUNDS = 6
#: a table of few pages is read as a whole whatever its indexes; then they must be of use at least
FEW_PAGES = 32


def work(client):
    """Do what an administrator does with new classrooms, as the screens of a client would."""
    students = [item['id'] for item in client.call('GET', '/api/students')['items']][:30]
    teachers = [item['id'] for item in client.call('GET', '/api/teachers')['items']][:2]
    courses = [item['id'] for item in client.call('GET', '/api/courses')['items']][:3]
    for number in range(ROUNDS):
        classroom = client.call('POST', '/api/classrooms', {'name': f'Plans {number}'})['id']
        path = f'/api/classrooms/{classroom}'
        client.call('POST', f'{path}/students', {'student_ids': students})
        client.call('POST', f'{path}/teachers', {'teacher_ids': teachers})
        for course in courses:
            sections = client.call('GET', f'/api/courses/{course}/sections')['items']
            body = {'course_id': course, 'section_id': sections[0]['id'], 'term_key': '2026-T1'}
            client.call('POST', f'{path}/assign-course', body)
        for batch in client.call('GET', f'{path}/batches')['items']:
            override(client, f'/api/batches/{batch["id"]}', students)
        client.call('GET', f'/api/sync/changes?classroom_id={classroom}')
        client.call('GET', path)


def override(client, batch, students):
    """Change who is in a batch, look at it, and make it the classroom's roster again."""
    client.call('POST', f'{batch}/students/remove', {'student_ids': students[:3]})
    client.call('GET', f'{batch}/students')
    client.call('GET', f'{batch}/teachers')
    client.call('POST', f'{batch}/students/reset')


def find_tenant_tables(env):
    """Return the tables whose rows belong to schools, with their number of pages."""
    names = [
        model._table
        for model in env.registry.values()
        if model._auto and not model._transient and 'entity_id' in model._fields
    ]
    env.cr.execute('SELECT relname, relpages FROM pg_class WHERE relname = ANY(%s)', [names])
    return dict(env.cr.fetchall())


def explain(cr, statement):
    """Return the tables that PostgreSQL would read from end to end."""
    cr.execute(f'EXPLAIN (FORMAT JSON) {statement}')
    ((plan,),) = cr.fetchall()
    nodes = [plan[0]['Plan']]
    tables = set()
    while nodes:
        node = nodes.pop()
        nodes += node.get('Plans', [])
        if node['Node Type'] == 'Seq Scan':
            tables.add(node['Relation Name'])
    return tables


def find_scanned(cr, statement, tables):
    """Return the tables of schools that are read from end to end, though they are large."""
    scanned = explain(cr, statement) & tables.keys()
    if any(tables[name] < FEW_PAGES for name in scanned):
        cr.execute('SET LOCAL enable_seqscan = off')
        unavoidable = explain(cr, statement)
        cr.execute('SET LOCAL enable_seqscan = on')
        scanned = {name for name in scanned if tables[name] >= FEW_PAGES or name in unavoidable}
    return sorted(scanned)


def examine(database, recorder):
    """Return what there is to say of the statements that were recorded."""
    with Registry(database).cursor() as cr:
        tables = find_tenant_tables(api.Environment(cr, SUPERUSER_ID, {}))
        found = []
        for statement, count in recorder.counts.most_common():
            if statement.startswith(('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'WITH')):
                scanned = find_scanned(cr, recorder.examples[statement], tables)
                found.append({'statement': statement, 'count': count, 'scanned': scanned})
        return found


def main(database, code):
    with Registry(database).cursor() as cr:
        targets = make_targets(School(api.Environment(cr, SUPERUSER_ID, {}), code))
    serve(database)
    client = Client(targets['/api/me as admin']['token'])
    with Recorder() as workflow:
        work(client)
    with Recorder() as routes:
        for target in targets.values():
            Client(target['token']).get(target['path'])
    with Registry(database).cursor() as cr, Recorder() as audit:
        school = School(api.Environment(cr, SUPERUSER_ID, {}), code)
        school.env['encoach.enrollment.audit']._audit(school.entity)
    recorded = {'workflow': workflow, 'routes': routes, 'audit': audit}
    print(json.dumps({name: examine(database, found) for name, found in recorded.items()}))


if __name__ == '__main__':
    configure()
    main(*sys.argv[1:])

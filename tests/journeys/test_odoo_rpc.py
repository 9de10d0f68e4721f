"""Odoo's own RPC as a signed-in school administrator: nothing of the other school, no change.

The same for one who also holds ``base.group_system``. The models are the registry's.
"""

import hashlib

import pytest
import requests
from launcher import database
from smoke.client import Client

from .rpc_calls import NEW, links, news, reads, writes

#: in every name of the foreign school that the fixture makes, and in its people's logins
MARKERS = ('ZZFOREIGN', 'delta.example')
PASSWORD = 'encoach-demo'


class Rpc:
    """A signed-in session of Odoo's web client."""

    def __init__(self, server, login, password):
        self._url = server.url
        self._session = requests.Session()
        parameters = {'db': server.database, 'login': login, 'password': password}
        answer = self._post('/web/session/authenticate', parameters)
        assert answer.json().get('result', {}).get('uid'), answer.text

    def _post(self, path, parameters):
        return self._session.post(self._url + path, json={'params': parameters}, timeout=60)

    def call(self, model, method, *args, **kwargs):
        """Return the whole answer: its text must hold no foreign name even when it is an error."""
        parameters = {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}
        return self._post('/web/dataset/call_kw', parameters)


def _teach(client, name, classroom, course, teacher, students):
    """Add what teachers make of a classroom: a class teacher, a note, a group, an assignment."""
    path = f'/classrooms/{classroom}'
    body = {'teacher_id': teacher, 'term_key': '2026-T1'}
    client.call('POST', f'{path}/class-teacher', json=body)
    note = {'classroom_id': classroom, 'course_id': course, 'title': name}
    client.call('POST', '/lesson-notes', json={**body, **note})
    body = {'name': name, 'student_ids': students}
    client.call('POST', f'{path}/learner-groups', json=body)
    client.call('POST', f'{path}/course-assignments', json={'course_id': course})


@pytest.fixture(scope='module')
def foreign(live_server, sign_in):
    """Records of Delta School of every kind, with a marker in their names."""
    client = sign_in('admin@delta.example')
    name = MARKERS[0]
    student = client.call('POST', '/students', json={'name': name})['id']
    teacher = client.call('POST', '/teachers', json={'name': name})['id']
    course = client.call('POST', '/courses', json={'name': name})['id']
    section = client.call('POST', f'/courses/{course}/sections', json={'name': name})['id']
    classroom = client.call('POST', '/classrooms', json={'name': name})['id']
    path = f'/classrooms/{classroom}'
    client.call('POST', f'{path}/students', json={'student_ids': [student]})
    client.call('POST', f'{path}/teachers', json={'teacher_ids': [teacher]})
    body = {'course_id': course, 'section_id': section, 'term_key': name}
    client.call('POST', f'{path}/assign-course', json=body)
    _teach(client, name, classroom, course, teacher, [student])
    # the last ones belong to nothing yet: linking them is refused for what they are, not as a twin
    for kind in ('students', 'teachers', 'courses'):
        client.call('POST', f'/{kind}', json={'name': f'{name} alone'})
    return client


@pytest.fixture(scope='module')
def system_login(live_server):
    """The login of an administrator of Nile Academy who also holds ``base.group_system``."""
    platform = Rpc(live_server, 'admin', database.set_admin_password(live_server.database))
    refs = {
        name: platform.call('ir.model.data', 'check_object_reference', *name.split('.')).json()
        for name in ('base.group_system', 'encoach_lms_core.group_entity_admin')
    }
    entity = platform.call('encoach.entity', 'search', [('code', '=', 'NILE')]).json()['result']
    answer = platform.call(
        'res.users',
        'create',
        {
            'name': "System at Nile",
            'login': 'system@nile.example',
            'password': PASSWORD,
            'entity_ids': [(6, 0, entity)],
            'group_ids': [(6, 0, [ref['result'][1] for ref in refs.values()])],
        },
    )
    assert 'result' in answer.json(), answer.text
    return 'system@nile.example'


@pytest.fixture(params=['entity administrator', 'also a system administrator'])
def rpc(request, live_server, system_login):
    """A session of an administrator of Nile Academy."""
    system = request.param.startswith('also')
    return Rpc(live_server, system_login if system else 'admin@nile.example', PASSWORD)


@pytest.fixture
def foreign_ids(foreign, sql):
    """Return ``{model: ids of records of Delta School}`` of every model that has any."""
    return _ids_of_school(sql, 'DELTA')


@pytest.fixture
def own_ids(classroom, nile, sql):
    """Return ``{model: ids of records of Nile Academy}``, one of each at least."""
    body = {'course_id': nile.need('/courses', name='Physics 102')['id']}
    path = f'/classrooms/{classroom["id"]}'
    nile.call('POST', f'{path}/assign-course', json=body)
    student, teacher = (nile.all(f'{path}/{kind}')[0]['id'] for kind in ('students', 'teachers'))
    _teach(nile, 'own', classroom['id'], body['course_id'], teacher, [student])
    return _ids_of_school(sql, 'NILE')


def _ids_of_school(sql, code):
    """Return the ids of a school's records, of every model of ours, contacts and users."""
    rows = sql(
        """
        SELECT model, bool_or(ir_model_fields.name = 'entity_id' AND ir_model_fields.store)
          FROM ir_model JOIN ir_model_fields USING (model)
         WHERE (model LIKE 'encoach.%' OR model IN ('res.partner', 'res.users'))
           AND NOT transient AND NOT ir_model.abstract
         GROUP BY model ORDER BY model
        """
    )
    found = {}
    for model, has_entity in rows:
        if model == 'encoach.entity':
            condition = 'code = %s'
        elif model == 'res.users':
            condition = (
                'id IN (SELECT user_id FROM encoach_entity_users_rel AS rel'
                ' JOIN encoach_entity AS entity ON entity.id = rel.entity_id WHERE code = %s)'
            )
        elif has_entity:
            condition = 'entity_id = (SELECT id FROM encoach_entity WHERE code = %s)'
        else:
            continue
        table = model.replace('.', '_')
        found[model] = [
            id_ for (id_,) in sql(f'SELECT id FROM {table} WHERE {condition} ORDER BY id', code)
        ]
    assert found.keys() >= NEW.keys()
    assert all(found.values()), found
    return found


@pytest.fixture
def digest(sql):
    """Return a function that digests every row of ours, of all contacts and of all users."""

    def compute():
        tables = sql(
            """
            SELECT tablename FROM pg_tables
             WHERE schemaname = 'public' AND tablename NOT LIKE 'encoach_api_%'
               AND (tablename LIKE 'encoach%' OR tablename IN
                    ('res_partner', 'res_users', 'res_groups_users_rel', 'mail_message'))
             ORDER BY tablename
            """
        )
        rows = [
            sql(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} AS t")
            for (table,) in tables
        ]
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    return compute


def test_reading_finds_nothing_foreign(rpc, foreign_ids):
    for model, ids in foreign_ids.items():
        for method, args, kwargs in reads(model, ids):
            answer = rpc.call(model, method, *args, **kwargs)
            call = f'{model}.{method}{args}: {answer.text[:300]}'
            assert not any(marker in answer.text for marker in MARKERS), call
            result = answer.json().get('result')
            if method in ('search', 'search_read', 'read', 'web_read'):
                assert not {*ids} & {*_ids(result)}, call
            if method == 'search_count':
                assert not result, call
            if method == 'export_data' and result:
                assert not result['datas'], call


def test_the_school_itself_finds_its_own_by_the_same_calls(live_server, foreign_ids):
    """Otherwise there might be nothing to find."""
    rpc = Rpc(live_server, 'admin@delta.example', PASSWORD)
    for model, ids in foreign_ids.items():
        answers = [rpc.call(model, method, *args, **kw) for method, args, kw in reads(model, ids)]
        assert sum('result' in answer.json() for answer in answers) > 15, model
        everything = {'context': {'active_test': False}}
        found = rpc.call(model, 'search_read', [], ['id'], **everything).json()['result']
        assert {*ids} & {*_ids(found)}, model


def _fields(rpc, model):
    """Return the fields of a model as the caller sees them."""
    attributes = ['type', 'relation', 'store', 'readonly']
    return rpc.call(model, 'fields_get', [], attributes).json()['result']


def test_writing_changes_nothing_foreign(live_server, rpc, foreign_ids, own_ids, digest):
    live_server.tolerate('_entity_fk"')  # the database's own refusal of mixed links
    before = digest()
    for model in foreign_ids:
        fields = _fields(rpc, model)
        for method, args in writes(model, fields.keys(), foreign_ids, own_ids):
            answer = rpc.call(model, method, *args)
            call = f'{model}.{method}{args}: {answer.text[-600:]}'
            assert not any(marker in answer.text for marker in MARKERS), call
        assert digest() == before, model


def test_own_records_never_point_at_foreign_ones(live_server, rpc, foreign_ids, own_ids, digest):
    live_server.tolerate('_entity_fk"')
    before = digest()
    tried = 0
    for model in foreign_ids:
        fields = _fields(rpc, model)
        for method, args in links(model, fields, foreign_ids, own_ids):
            tried += 1
            answer = rpc.call(model, method, *args)
            call = f'{model}.{method}{args}: {answer.text[-600:]}'
            assert not any(marker in answer.text for marker in MARKERS), call
        assert digest() == before, model
    assert tried > 20


def test_own_records_can_be_made_by_the_same_calls(rpc, own_ids):
    """Otherwise the refusals above might have another reason."""
    for model in ('encoach.student', 'encoach.course', 'encoach.classroom', 'encoach.term'):
        values = next(news(model, own_ids, own_ids))
        answer = rpc.call(model, 'create', values).json()
        assert 'result' in rpc.call(model, 'unlink', [answer['result']]).json(), model


def test_business_methods_refuse_foreign_records(rpc, foreign_ids, digest, nile):
    ids = {model: found[0] for model, found in foreign_ids.items()}
    own_classroom = nile.all('/classrooms')[0]['id']
    student, teacher = [ids['encoach.student']], [ids['encoach.teacher']]
    before = digest()
    for model, record_id, method, args in (
        ('encoach.classroom', ids['encoach.classroom'], 'update_roster', [[]]),
        ('encoach.classroom', ids['encoach.classroom'], 'update_roster', [[], 'set']),
        ('encoach.classroom', ids['encoach.classroom'], 'update_teachers', [[], 'set']),
        ('encoach.classroom', ids['encoach.classroom'], 'detach_course', [ids['encoach.course']]),
        ('encoach.classroom', ids['encoach.classroom'], 'assign_course', [ids['encoach.course']]),
        ('encoach.classroom', own_classroom, 'update_roster', [student]),
        ('encoach.classroom', own_classroom, 'update_teachers', [teacher]),
        ('encoach.classroom', own_classroom, 'assign_course', [ids['encoach.course']]),
        ('encoach.course', ids['encoach.course'], 'generate_default_sections', []),
        ('encoach.batch', ids['encoach.batch'], 'update_students', [[], 'set']),
        ('encoach.batch', ids['encoach.batch'], 'update_teachers', [[], 'set']),
        ('encoach.batch', ids['encoach.batch'], 'reset_students', []),
        ('encoach.batch', ids['encoach.batch'], 'reset_teachers', []),
    ):
        answer = rpc.call(model, method, [record_id], *args)
        assert 'error' in answer.json(), f'{model}.{method}'
        assert not any(marker in answer.text for marker in MARKERS), answer.text[:300]
    assert digest() == before


def test_tokens_are_out_of_reach_of_everybody(rpc, live_server):
    Client(live_server.url, 'admin@nile.example', PASSWORD)
    for model in ('encoach.api.token', 'encoach.login.attempt'):
        for method, args in (('search_read', [[]]), ('search', [[]]), ('unlink', [[1]])):
            assert 'error' in rpc.call(model, method, *args).json()
    assert 'error' in rpc.call('encoach.api.token', '_find_user_id', 'x').json()


def _ids(result):
    """Return the ids in the result of a search or a read."""
    if not isinstance(result, list):
        return []
    return [item['id'] if isinstance(item, dict) else item for item in result]

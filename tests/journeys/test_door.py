"""The door on a running server: what attacked it on b7b1995 is refused, on every protocol."""

import pytest

from ..world.person import Person

REFUSAL = "People of a school may not call this from outside."
REFUSED = (REFUSAL, None)
MAIL = """From: Salem <salem@nile.example>
To: school@nile.example
Subject: {subject}
Message-Id: <{subject}@nile.example>

x
"""


@pytest.fixture(scope='module', params=['salem@nile.example', 'admin@nile.example'])
def caller(request, live_server):
    """A teacher and an administrator of Nile Academy."""
    return Person.at(live_server, request.param)


@pytest.fixture(scope='module')
def teacher(live_server):
    return Person.at(live_server, 'salem@nile.example')


@pytest.fixture
def theirs(sql):
    """Return a function from a table to the highest id of Delta School in it."""

    def find(table):
        ((found,),) = sql(
            f'SELECT max(id) FROM {table}'
            " WHERE entity_id = (SELECT id FROM encoach_entity WHERE code = 'DELTA')"
        )
        return found

    return find


@pytest.fixture
def count(sql):
    return lambda table, where='TRUE': sql(f'SELECT count(*) FROM {table} WHERE {where}')[0][0]


def test_no_mail_is_processed_for_a_client(caller, sql, count):
    """Finding 1: it works under sudo(), and makes records of any model and school."""
    ((delta,),) = sql("SELECT id FROM encoach_entity WHERE code = 'DELTA'")
    for model in ('mail.thread', 'encoach.course', 'res.partner'):
        answer = caller.call(
            model,
            'message_process',
            'encoach.course',
            MAIL.format(subject=f'Taken{caller.user_id}'),
            {'name': "Taken", 'entity_id': delta},
        )
        assert answer.told == REFUSED
    assert not count('encoach_course', "name LIKE 'Taken%'")
    for method in ('message_new', 'message_update', 'message_route', 'message_parse'):
        assert caller.call('mail.thread', method, {}).error == REFUSAL


def test_nobody_is_given_a_token_of_sign_up(caller, theirs, sql):
    """Finding 2"""
    contact = theirs('res_partner')
    for method in ('signup_get_auth_param', 'signup_prepare', 'action_signup_prepare'):
        assert caller.call('res.partner', method, [contact]).told == REFUSED
    assert caller.call('res.partner', 'signup_cancel', [contact]).told == REFUSED
    assert sql('SELECT signup_type FROM res_partner WHERE id = %s', contact) == [(None,)]
    for method in ('signup', 'reset_password', 'web_create_users', 'action_reset_password'):
        assert caller.call('res.users', method, ['x']).told == REFUSED


def test_contacts_are_not_merged(caller, sql, count):
    """Finding 12: it updates all contacts in SQL, and deletes those it merges."""
    model = 'base.partner.merge.automatic.wizard'
    before = count('res_partner')
    assert caller.call(model, 'create', {'group_by_name': True}).told == REFUSED
    for method in ('action_merge', 'action_update_all_process', 'action_start_manual_process'):
        assert caller.call(model, method, [1]).told == REFUSED
    assert count('res_partner') == before


def test_no_message_is_stored_on_foreign_records(caller, theirs, count):
    """Finding 15"""
    student = theirs('encoach_student')
    own = [caller.need('res.users', 'read', [caller.user_id], ['partner_id'])[0]]
    partner = own[0]['partner_id'][0]
    where = f"model = 'encoach.student' AND res_id = {student}"
    before = count('mail_message', where)
    for method in ('message_notify', 'message_post', 'message_mail_with_source', '_message_log'):
        answer = caller.call('encoach.student', method, [student], body="x", partner_ids=[partner])
        assert answer.error == REFUSAL, method
    assert count('mail_message', where) == before


#: what Odoo holds in store for a caller, beside what the findings name
ELSEWHERE = [
    ('ir.actions.server', 'run', [[1]]),
    ('ir.cron', 'method_direct_trigger', [[1]]),
    ('ir.config_parameter', 'get_param', ['database.secret']),
    ('ir.model.data', 'check_object_reference', ['base', 'group_system']),
    ('ir.qweb', 'render', ['web.login', {}]),
    ('ir.ui.view', 'render_public_asset', ['web.login']),
    ('mail.template', 'send_mail', [[1], 1]),
    ('mail.mail', 'send', [[1]]),
    ('res.users', 'write', [[1], {'name': "x"}]),
    ('encoach.student', 'mapped', [[1], 'name']),
    ('encoach.student', 'filtered_domain', [[1], []]),
    ('encoach.student', 'export_data', [[1], ['name']]),
    ('encoach.student', 'with_user', [[1], 1]),
    ('encoach.student', 'sudo', [[1]]),
    ('encoach.student', '_search', [[]]),
    ('encoach.api.token', 'search_read', [[]]),
]


@pytest.mark.parametrize(('model', 'method', 'arguments'), ELSEWHERE)
def test_what_is_not_listed_is_refused_on_every_protocol(teacher, model, method, arguments):
    for ask in (
        *(teacher.call, teacher.press, teacher.execute),
        *(teacher.execute_kw, teacher.xml_rpc),
    ):
        assert ask(model, method, *arguments).told == REFUSED, ask.__name__
    assert teacher.json_2(model, method).error == REFUSAL


@pytest.mark.parametrize(
    ('model', 'method'),
    [
        ('encoach.student', 'no_such_method'),
        ('no.such.model', 'read'),
        ('no.such.model', 'no_such_method'),
        ('mail.thread', '__class__'),
    ],
)
def test_what_does_not_exist_is_refused_alike(teacher, model, method):
    for ask in (
        *(teacher.call, teacher.press, teacher.execute),
        *(teacher.execute_kw, teacher.xml_rpc, teacher.json_2),
    ):
        assert ask(model, method).error == REFUSAL, ask.__name__


@pytest.mark.parametrize('name', [None, 7, True, ['read'], {'read': 1}, 'read ', 'READ', ''])
def test_names_that_are_none(teacher, name):
    for ask in (teacher.call, teacher.execute_kw):
        assert ask('encoach.student', name, []).told == REFUSED
        assert ask(name, 'read', []).told == REFUSED


def test_what_is_listed_goes_on_on_every_protocol(teacher):
    fields = ['display_name']
    for ask in (teacher.call, teacher.execute, teacher.execute_kw, teacher.xml_rpc):
        answer = ask('encoach.student', 'search_read', [], fields)
        assert answer.error is None
        assert answer.result
    assert teacher.json_2('encoach.student', 'search_read', domain=[], fields=fields).result


def test_server_actions_and_reports_do_not_run(caller, sql):
    actions = [id_ for (id_,) in sql('SELECT id FROM ir_act_server ORDER BY id')]
    for action in actions:
        assert caller.json_rpc('/web/action/run', {'action_id': action}).told == REFUSED
    breadcrumbs = {'actions': [{'action': action} for action in actions]}
    names = caller.json_rpc('/web/action/load_breadcrumbs', breadcrumbs).result
    assert all('error' in name for name in names)
    reports = sql('SELECT report_name FROM ir_act_report_xml')
    assert reports
    for (report,) in reports:
        answer = caller.page('GET', f'/report/html/{report}/1')
        assert answer.status == 403, report


def test_routes_that_take_a_model_ask_the_door(caller):
    """They run the methods of a model of the client's choice, the first one under sudo()."""
    for model in ('ir.cron', 'no.such.model', None, ['encoach.student']):
        for path in ('/web/domain/validate', '/web/export/get_fields', '/web/export/namelist'):
            parameters = {'model': model, 'domain': [], 'export_id': 1}
            assert caller.json_rpc(path, parameters).told == REFUSED
    parameters = {'model': 'encoach.student', 'domain': []}
    assert caller.json_rpc('/web/domain/validate', parameters).told == (None, True)

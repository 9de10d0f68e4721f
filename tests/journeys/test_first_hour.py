"""A school's first hour, from a database without any school, as the web client asks for it."""

import re
from urllib.parse import urlsplit

import pytest
import requests
from launcher import database
from launcher.settings import Settings

from ..conftest import LiveServer, judged
from ..world.person import Person

PASSWORD = 'a good password'
#: what a school's people look into; nobody else's may be in any of it
MODELS = (
    *('encoach.entity', 'encoach.term', 'encoach.course', 'encoach.course.section'),
    *('encoach.classroom', 'encoach.classroom.student', 'encoach.batch', 'encoach.batch.teacher'),
    *('encoach.student', 'encoach.teacher', 'encoach.course.enrollment', 'res.partner'),
    *('encoach.batch.enrollment', 'res.users', 'mail.message'),
)


@pytest.fixture(scope='module')
def empty_server():
    """A server on a database as an operator installs it: no school, no demo data."""
    with judged(LiveServer(Settings.from_environment(), 'empty', demo=False)) as running:
        yield running


class Visitor(Person):
    """Somebody in the web client: every answer that is an error fails the test."""

    def menus(self):
        """Return the names of the menus that the start page offers."""
        assert 'o_web_client' in self.page('GET', '/odoo').raw
        menus = self.page('GET', '/web/webclient/load_menus').result
        return {menu['name'] for menu in menus.values()}

    def make(self, model, **values):
        """Open a new form, fill it in and save it; return the record's id."""
        context = values.pop('context', {})
        specification = {name: {} for name in values}
        self.need(model, 'get_views', views=[(False, 'form')], options={})
        self.need(model, 'onchange', [], {}, [], specification, context=context)
        ((record),) = self.need(model, 'web_save', [], values, specification, context=context)
        return record['id']

    def act(self, model, method, record_id, **context):
        """Press a button of a record, and return the action it answers with."""
        answer = self.press(model, method, [record_id], context=context)
        assert not answer.refused, (self.login, model, method, answer.error)
        return answer.result

    def find(self, model, *fields):
        """Return all records of a model that are shown, with their names and some fields."""
        specification = {name: {} for name in ('display_name', *fields)}
        return self.need(model, 'web_search_read', [], specification)['records']


def accept(server, invitation):
    """Set a password with an invitation's link, as whoever got it by mail."""
    link = urlsplit(invitation)
    session = requests.Session()
    page = session.get(f'{server.url}{link.path}?{link.query}', timeout=60)
    assert page.ok
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page.text))
    form = {**fields, 'password': PASSWORD, 'confirm_password': PASSWORD}
    form['csrf_token'] = re.search(r'csrf_token: "([^"]+)"', page.text)[1]
    answer = session.post(f'{server.url}{link.path}?{link.query}', data=form, timeout=60)
    assert answer.ok
    return Visitor.at(server, fields['login'], PASSWORD)


def set_up_school(server, platform, name, code, email):
    """Have the platform's administrator set up a school; return its id and its administrator."""
    dialog = platform.make(
        'encoach.entity.setup',
        name=name,
        code=code,
        tz='Africa/Cairo',
        admin_name=f'{code} Principal',
        admin_email=email,
    )
    invitation = platform.act('encoach.entity.setup', 'action_create', dialog)
    person = _accept_shown(server, platform, invitation['res_id'])
    (school,) = (item for item in platform.find('encoach.entity', 'code') if item['code'] == code)
    return school['id'], person


def _accept_shown(server, platform, invitation):
    """Accept the invitation that a dialog shows."""
    (shown,) = platform.need('encoach.invite.user', 'web_read', [invitation], {'signup_url': {}})
    return accept(server, shown['signup_url'])


def invite_teacher(server, platform, school, email):
    """Invite a teacher from the school's page."""
    action = platform.act('encoach.entity', 'action_invite_user', school)
    values = {'name': "Tariq Teacher", 'email': email, 'role': 'teacher', 'entity_id': school}
    dialog = platform.make('encoach.invite.user', context=action['context'], **values)
    invitation = platform.act('encoach.invite.user', 'action_invite', dialog)
    return _accept_shown(server, platform, invitation['res_id'])


def fill(admin, marker):
    """Make a class with its course and students; return the ids of classroom and batch."""
    admin.make('encoach.term', key='2026-T1')
    course = admin.make('encoach.course', name=f'{marker} Physics')
    section = admin.make('encoach.course.section', name=f'{marker} A', course_id=course)
    classroom = admin.make('encoach.classroom', name=f'{marker} Grade 7')
    students = [
        admin.make('encoach.student', name=f'{marker} Student {number}') for number in range(3)
    ]
    picker = admin.need('encoach.classroom', 'get_roster_picker', [classroom])
    assert {item['id'] for item in picker['items']} == set(students), picker
    admin.need('encoach.classroom', 'update_roster', [classroom], students, 'set')
    values = {'classroom_id': classroom, 'course_id': course, 'section_id': section}
    dialog = admin.make('encoach.assign.course', **values)
    admin.act('encoach.assign.course', 'action_assign', dialog)
    (batch,) = admin.find('encoach.batch', 'student_count')
    assert batch['student_count'] == 3
    return classroom, batch['id']


def test_a_school_begins_with_nothing(empty_server):
    platform = Visitor.at(empty_server, 'admin', database.set_admin_password(empty_server.database))
    assert "EnCoach" in platform.menus()
    assert platform.find('encoach.entity') == []
    palm, principal = set_up_school(
        empty_server, platform, "Palm School", 'PALM', 'principal@palm.example'
    )
    assert "EnCoach" in principal.menus()
    classroom, batch = fill(principal, "Palm")
    teacher = invite_teacher(empty_server, platform, palm, 'tariq@palm.example')
    ((record),) = principal.find('encoach.teacher')
    principal.need('encoach.classroom', 'update_teachers', [classroom], [record['id']])
    principal.need('encoach.batch', 'update_teachers', [batch], [record['id']])
    assert "EnCoach" in teacher.menus()
    (seen,) = teacher.find('encoach.batch', 'student_count')
    assert seen['student_count'] == 3
    assert len(teacher.find('encoach.student')) == 3
    assert [item['display_name'] for item in teacher.find('encoach.classroom')] == ["Palm Grade 7"]

    _reef, other = set_up_school(
        empty_server, platform, "Reef School", 'REEF', 'principal@reef.example'
    )
    for model in MODELS:
        assert 'palm' not in str(other.find(model)).lower(), model
    for model in MODELS[1:9]:
        assert other.find(model) == [], model
    fill(other, "Reef")
    for person in (principal, teacher):
        for model in MODELS:
            assert 'reef' not in str(person.find(model)).lower(), (person.login, model)

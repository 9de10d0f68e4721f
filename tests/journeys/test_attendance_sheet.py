"""A teacher takes the attendance of a class of 30 on a phone, also where there is no network."""

import contextlib
import datetime
import re
import resource
import time

import pytest
from launcher import browser
from playwright.sync_api import expect, sync_playwright

from ..proof.screens.__main__ import BROWSER_ARGUMENTS
from ..world.person import PASSWORD

PHONE = {'width': 390, 'height': 844}
TEACHER = 'salem@nile.example'
CLOSED = "Attendance window closed for this class."

#: where everything that can be tapped is, and how it is called
TARGETS = """() => [...document.querySelectorAll("button, a, input")]
    .filter((each) => each.checkVisibility())
    .map((each) => ({
        ...each.getBoundingClientRect().toJSON(),
        name: each.getAttribute("aria-label") || each.textContent.trim(),
    }))"""


@contextlib.contextmanager
def memory_for_chromium():
    """Odoo limits the address space of its process; a browser does not start within that."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits[1], limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)


@pytest.fixture(scope='module')
def chromium():
    with memory_for_chromium(), sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=browser.find(), args=BROWSER_ARGUMENTS)


@pytest.fixture(scope='module')
def cookies(chromium, live_server):
    """The teacher's browser session."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f'{live_server.url}/web/login?redirect=/ui/attendance/manage')
    enter(page)
    page.wait_for_selector('#network', state='attached')
    yield context.cookies()
    context.close()


@pytest.fixture
def phone(chromium, cookies):
    """A page of the teacher's phone; what is tapped is counted in `phone.taps`."""
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    context.add_cookies(cookies)
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults = []
    page.on('pageerror', lambda error: faults.append(error))
    page.taps = 0
    yield page
    context.close()
    assert not faults


@pytest.fixture(scope='module')
def batch(sign_in):
    """A batch of 30, which the teacher teaches."""
    nile = sign_in('admin@nile.example')
    teacher = nile.all('/teachers', search='Salem')[0]['id']
    body = {'name': f'Physics {time.time_ns()}', 'subject': 'Physics'}
    made = nile.call('POST', '/batches', json=body)['id']
    items = [{'name': f'Pupil {time.time_ns()} {n:02}'} for n in range(30)]
    students = nile.call('POST', '/students/bulk', json={'items': items})['items']
    ids = {'student_ids': [student['id'] for student in students]}
    nile.call('POST', f'/batches/{made}/students', json=ids)
    nile.call('POST', f'/batches/{made}/teachers', json={'teacher_ids': [teacher]})
    return made


@pytest.fixture
def lesson(nile, batch):
    """Return a function that makes a lesson that has just begun."""

    def make():
        start = datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=5)
        body = {'batch_id': batch, 'start': start.isoformat(), 'duration_minutes': 1}
        return nile.call('POST', '/sessions', json=body)['id']

    return make


def enter(page):
    page.fill('input[name=login]', TEACHER)
    page.fill('input[name=password]', PASSWORD)
    page.click('button[type=submit]')


def tap(page, selector):
    page.taps += 1
    page.tap(selector)


def row(number):
    return f'.row:nth-child({number})'


def choose(page, number, status):
    tap(page, f'{row(number)} [data-choice={status}]')


def sheet(client, session):
    return client.call('GET', f'/sessions/{session}/attendance')


def test_three_absent_and_one_late_in_seven_taps(phone, lesson, nile, live_server):
    session = lesson()
    phone.goto(f'{live_server.url}/ui/attendance/manage')
    tap(phone, f'.class[data-session="{session}"]')
    expect(phone.locator('.row')).to_have_count(30)
    for number in (2, 5, 9):
        choose(phone, number, 'absent')
    choose(phone, 12, 'late')
    tap(phone, f'{row(12)} [data-minutes="10"]')
    expect(phone.locator('.tally')).to_have_text(
        re.compile(r'26 present\s+3 absent\s+1 late'), use_inner_text=True
    )
    tap(phone, '#submit')
    expect(phone.locator('#said [data-when=done]')).to_be_visible()
    assert phone.taps == 7
    taken = sheet(nile, session)
    assert taken['session']['state'] == 'submitted'
    statuses = [student['status'] for student in taken['students']]
    assert [n for n, status in enumerate(statuses, 1) if status == 'absent'] == [2, 5, 9]
    assert (statuses[11], taken['students'][11]['minutes_late']) == ('late', 10)
    assert statuses.count('present') == 26


def test_whatever_is_tapped_is_large_enough_and_inside_the_window(phone, lesson, live_server):
    phone.goto(f'{live_server.url}/ui/attendance/session/{lesson()}')
    choose(phone, 1, 'late')
    targets = phone.evaluate(TARGETS)
    assert len(targets) > 4 * 30
    for target in targets:
        assert min(target['width'], target['height']) >= 44, target
        assert target['left'] >= 0, target
        assert target['right'] <= PHONE['width'], target
        assert target['name'], target
    assert phone.evaluate('document.documentElement.scrollWidth') <= PHONE['width']


def test_the_keyboard_is_enough(phone, lesson, nile, live_server):
    session = lesson()
    phone.goto(f'{live_server.url}/ui/attendance/session/{session}')
    for key in ('ArrowDown', 'a', 'ArrowDown', 'l', 'ArrowDown', 'e', 'ArrowDown', 'a', 'p'):
        phone.keyboard.press(key)
    expect(phone.locator('.tally')).to_have_text(
        re.compile(r'27 present\s+1 absent\s+1 late\s+1 excused'), use_inner_text=True
    )
    phone.focus('#submit')
    phone.keyboard.press('Enter')
    expect(phone.locator('#said [data-when=done]')).to_be_visible()
    statuses = [student['status'] for student in sheet(nile, session)['students'][:4]]
    assert statuses == ['absent', 'late', 'excused', 'present']


def test_a_sheet_waits_for_the_network_and_is_sent_once(phone, lesson, nile, live_server):
    session = lesson()
    path = f'/ui/attendance/session/{session}'
    phone.goto(live_server.url + path)
    sent = []
    phone.on('requestfinished', lambda each: sent.append(each.url) if each.method == 'POST' else 0)
    phone.context.set_offline(True)
    choose(phone, 3, 'absent')
    tap(phone, f'{row(3)} .who')
    phone.fill(f'{row(3)} [data-field=note]', "Ill")
    tap(phone, '#submit')
    expect(phone.locator('#said [data-when=waiting]')).to_be_visible()
    assert sheet(nile, session)['session']['state'] == 'open'
    phone.context.set_offline(False)
    expect(phone.locator('#said [data-when=done]')).to_be_visible()
    third = sheet(nile, session)['students'][2]
    assert (third['status'], third['note']) == ('absent', "Ill")
    assert sent == [live_server.url + path]
    kept = "Object.keys(localStorage).filter(key => key.startsWith('encoach'))"
    assert phone.evaluate(kept) == []


def test_what_is_marked_survives_leaving_and_is_sent_from_another_page(
    phone, lesson, nile, live_server
):
    session = lesson()
    phone.goto(f'{live_server.url}/ui/attendance/session/{session}')
    choose(phone, 3, 'excused')
    phone.reload()
    expect(phone.locator(row(3))).to_have_attribute('data-status', 'excused')
    # the answer is lost on its way: the server has the sheet, and the phone does not know
    phone.route('**/ui/attendance/session/*', lambda route: _lose(route))
    tap(phone, '#submit')
    expect(phone.locator('#said [data-when=waiting]')).to_be_visible()
    assert sheet(nile, session)['session']['state'] == 'submitted'
    phone.unroute('**/ui/attendance/session/*')
    answers = []
    phone.route('**/ui/attendance/session/*', lambda route: _note(route, answers))
    phone.goto(f'{live_server.url}/ui/attendance/manage')
    expect(phone.locator(f'.class-submitted[data-session="{session}"]')).to_be_visible()
    expect(phone.locator('#network')).to_be_hidden()
    assert [answer['result']['repeated'] for answer in answers] == [True]


def _lose(route):
    if route.request.method == 'POST':
        route.fetch()
        route.abort()
    else:
        route.continue_()


def _note(route, answers):
    if route.request.method == 'POST':
        response = route.fetch()
        answers.append(response.json())
        route.fulfill(response=response)
    else:
        route.continue_()


def test_a_sheet_that_comes_after_closing_is_kept(phone, lesson, nile, sql, live_server):
    session = lesson()
    phone.goto(f'{live_server.url}/ui/attendance/session/{session}')
    phone.context.set_offline(True)
    choose(phone, 1, 'absent')
    tap(phone, '#submit')
    expect(phone.locator('#said [data-when=waiting]')).to_be_visible()
    sql("UPDATE encoach_session SET closes_at = stop, stage = 'missed' WHERE id = %s", session)
    phone.context.set_offline(False)
    expect(phone.locator('#said [data-when=closed]')).to_have_text(CLOSED)
    expect(phone.locator('#said [data-when=kept]')).to_be_visible()
    kept = "SELECT state FROM encoach_attendance_late WHERE session_id = %s"
    assert sql(kept, session) == [('pending',)]
    assert sheet(nile, session)['session']['state'] == 'missed'


def test_who_is_signed_out_keeps_the_sheet_and_sends_it_afterwards(
    phone, lesson, nile, live_server
):
    session = lesson()
    phone.goto(f'{live_server.url}/ui/attendance/session/{session}')
    choose(phone, 1, 'absent')
    phone.context.clear_cookies()
    tap(phone, '#submit')
    expect(phone.locator('#said [data-when=signed-out]')).to_be_visible()
    phone.tap('#said [data-when=signed-out] a')
    enter(phone)
    expect(phone.locator('#said [data-when=done]')).to_be_visible()
    assert sheet(nile, session)['session']['counts']['absent'] == 1

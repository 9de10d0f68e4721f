"""Plans applied by several at the same moment: each once, and none over another."""

from concurrent.futures import ThreadPoolExecutor

import pytest

CALLERS = 8
#: what PostgreSQL tells the losers, who are then run again
RACES = 'could not serialize access|deadlock detected'

#: students in both sections of the course
DOUBLED = """
    SELECT student_id FROM encoach_batch_enrollment AS line
      JOIN encoach_batch AS batch ON batch.id = line.batch_id
     WHERE batch.classroom_id = %s AND line.active AND batch.section_id IS NOT NULL
     GROUP BY student_id HAVING count(*) > 1
"""


@pytest.fixture
def course(nile):
    """A course with sections."""
    course = nile.all('/courses')[0]
    nile.call('POST', f'/courses/{course["id"]}/sections/generate-defaults', json={})
    return course


def _plan_split(nile, classroom, course, order):
    sections = nile.all(f'/courses/{course["id"]}/sections')
    body = {
        'kind': 'split',
        'classroom_ids': [classroom['id']],
        'course_ids': [course['id']],
        'section_ids': [section['id'] for section in sections[:2]],
        'order': order,
    }
    return nile.call('POST', '/plans', json=body)


def _apply_together(nile, plans):
    """Apply plans at the same moment; return ``[(status, code)]`` in their order."""

    def apply(plan):
        answer = nile.send('POST', f'/plans/{plan["id"]}/apply', json={'hash': plan['hash']})
        return answer.status_code, answer.json().get('code')

    with ThreadPoolExecutor(CALLERS) as pool:
        return list(pool.map(apply, plans))


def test_one_plan_is_applied_once(live_server, nile, sql, classroom, course):
    live_server.tolerate(RACES)
    plan = _plan_split(nile, classroom, course, 'name')
    answers = _apply_together(nile, [plan] * CALLERS)
    assert sorted(answers) == [(200, None), *[(409, 'used_plan')] * (CALLERS - 1)]
    assert sql(DOUBLED, classroom['id']) == []


def test_of_two_plans_of_one_classroom_one_is_stale(live_server, nile, sql, classroom, course):
    """Each alone would be right; both together would put everybody into both sections."""
    live_server.tolerate(RACES)
    for _round in range(5):
        plans = [_plan_split(nile, classroom, course, how) for how in ('name', 'alternate')]
        answers = _apply_together(nile, plans)
        assert sorted(answers) == [(200, None), (409, 'stale_plan')]
        assert sql(DOUBLED, classroom['id']) == []
        (done,) = (plan for plan, (status, _c) in zip(plans, answers, strict=True) if status == 200)
        with ThreadPoolExecutor(CALLERS) as pool:
            paths = [f'/operations/{done["id"]}/undo'] * 4
            undone = list(pool.map(lambda path: nile.send('POST', path, json={}), paths))
        assert sorted(answer.status_code for answer in undone) == [201, 409, 409, 409]
        assert nile.all(f'/classrooms/{classroom["id"]}/batches') == []

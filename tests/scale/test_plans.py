"""PostgreSQL finds the rows of a school by indexes, whatever other schools have."""

import pytest

#: how many statements make up most of the work
MOST_FREQUENT = 10


@pytest.fixture(scope='module')
def plans(generated):
    return generated.run('proof.benchmarks.plans', 'S0010')


def find_scans(found):
    return [f'{plan["scanned"]}: {plan["statement"]}' for plan in found if plan['scanned']]


def test_the_most_frequent_statements_of_the_workflow_use_indexes(plans):
    of_schools = [plan for plan in plans['workflow'] if 'encoach' in plan['statement']]
    most_frequent = of_schools[:MOST_FREQUENT]
    assert len(most_frequent) == MOST_FREQUENT
    assert min(plan['count'] for plan in most_frequent) > 20
    assert find_scans(most_frequent) == []


def test_no_other_statement_of_the_workflow_reads_a_whole_table(plans):
    assert len(plans['workflow']) > 50
    assert find_scans(plans['workflow']) == []


def test_no_reading_route_reads_a_whole_table(plans):
    assert len(plans['routes']) > 50
    assert find_scans(plans['routes']) == []


def test_the_audit_of_one_school_reads_no_whole_table(plans):
    assert any('encoach_course_enrollment' in plan['statement'] for plan in plans['audit'])
    assert find_scans(plans['audit']) == []

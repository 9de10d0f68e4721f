"""A database of an older version is, upgraded, what the present version would have made anew."""

import pytest
from launcher import logcheck

from . import catalog


@pytest.mark.parametrize('what', catalog.QUERIES)
def test_the_database_is_as_a_new_one(school, fresh, what):
    assert [line for line in school.catalog[what] if line not in set(fresh[what])] == []
    assert [line for line in fresh[what] if line not in set(school.catalog[what])] == []
    assert school.catalog[what] == fresh[what]


def test_every_state_is_true_or_false(school):
    open_ones = school.query(
        r"""
        SELECT table_name, column_name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name LIKE 'encoach\_%'
           AND is_nullable = 'YES' AND is_generated = 'NEVER'
           AND NOT EXISTS (SELECT FROM ir_model
                            WHERE replace(model, '.', '_') = table_name AND transient)
           AND (data_type = 'boolean' OR column_name IN ('state', 'kind', 'origin', 'target'))
        """
    )
    assert open_ones == []


def test_it_says_so(school):
    assert school.notes == [
        f'the addons have changed: upgrading the database {school.database}, its data stays'
    ]
    assert logcheck.complaints(school.upgrade_log) == []

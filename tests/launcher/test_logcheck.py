"""Warnings of our addons are found in Odoo's logs, and nobody else's."""

import pytest
from launcher import logcheck
from launcher.settings import ROOT


def log(tmp_path, *entries):
    path = tmp_path / 'odoo.log'
    path.write_text(''.join(f'2026-01-31 08:00:00,123 42 {entry}\n' for entry in entries))
    return path


OURS = [
    'WARNING encoach odoo.addons.encoach_lms_core.models.course: odd',
    'ERROR ? odoo.addons.encoach_lms_api.http: broken',
    'WARNING encoach odoo.modules.loading: The models [\'encoach.course\'] have no access rules',
    'ERROR encoach odoo.sql_db: bad query: INSERT INTO "encoach_batch"',
    'CRITICAL encoach odoo.modules.module: Couldn\'t load module encoach_lms_core',
    'ERROR encoach odoo.http: Exception during request handling.\nTraceback\n'
    f'  File "{ROOT}/encoach_lms_api/controllers/me.py", line 3\nKeyError: 1',
]
NOT_OURS = [
    'INFO encoach odoo.addons.encoach_lms_core.models.course: fine',
    'WARNING encoach_test odoo.addons.mail.models.mail_mail: no server for encoach_test',
    f'WARNING ? odoo.tools.config: no such directory {ROOT}/missing',
    'WARNING encoach odoo.http: You may not read encoach.course',
]


@pytest.mark.parametrize('entry', OURS)
def test_a_complaint_about_us(tmp_path, entry):
    assert len(logcheck.complaints(log(tmp_path, NOT_OURS[0], entry, NOT_OURS[1]))) == 1


@pytest.mark.parametrize('entry', NOT_OURS)
def test_what_is_no_complaint_about_us(tmp_path, entry):
    assert logcheck.complaints(log(tmp_path, entry)) == []


def test_a_provoked_complaint_is_tolerated(tmp_path):
    found = logcheck.complaints(log(tmp_path, *OURS), [r'odoo\.sql_db: bad query', 'broken'])
    assert len(found) == len(OURS) - 2

"""What somebody changed of what the code says is the code's again after any upgrade."""

import pytest
from launcher import database, templates

from . import catalog
from .conftest import OldSchool

NAMED = "(SELECT res_id FROM ir_model_data WHERE module = 'encoach_lms_core' AND name = '{}')"
RULE = NAMED.format('batch_student_rule')
#: how often they run is the administrator's to say, so they stay flagged in a new database
JOBS = ('send_password_mails', 'fill_timetables', 'close_attendance')
JOB = NAMED.format(JOBS[0])
#: by whom does not matter: an administrator, an older version, or one that Odoo has told to keep it
CHANGES = f"""
    UPDATE ir_model_data SET noupdate = TRUE
     WHERE module LIKE 'encoach%' AND (model LIKE 'ir.%' OR model LIKE 'res.groups%');
    UPDATE ir_rule SET domain_force = '[]', active = FALSE, perm_read = FALSE WHERE id = {RULE};
    INSERT INTO rule_group_rel (rule_group_id, group_id)
    SELECT {RULE}, res_id FROM ir_model_data WHERE module = 'base' AND name = 'group_public';
    INSERT INTO ir_rule (name, model_id, domain_force, active, global, perm_read)
    SELECT 'shipped once', model_id, '[]', TRUE, TRUE, TRUE FROM ir_rule WHERE id = {RULE};
    INSERT INTO ir_model_data (module, name, model, res_id, noupdate)
    SELECT 'encoach_lms_core', 'shipped_once', 'ir.rule', max(id), TRUE FROM ir_rule;
    UPDATE ir_model_access SET active = FALSE, perm_unlink = TRUE
     WHERE id IN (SELECT res_id FROM ir_model_data
                   WHERE model = 'ir.model.access' AND module LIKE 'encoach%');
    INSERT INTO res_groups_implied_rel (gid, hid)
    SELECT {NAMED.format('group_teacher')}, res_id FROM ir_model_data
     WHERE module = 'base' AND name = 'group_erp_manager';
    UPDATE ir_ui_view SET arch_db = '{{"en_US": "<form/>"}}'
     WHERE id = {NAMED.format('batch_view_form')};
    UPDATE ir_act_server SET code = 'pass'
     WHERE id = (SELECT ir_actions_server_id FROM ir_cron WHERE id = {JOB});
    UPDATE ir_cron SET interval_number = 3 WHERE id = {JOB};

    ALTER TABLE encoach_student ALTER active DROP NOT NULL;
    ALTER TABLE encoach_batch DROP CONSTRAINT encoach_batch_course_entity_fk;
    DROP INDEX encoach_classroom_student_present_uniq;
    DROP TRIGGER encoach_batch_sync_update ON encoach_batch;
    DROP TRIGGER encoach_1_stamp ON ir_filters;
    DROP POLICY encoach_select ON encoach_student;
    ALTER TABLE encoach_student DISABLE ROW LEVEL SECURITY;
    GRANT ALL ON res_groups TO encoach_school;
    CREATE OR REPLACE FUNCTION encoach_uid() RETURNS integer LANGUAGE sql AS 'SELECT 1';
"""


@pytest.fixture
def changed(settings):
    school = OldSchool(settings, 'again')
    database.clone(settings, templates.name(settings, demo=True), school.database)

    def change(connection):
        connection.cursor().execute(CHANGES)
        connection.commit()

    school.read(change)
    yield school
    database.drop(settings, school.database)


def find_left(lines, others):
    """Return the lines that are not among the others, but what is said of a job only once."""
    known = set(others)
    left = [line for line in lines if line not in known]
    return [line for line in left if not any(job in line for job in JOBS)]


def test_what_the_code_says_is_so_again(changed, fresh):
    assert changed.read(catalog.read) != fresh
    changed.upgrade()
    found = changed.read(catalog.read)
    for what, lines in fresh.items():
        assert find_left(found[what], lines) == [], what
        assert find_left(lines, found[what]) == [], what
    # how often a job runs is the administrator's
    job = changed.query(
        f"""
        SELECT interval_number, code FROM ir_cron AS job
          JOIN ir_act_server AS action ON action.id = ir_actions_server_id WHERE job.id = {JOB}
        """
    )
    assert job == [(3, 'model._send_all()')]

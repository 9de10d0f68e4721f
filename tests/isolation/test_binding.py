"""Whom a transaction is bound to, and that nothing within it lifts that."""

import contextlib

import pytest

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError

from odoo.addons.base.models.assetsbundle import AssetsBundle
from odoo.addons.encoach_lms_core.wall.cursor import unbound

from .conftest import ADMIN, FOREIGN_ADMIN, TEACHER


def role(env):
    env.cr.execute('SELECT current_user')
    return env.cr.fetchone()[0]


def schools(env):
    """Return the codes of the schools whose students raw SQL shows."""
    env.cr.execute(
        'SELECT DISTINCT code FROM encoach_student AS student'
        ' JOIN encoach_entity AS entity ON entity.id = student.entity_id ORDER BY code'
    )
    return [code for (code,) in env.cr.fetchall()]


def test_people_of_schools_take_the_role_and_the_platform_does_not(transaction):
    for login in (ADMIN, TEACHER, FOREIGN_ADMIN):
        with transaction(login) as env:
            assert role(env) == 'encoach_school'
            assert schools(env) == ['DELTA' if login == FOREIGN_ADMIN else 'NILE']
    for login in (None, 'admin'):
        with transaction(login) as env:
            assert role(env) != 'encoach_school'
            assert schools(env) == ['DELTA', 'NILE']


def test_sudo_and_another_user_lift_nothing(transaction):
    with transaction(TEACHER) as env:
        own = env['encoach.student'].search_count([])
        assert env['encoach.student'].sudo().search_count([]) == own
        assert env['encoach.student'].with_user(SUPERUSER_ID).search_count([]) == own
        with pytest.raises(AccessError):
            env['ir.cron'].sudo().create(
                {'name': "Mine", 'model_id': env['ir.model'].sudo()._get_id('res.users')}
            )


def test_a_role_ends_with_its_transaction_and_begins_with_the_next(transaction, registry):
    with transaction(TEACHER) as env:
        assert role(env) == 'encoach_school'
        env.cr.commit()
        assert role(env) == 'encoach_school'
        env.cr.rollback()
        assert schools(env) == ['NILE']
    # the connection goes back to the pool, and to whoever is next
    with contextlib.closing(registry.cursor()) as cr:
        cr.execute("SELECT current_user, current_setting('encoach.scope', true)")
        user, scope = cr.fetchone()
    assert user != 'encoach_school'
    assert not scope


def test_savepoints_that_are_undone_leave_the_role(transaction):
    with transaction(TEACHER) as env:
        with contextlib.suppress(ZeroDivisionError), env.cr.savepoint():
            assert role(env) == 'encoach_school'
            raise ZeroDivisionError
        assert role(env) == 'encoach_school'
        assert schools(env) == ['NILE']


def test_a_user_known_inside_a_savepoint_stays_bound_when_it_is_undone(transaction):
    with transaction(TEACHER) as env:
        teacher, env.cr.transaction.default_env = env, None
        assert role(env) != 'encoach_school'
        with contextlib.suppress(ZeroDivisionError), env.cr.savepoint(flush=False):
            env.cr.transaction.default_env = teacher
            assert role(env) == 'encoach_school'
            raise ZeroDivisionError
        assert role(env) == 'encoach_school'


def test_membership_is_read_afresh_by_every_transaction(transaction, newcomer):
    login, uid = newcomer
    with transaction(login) as env, transaction() as platform:
        assert schools(env) == ['NILE']
        assert env['encoach.student'].search_count([])
        platform['res.users'].browse(uid).entity_ids = [(5,)]
        platform.cr.commit()
        # what has begun goes on with what was true then, and fills whatever is cached
        assert env['encoach.student'].search_count([])
        env.cr.commit()
        assert schools(env) == []
        assert not env['encoach.student'].search_count([])
        assert not env['encoach.student'].sudo().search_count([])


def test_somebody_without_school_sees_no_row_of_any(transaction, newcomer, registry):
    login, uid = newcomer
    with transaction() as platform:
        platform['res.users'].browse(uid).entity_ids = [(5,)]
        platform.cr.commit()
    with transaction(login) as env:
        assert role(env) == 'encoach_school'
        for name, model in registry.items():
            if name.startswith('encoach.') and model._auto and not model._abstract:
                with contextlib.suppress(AccessError), env.cr.savepoint():
                    assert not env[name].sudo().search_count([]), name


def test_what_a_statement_did_not_reach_is_an_error(transaction):
    with transaction() as platform:
        foreign = platform['encoach.student'].search([('entity_id.code', '=', 'DELTA')], limit=1).id
    with transaction(ADMIN) as env:
        robot = env['res.partner'].sudo().browse(env.ref('base.partner_root').id)
        with pytest.raises(AccessError):
            robot.comment = "Mine"
            env.flush_all()
    with transaction(ADMIN) as env:
        student = env['encoach.student'].sudo().browse(foreign)
        assert not student.exists()
        with pytest.raises(Exception):  # noqa: B017, PT011 whatever Odoo says of what is not there
            student.student_code = "Mine"
            env.flush_all()


def test_what_a_statement_did_not_delete_is_an_error(transaction):
    with transaction() as platform:
        banks = platform['res.bank'].create({'name': "The platform's"})
        platform.cr.commit()
    with transaction(ADMIN) as env, pytest.raises(AccessError):
        banks.with_env(env).sudo().unlink()
    with transaction() as platform:
        assert banks.with_env(platform).exists()
        banks.with_env(platform).unlink()
        platform.cr.commit()


def test_a_bundle_is_the_platforms_whoever_needs_it_first(transaction):
    with transaction(TEACHER) as env:
        bundle = AssetsBundle('encoach.test', [], env=env)
        made = bundle.save_attachment('js', "alert()")
        assert made.exists() and not made.sudo().encoach_entity_id
        bundle._unlink_attachments(made)
        assert not made.exists()
        assert role(env) == 'encoach_school'


def test_an_export_names_its_records(transaction):
    with transaction(ADMIN) as env:
        student = env['encoach.student'].create({'name': "New"})
        ((name,),) = student._export_rows([['id']])
        assert env.ref(name) == student
        assert role(env) == 'encoach_school'


def test_only_by_name_does_the_servers_own_work_leave_the_role(transaction):
    with transaction(TEACHER) as env:
        with unbound(env.cr):
            assert schools(env) == ['DELTA', 'NILE']
        assert role(env) == 'encoach_school'
        assert schools(env) == ['NILE']


def test_people_are_created_by_a_few_statements_under_the_wall(transaction):
    """A contact is its own company: its row points at itself before it is there."""
    with transaction(ADMIN) as env:
        people = [{'name': f'Several {n}', 'email': f'several{n}@wall.test'} for n in range(3)]
        students = env['encoach.student']._create_people(env.user.entity_ids, people)
        assert students.mapped('name') == [person['name'] for person in people]
        assert students.partner_id.commercial_partner_id == students.partner_id

"""What people of a school make in Odoo's own models is the school's for good."""

import pytest

from odoo.exceptions import AccessError, MissingError, UserError

from .conftest import ADMIN, FOREIGN_ADMIN, TEACHER


def make_things(env):
    """Make one of each kind that every teacher may make; return ``{model: id}``."""
    student = env['encoach.student'].search([], limit=1)
    everybody = env.ref('base.group_user').id
    made = [
        env['ir.filters'].create({'name': "Left", 'model_id': 'encoach.batch', 'user_ids': False}),
        env['ir.attachment'].create({'name': "a file", 'raw': b'Left', 'public': True}),
        env['mail.template'].create(
            {'name': "Left", 'model_id': env['ir.model'].sudo()._get_id('encoach.student')}
        ),
        env['mail.canned.response'].create(
            {'source': "left", 'substitution': "Left", 'group_ids': [(4, everybody)]}
        ),
        student.sudo().message_post(body="Left"),
    ]
    return {record._name: record.id for record in made}


@pytest.fixture
def left(transaction, newcomer):
    """What a teacher made who has left his school, and then was archived."""
    login, uid = newcomer
    with transaction(login) as env:
        made = make_things(env)
        env.cr.commit()
    with transaction() as platform:
        user = platform['res.users'].browse(uid)
        user.entity_ids = [(5,)]
        platform.cr.commit()
        user.active = False
        platform.cr.commit()
    return made


def test_a_leavers_things_stay_with_his_school(transaction, left):
    with transaction(ADMIN) as env:
        for model, record_id in left.items():
            assert env[model].sudo().browse(record_id).exists(), model
            assert env[model].browse(record_id).encoach_entity_id.code == 'NILE', model
    with transaction(FOREIGN_ADMIN) as env:
        for model, record_id in left.items():
            assert not env[model].sudo().browse(record_id).exists(), model
            assert not env[model].search([('id', '=', record_id)]), model


def test_the_rules_alone_say_the_same(transaction, left):
    """In a transaction that is nobody's, so that no role is taken."""
    with transaction() as env:
        foreign = env['res.users'].search([('login', '=', FOREIGN_ADMIN)])
        colleague = env['res.users'].search([('login', '=', ADMIN)])
        for model, record_id in left.items():
            record = env[model].browse(record_id)
            assert record.with_user(colleague).has_access('read'), model
            for operation in ('read', 'write', 'unlink'):
                assert not record.with_user(foreign).has_access(operation), (model, operation)


def test_a_stamp_cannot_be_chosen_or_changed(transaction):
    with transaction() as platform:
        delta = platform['encoach.entity'].search([('code', '=', 'DELTA')]).id
    with transaction(TEACHER) as env:
        values = {'name': "Mine", 'model_id': 'encoach.batch', 'user_ids': False}
        with pytest.raises(UserError):
            env['ir.filters'].create({**values, 'encoach_entity_id': delta})
        with pytest.raises(AccessError):
            env['ir.filters'].with_context(default_encoach_entity_id=delta).create(values)
        env.cr.rollback()
        made = env['ir.filters'].create(values)
        assert made.encoach_entity_id.code == 'NILE'
        env.cr.execute(
            'UPDATE ir_filters SET encoach_entity_id = %s WHERE id = %s', [delta, made.id]
        )
        made.invalidate_recordset()
        assert made.encoach_entity_id.code == 'NILE'


def test_what_is_about_a_record_is_of_its_school_whoever_makes_it(transaction):
    with transaction() as platform:
        student = platform['encoach.student'].search([('entity_id.code', '=', 'DELTA')], limit=1)
        message = student.message_post(body="From the platform")
        message.invalidate_recordset()
        assert message.encoach_entity_id.code == 'DELTA'
        record_id, student_id = message.id, student.id
        platform.cr.commit()
    with transaction(ADMIN) as env:
        assert not env['mail.message'].sudo().browse(record_id).exists()
        for values in (
            {'model': 'encoach.student', 'res_id': student_id, 'body': "Mine"},
            {'parent_id': record_id, 'body': "Mine"},
        ):
            with pytest.raises((AccessError, MissingError)):
                env['mail.message'].sudo().create(values)
            env.cr.rollback()
    with transaction() as platform:
        platform['mail.message'].browse(record_id).unlink()
        platform.cr.commit()


def test_a_row_cannot_be_moved_to_another_schools_record(transaction):
    with transaction() as platform:
        student = platform['encoach.student'].search([('entity_id.code', '=', 'DELTA')], limit=1).id
    with transaction(ADMIN) as env:
        file = env['ir.attachment'].create({'name': "mine", 'raw': b'Mine'})
        env.flush_all()
        with pytest.raises(AccessError):
            env.cr.execute(
                "UPDATE ir_attachment SET res_model = 'encoach.student', res_id = %s WHERE id = %s",
                [student, file.id],
            )

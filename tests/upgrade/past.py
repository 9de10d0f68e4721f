"""What people did on the older version: run in that version's Odoo shell, by `make_dump`.

Everything a school keeps is there once: placements that ended, people archived and taken out, what
teachers made in Odoo's own models. And what an older database may hold though today's code would
refuse it: rules from before the last change of them, states that are neither true nor false.
"""

import base64
import hashlib

#: as it was before "Let a student read what he is enrolled in now only"
OLD_RULE = "[('enrollment_ids.student_id.user_id', '=', user.id)]"
STUDENT = 'student01@nile.example'
PASSWORD = 'encoach-demo'
#: a bearer token of the student, from before tokens had a seal
TOKEN = 'a-token-from-before-the-upgrade'
UUID = '6f1d9c1e-7d0e-4f0e-9d5b-0d7a52d0f7a1'
FILE = b'name,email\nOmar,omar@nile.example\n'


def tell(env):
    """Make all of it, and commit."""
    # so that the file's content is in the database, and so in the dump
    env['ir.config_parameter'].set_param('ir_attachment.location', 'db')
    for code in ('NILE', 'DELTA'):
        entity = env['encoach.entity'].search([('code', '=', code)])
        make_account(env, entity)
        fill_school(as_user(env, f'admin@{code.lower()}.example'), entity)
    fill_own_models(env)
    leave(env)
    env.flush_all()
    spoil(env.cr)
    env.cr.commit()


def as_user(env, login):
    return env(user=env['res.users'].search([('login', '=', login)]).id)


def make_account(env, entity):
    """Give the first student of a school an account."""
    student = env['encoach.student'].search([('entity_id', '=', entity.id)], limit=1, order='id')
    user = env['res.users'].create(
        {
            'partner_id': student.partner_id.id,
            'login': student.email,
            'password': PASSWORD,
            'entity_ids': [(6, 0, entity.ids)],
            'group_ids': [(6, 0, env.ref('encoach_lms_core.group_student').ids)],
        }
    )
    student.user_id = user


def fill_school(env, entity):
    """Two courses, four batches, and what became of them."""
    of_entity = [('entity_id', '=', entity.id)]
    students = env['encoach.student'].search(of_entity, limit=8, order='id')
    teachers = env['encoach.teacher'].search(of_entity, order='id')
    physics = env['encoach.course'].search(of_entity, limit=1)
    history = env['encoach.course'].create({'name': "History", 'entity_id': entity.id})
    term = env['encoach.term'].search(of_entity, limit=1)
    room = env['encoach.classroom'].create({'name': "Grade 7", 'entity_id': entity.id})
    room.update_roster(students.ids)
    room.update_teachers(teachers.ids)
    room.assign_class_teacher(teachers[0].id, term.key)
    for section in physics.section_ids[:2]:
        room.assign_course(physics.id, section_id=section.id, term_key=term.key)
    room.assign_course(history.id, term_key=term.key)
    first, second, third = env['encoach.batch'].search([('classroom_id', '=', room.id)], order='id')
    second.update_students(students[:2].ids, mode='remove')
    third.update_students(students[:3].ids, mode='remove')
    second.update_teachers(teachers[:1].ids, mode='remove')
    room.update_roster(students[3:4].ids, mode='remove')
    students[4].active = False
    env['encoach.course.enrollment'].search(
        [('student_id', '=', students[5].id), ('course_id', '=', history.id)]
    ).active = False
    archived = env['encoach.classroom'].create({'name': "Grade 6", 'entity_id': entity.id})
    archived.active = False
    assign_content(env, room, physics, students)
    write_notes(env, room, physics, teachers[0])


def assign_content(env, room, physics, students):
    group = env['encoach.learner.group'].create(
        {'name': "Readers", 'classroom_id': room.id, 'student_ids': [(6, 0, students[:2].ids)]}
    )
    env['encoach.course.assignment'].create(
        [
            {'course_id': physics.id, 'classroom_id': room.id, 'is_active': True},
            {
                'course_uuid': UUID,
                'title': "Reading",
                'classroom_id': room.id,
                'learner_group_id': group.id,
            },
        ]
    )


def write_notes(env, room, course, teacher):
    """A note in review with a message and a file, and one in draft."""
    env = env(user=teacher.user_id.id)
    term = env['encoach.term'].search([('entity_id', '=', room.entity_id.id)], limit=1)
    for title in ("Forces", "Motion"):
        note = env['encoach.lesson.note'].create(
            {
                'title': title,
                'classroom_id': room.id,
                'course_id': course.id,
                'term_id': term.id,
                'date': '2026-10-05',
                'body': "A lesson",
            }
        )
    env.cr.commit()  # changes of what is new are not tracked
    note.action_submit()
    note.message_post(body="Please look at it", attachments=[('plan.txt', b'A plan')])


def fill_own_models(env):
    """What teachers and the platform make in Odoo's own models; none of it has a school yet."""
    salem = as_user(env, 'salem@nile.example')
    student = salem['encoach.student'].search([], limit=1, order='id')
    model_id = env['ir.model']._get_id('encoach.student')
    for maker, name in ((salem, "Nile's own"), (env, "The platform's")):
        maker['ir.filters'].create({'name': name, 'model_id': 'encoach.batch', 'user_ids': False})
        maker['mail.template'].create({'name': name, 'model_id': model_id})
        maker['res.partner.category'].sudo().create({'name': name})
        maker['mail.canned.response'].create({'source': name, 'substitution': name})
    salem['ir.attachment'].create({'name': 'newcomers.csv', 'raw': FILE})
    exporting = salem['ir.exports'].sudo().create({'name': "Names", 'resource': 'encoach.student'})
    salem['ir.exports.line'].sudo().create({'export_id': exporting.id, 'name': 'name'})
    contact = student.partner_id.sudo()
    contact.activity_schedule('mail.mail_activity_data_todo', user_id=salem.uid)
    # from the platform, about a student of the school: only the message tells whose it is
    message = env['encoach.student'].browse(student.id).message_post(body="Welcome")
    env['mail.mail'].create({'mail_message_id': message.id, 'email_to': STUDENT})
    imports = as_user(env, 'admin@nile.example')['encoach.import.students']
    imports.create({'filename': 'newcomers.csv', 'data': base64.b64encode(FILE)})


def leave(env):
    """A teacher who made something and left; only his contact tells still whose it was."""
    khaled = as_user(env, 'khaled@nile.example')
    khaled['ir.filters'].create(
        {'name': "A leaver's", 'model_id': 'encoach.batch', 'user_ids': False}
    )
    account = env['res.users'].browse(khaled.uid)
    account.entity_ids = [(5,)]
    account.active = False


def spoil(cr):
    """What only SQL could do, or code from before this version."""
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    cr.execute(
        """
        INSERT INTO encoach_api_token (user_id, digest, created_at, expires_at)
        SELECT id, %s, now(), now() + interval '100 years' FROM res_users WHERE login = %s
        """,
        [digest, STUDENT],
    )
    cr.execute(
        """
        INSERT INTO encoach_api_login_attempt (login_digest, address_digest, attempted_at)
        VALUES ('login', 'address', now())
        """
    )
    rule = "(SELECT res_id FROM ir_model_data WHERE module = 'encoach_lms_core' AND name = %s)"
    cr.execute(
        f'UPDATE ir_rule SET domain_force = %s WHERE id = {rule}', [OLD_RULE, 'batch_student_rule']
    )
    # by an administrator, in haste
    cr.execute(f'UPDATE ir_rule SET active = FALSE WHERE id = {rule}', ['classroom_student_rule'])
    cr.execute(
        f'UPDATE ir_rule SET perm_write = FALSE WHERE id = {rule}', ['learner_group_teacher_rule']
    )
    cr.execute(
        f"""
        INSERT INTO rule_group_rel (rule_group_id, group_id)
        SELECT {rule}, res_id FROM ir_model_data WHERE module = 'base' AND name = 'group_public'
        """,
        ['learner_group_teacher_rule'],
    )
    cr.execute(
        """
        UPDATE ir_model_access SET active = FALSE, perm_read = FALSE WHERE id IN (
            SELECT res_id FROM ir_model_data
             WHERE module = 'encoach_lms_core' AND model = 'ir.model.access'
             ORDER BY id LIMIT 3)
        """
    )
    # in use by somebody archived, as archiving beside using could leave it
    cr.execute(
        """
        UPDATE encoach_batch_enrollment SET active = TRUE, ended_at = NULL
         WHERE student_id IN (SELECT id FROM encoach_student WHERE NOT active)
        """
    )
    # neither true nor false: read as false
    for table in ('course_enrollment', 'batch_enrollment', 'classroom', 'course', 'student'):
        cr.execute(f'UPDATE encoach_{table} SET active = NULL WHERE NOT active')

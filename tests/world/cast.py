"""The cast: what each of the two schools has, so that there is something to find of every kind."""

from datetime import timedelta
from types import SimpleNamespace

from odoo import fields
from odoo.fields import Command

from .person import PASSWORD

#: the demo schools: the one that tries, and the one that must not be seen
SCHOOLS = {'NILE': 'nile', 'DELTA': 'delta'}
TERM = '2026-T1'
#: how a record says whose it is, where that is not its `entity_id`
SCHOOL_FIELDS = {'res.users': 'entity_ids'}
#: models of the platform, whose records are no school's
PLATFORM = {'encoach.entity.setup'}
#: the smallest PNG there is
PICTURE = (
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk'
    '+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
)


def complete(env, code):
    """Give a school of the demo a record of every kind; return its entity and users."""
    entity = env['encoach.entity'].search([('code', '=', code)])
    admin = env['res.users'].search([('login', '=', f'admin@{SCHOOLS[code]}.example')])
    account = env['encoach.teacher'].search(
        [('entity_id', '=', entity.id), ('user_id', '!=', False)], limit=1
    )
    # which a school may well want, and which opens one more door
    admin.group_ids = [Command.link(env.ref('base.group_allow_export').id)]
    school = SimpleNamespace(code=code, entity=entity, admin=admin, teacher=account.user_id)
    # as the administrator himself, so that what is made is his
    school.env = env(user=admin)
    school.account = account.with_env(school.env)
    _add_academics(school)
    _add_teaching(school)
    _add_samples(school)
    _add_access(school)
    _add_correspondence(school)
    _add_belongings(school)
    env.flush_all()
    return school


def add_system_administrator(env, school):
    """Return an administrator of the school who also holds Odoo's system group."""
    groups = ('base.group_system', 'base.group_allow_export', 'encoach_lms_core.group_entity_admin')
    return _add_user(env, 'system@nile.example', groups, school.entity)


def add_pupil(env, school):
    """Return the account of one of the school's students."""
    pupil = _add_user(env, 'pupil@nile.example', ['encoach_lms_core.group_student'], school.entity)
    school.students[2].sudo().user_id = pupil
    return pupil


def add_stray(env):
    """Return somebody with the roles of a school and none to use them in."""
    groups = ('encoach_lms_core.group_entity_admin', 'encoach_lms_core.group_teacher')
    return _add_user(env, 'stray@nowhere.example', groups, env['encoach.entity'])


def _add_user(env, login, groups, entities):
    return env['res.users'].create(
        {
            'name': "Added",
            'login': login,
            'password': PASSWORD,
            'entity_ids': [Command.set(entities.ids)],
            'group_ids': [Command.set([env.ref(name).id for name in groups])],
        }
    )


def _add_academics(school):
    env = school.env
    school.course = env['encoach.course'].create({'name': "Isolation", 'code': "ISO"})
    school.section = env['encoach.course.section'].create(
        {'course_id': school.course.id, 'name': "S", 'branch': "Branch"}
    )
    school.classroom = env['encoach.classroom'].create({'name': "Grade I", 'room': "R"})
    school.students = env['encoach.student'].create(
        [
            {
                'name': f"Pupil {number}",
                'email': f'pupil{number}@{SCHOOLS[school.code]}.example',
                'student_code': f'I-{number}',
                'phone': f'+20100000{number}',
                'image_1920': PICTURE,
            }
            for number in range(3)
        ]
    )
    school.classroom.update_roster(school.students.ids)
    school.classroom.update_teachers(school.account.ids)
    answer = school.classroom.assign_course(school.course.id, school.section.id, TERM)
    school.batch = env['encoach.batch'].browse(answer['batch_id'])
    school.archived = env['encoach.student'].create({'name': "Former pupil", 'active': False})
    env['encoach.classroom'].create({'name': "Former grade", 'active': False})
    env['encoach.course'].create({'name': "Former course", 'active': False})


def _add_teaching(school):
    env, classroom = school.env, school.classroom
    classroom.assign_class_teacher(school.account.id, TERM)
    term = env['encoach.term'].search([('key', '=', TERM)])
    note = env['encoach.lesson.note'].create(
        {
            'classroom_id': classroom.id,
            'course_id': school.course.id,
            'term_id': term.id,
            'teacher_id': school.account.id,
            'title': "Lesson",
            'objectives': "Objectives",
            'body': "<p>Body</p>",
        }
    )
    note.action_submit()
    group = env['encoach.learner.group'].create(
        {
            'name': "Group",
            'classroom_id': classroom.id,
            'student_ids': [Command.set(school.students[:1].ids)],
        }
    )
    for target in ({'learner_group_id': group.id}, {'student_ids': school.students[1:].ids}):
        # the last one is to single students, and those can be changed
        school.assignment, _created = env['encoach.course.assignment']._assign(
            classroom,
            {
                'course_id': school.course.id,
                'description': "Description",
                'is_active': True,
                **target,
            },
        )
    school.term = term


def _add_samples(school):
    """A record of every model of ours that has none yet, as the tests of the models make it."""
    # our addons can be imported once Odoo knows where they are
    from odoo.addons.encoach_lms_core.tests import samples

    env = school.env
    found = {}
    for model in (name for name in samples.NEW if name not in PLATFORM):
        records = env[model].sudo().with_context(active_test=True)
        own = 'id' if model == 'encoach.entity' else SCHOOL_FIELDS.get(model, 'entity_id')
        found[model] = records.search([(own, 'in', school.entity.ids)], order='id DESC', limit=1)
    made = samples.Samples(found)
    for model, record in found.items():
        if not record:
            # some of them only a platform administrator makes
            made[model] = env[model].sudo().create(made.values(model))


def _add_access(school):
    """What signing in and writing leave behind."""
    env = school.env
    env['encoach.api.token']._issue(school.admin)
    answers = env['encoach.api.answer'].with_user(school.admin)
    answers._begin('kept', 'digest')
    answers._keep('kept', 201, '/api/students/1', '{"name": "Kept"}')


def _add_correspondence(school):
    """Messages, files, activities, followers, and a conversation of the school's own people."""
    env = school.env
    for record in (school.classroom, school.students[0]):
        attachment = env['ir.attachment'].create(
            {
                'name': 'report.txt',
                'raw': f'report of {school.code}'.encode(),
                'res_model': record._name,
                'res_id': record.id,
            }
        )
        attachment.generate_access_token()
        record.message_subscribe(school.teacher.partner_id.ids)
        # its mails stay in the queue
        record.with_context(mail_notify_force_send=False).message_post(
            body="Message",
            subject="Subject",
            attachment_ids=attachment.ids,
            partner_ids=school.teacher.partner_id.ids,
            message_type='comment',
            subtype_xmlid='mail.mt_comment',
        )
    school.students[0].partner_id.activity_schedule(
        'mail.mail_activity_data_todo',
        summary="Summary",
        note="Note",
        user_id=school.teacher.id,
    )
    env['ir.attachment'].create({'name': 'loose.txt', 'raw': b'loose'})
    env['mail.activity'].create({'summary': "Of nothing", 'user_id': school.admin.id})
    env['mail.scheduled.message'].create(
        {
            'model': school.classroom._name,
            'res_id': school.classroom.id,
            'subject': "Later",
            'body': "Later",
            'author_id': school.admin.partner_id.id,
            'scheduled_date': fields.Datetime.now() + timedelta(days=9),
        }
    )
    channel = env['discuss.channel']._create_group(school.teacher.partner_id.ids, name="Talk")
    channel.message_post(body="Talk", message_type='comment')
    open_channel = env['discuss.channel']._create_channel(
        name="Staff room", group_id=env.ref('base.group_user').id
    )
    open_channel.message_post(body="Staff", message_type='comment')


def _add_belongings(school):
    """What Odoo lets any user make beside: banks, tags, templates, filters, settings."""
    env = school.env
    contact = env['res.partner'].create(
        {
            'name': "Guardian",
            'email': f'guardian@{SCHOOLS[school.code]}.example',
            'comment': "<p>Comment</p>",
            'category_id': [Command.create({'name': "Tag"})],
            'image_1920': PICTURE,
        }
    )
    contact.message_post(body="About the guardian", message_type='comment')
    bank = env['res.bank'].create({'name': "Bank", 'bic': f'{school.code}B'})
    env['res.partner.bank'].create(
        {'acc_number': f'EG{school.code}1', 'partner_id': contact.id, 'bank_id': bank.id}
    )
    env['mail.template'].create(
        {
            'name': "Template",
            'model_id': env['ir.model']._get_id('encoach.student'),
            'subject': "Subject",
            'body_html': "<p>Template</p>",
        }
    )
    env['mail.canned.response'].create(
        {
            'source': f'canned {school.code}',
            'substitution': "Substitution",
            'group_ids': [Command.set(env.ref('base.group_user').ids)],
        }
    )
    env['ir.filters'].create({'name': "Filter", 'model_id': 'encoach.student', 'user_ids': False})
    env['ir.exports'].create(
        {
            'name': "Export",
            'resource': 'encoach.student',
            'export_fields': [Command.create({'name': 'name'})],
        }
    )
    env['ir.default'].set('encoach.student', 'phone', '+20155555', user_id=True)
    env['base_import.import'].create(
        {'res_model': 'encoach.student', 'file': b'name\nimported\n', 'file_name': 'import.csv'}
    )
    env['res.users.settings']._find_or_create_for_user(school.admin)

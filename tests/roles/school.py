"""A school with everybody the tables speak of, each with records of his own and of a colleague."""

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.encoach_lms_core.tests import samples

#: what signing in writes; nobody is to have rights to it
NEW = {
    **samples.NEW,
    'encoach.api.answer': {
        'user_id': 'res.users',
        'key': '*',
        'digest': '*',
        'begun_at': '2026-09-01 08:00:00',
    },
    'encoach.api.token': {
        'user_id': 'res.users',
        'digest': '*',
        'created_at': '2026-09-01 08:00:00',
        'expires_at': '2026-09-01 08:00:00',
    },
    'encoach.login.attempt': {
        'login_digest': '*',
        'address_digest': '*',
        'attempted_at': '2026-09-01 08:00:00',
    },
    'encoach.login.place': {
        'login_digest': '*',
        'address_digest': '*',
        'seen_at': '2026-09-01 08:00:00',
    },
    'encoach.password.request': {'login': '*', 'requested_at': '2026-09-01 08:00:00'},
}


class SchoolMixin(samples.SamplesCase):
    """Adds to each school's ``samples`` the ``others`` of a classmate and a colleague.

    ``users`` are those who act in the tables: ``{role: users}``; whoever has the same role has the
    same rights.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        a = cls.a
        a.colleague_user = cls._make_user('colleague@alpha.example', 'teacher', a.entity)
        a.classmate_user = cls._make_user('classmate@alpha.example', 'student', a.entity)
        a.teachers[1].user_id = a.colleague_user
        a.students[1].user_id = a.classmate_user
        a.others = cls._make_samples(a, a.students[1], a.teachers[1])
        for school_samples in (a.samples, a.others, cls.b.samples):
            for model in NEW.keys() - samples.NEW.keys():
                values = school_samples.values(model, NEW)
                school_samples[model] = cls.env[model].create(values)
        system_admin = cls._make_user('system@alpha.test', 'entity_admin', a.entity)
        system_admin.group_ids = [Command.link(cls.env.ref('base.group_system').id)]
        cls.users = {
            'platform': [cls.platform_admin],
            'admin': [a.admin, system_admin],
            'teacher': [a.teacher_user],
            'student': [a.student_user],
            'clerk': [new_test_user(cls.env, 'clerk@alpha.test', groups='base.group_user')],
            'portal': [new_test_user(cls.env, 'portal@alpha.test', groups='base.group_portal')],
        }

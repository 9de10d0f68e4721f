"""A record of every model in a school, and the values of one more: for tests of every model."""

import itertools
import uuid
from datetime import datetime, timedelta

from odoo.fields import Command

from .common import EntityCase

#: What a new record of each model is made of. The name of a model stands for its sample, after
#: ``spare`` for one that nothing refers to, so that there is no clash; ``*`` for a new text, ``+*``
#: for a new phone number, ``@`` for an hour that no other record has.
#: In an order in which the samples themselves can be made.
NEW = {
    'encoach.entity': {'name': '*', 'code': '*', 'tz': 'UTC'},
    'encoach.student': {'name': '*', 'entity_id': 'encoach.entity'},
    'encoach.teacher': {'name': '*', 'entity_id': 'encoach.entity'},
    'encoach.guardian': {
        'name': '*',
        'phone': '+*',
        'entity_id': 'encoach.entity',
        'student_ids': 'encoach.student',
    },
    'encoach.term': {'key': '*', 'entity_id': 'encoach.entity'},
    'encoach.course': {'name': '*', 'entity_id': 'encoach.entity'},
    'encoach.course.section': {'name': '*', 'course_id': 'encoach.course'},
    'encoach.classroom': {'name': '*', 'entity_id': 'encoach.entity'},
    'encoach.classroom.student': {
        'classroom_id': 'encoach.classroom',
        'student_id': 'spare encoach.student',
    },
    'encoach.batch': {
        'classroom_id': 'encoach.classroom',
        'course_id': 'encoach.course',
        'term_id': 'spare encoach.term',
    },
    'encoach.batch.teacher': {
        'batch_id': 'encoach.batch',
        'teacher_id': 'spare encoach.teacher',
    },
    'encoach.course.enrollment': {
        'course_id': 'encoach.course',
        'student_id': 'spare encoach.student',
    },
    'encoach.batch.enrollment': {
        'batch_id': 'encoach.batch',
        'student_id': 'spare encoach.student',
    },
    'encoach.operation': {
        'kind': 'roster',
        'subject': '*',
        'digest': '*',
        'entity_id': 'encoach.entity',
    },
    'encoach.class.teacher': {
        'classroom_id': 'encoach.classroom',
        'teacher_id': 'encoach.teacher',
        'term_id': 'spare encoach.term',
    },
    'encoach.lesson.note': {
        'title': '*',
        'classroom_id': 'encoach.classroom',
        'course_id': 'encoach.course',
        'term_id': 'encoach.term',
        'teacher_id': 'encoach.teacher',
    },
    'encoach.learner.group': {
        'name': '*',
        'classroom_id': 'encoach.classroom',
        'student_ids': 'encoach.student',
    },
    'encoach.course.assignment': {
        'classroom_id': 'encoach.classroom',
        'course_uuid': '*',
        'title': '*',
        'is_active': True,
    },
    'encoach.room': {'name': '*', 'entity_id': 'encoach.entity'},
    'encoach.closure': {
        'name': '*',
        'date_from': '2041-01-01',
        'date_to': '2041-01-02',
        'entity_id': 'encoach.entity',
    },
    'encoach.schedule.slot': {
        'batch_id': 'encoach.batch',
        'weekday': '1',
        'start_minutes': 480,
        'teacher_id': None,
    },
    'encoach.session': {'batch_id': 'encoach.batch', 'start': '@'},
    'encoach.session.teacher': {
        'session_id': 'encoach.session',
        'teacher_id': 'spare encoach.teacher',
    },
    'encoach.attendance': {
        'session_id': 'encoach.session',
        'student_id': 'spare encoach.student',
        'status': 'present',
    },
    'encoach.attendance.change': {'attendance_id': 'encoach.attendance', 'new_status': 'late'},
    'encoach.attendance.late': {'session_id': 'encoach.session', 'digest': '*'},
    'encoach.session.reason': {'session_id': 'encoach.session', 'reason': '*'},
    'encoach.attendance.correct': {
        'attendance_id': 'encoach.attendance',
        'status': 'late',
        'reason': '*',
    },
    'encoach.assign.course': {
        'classroom_id': 'encoach.classroom',
        'course_id': 'encoach.course',
    },
    'encoach.assign.class.teacher': {
        'classroom_id': 'encoach.classroom',
        'teacher_id': 'encoach.teacher',
        'term_id': 'encoach.term',
    },
    'encoach.import.students': {'entity_id': 'encoach.entity'},
    'encoach.import.students.error': {'import_id': 'encoach.import.students'},
    'encoach.import.students.leave': {'import_id': 'encoach.import.students'},
    'encoach.invite.user': {'name': '*', 'email': '*', 'entity_id': 'encoach.entity'},
    'encoach.entity.setup': {
        'name': '*',
        'code': '*',
        'tz': 'UTC',
        'admin_name': '*',
        'admin_email': '*',
    },
    'res.partner': {'name': '*', 'entity_id': 'encoach.entity'},
    'res.users': {'name': '*', 'login': '*', 'entity_ids': 'encoach.entity'},
}


HOURS = itertools.count()


class Samples(dict):
    """The records of a classroom, its student and its teacher, by model; and `spare` ones."""

    def __init__(self, records):
        super().__init__(records)
        self.spare = {}

    def values(self, model, new=None):
        """Return the values of a new record of ``model`` that belongs to this classroom.

        :param dict new: another table than `NEW`
        """
        values = (new or NEW)[model]
        return {name: self._value(name, value) for name, value in values.items()}

    def _value(self, name, value):
        if value == '*':
            return str(uuid.uuid4())
        if value == '@':
            return datetime(2040, 1, 2) + timedelta(hours=next(HOURS))
        if value == '+*':
            return f'+2010{uuid.uuid4().int % 10**8:08}'
        target = value.removeprefix('spare ') if isinstance(value, str) else value
        if target not in NEW:
            return value
        record = self.spare.get(target, self[target]) if value != target else self[target]
        return [Command.link(record.id)] if name.endswith('_ids') else record.id


class SamplesCase(EntityCase):
    """Each school has ``samples`` of a classroom with its first student and its first teacher."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for school in (cls.a, cls.b):
            school.samples = cls._make_samples(school, school.students[0], school.teachers[0])

    @classmethod
    def _make_samples(cls, school, student, teacher):
        """Return `Samples` of a classroom made for this student and this teacher."""
        samples = Samples(
            {
                'encoach.entity': school.entity,
                'encoach.student': student,
                'encoach.teacher': teacher,
                'res.partner': student.partner_id,
                'res.users': student.user_id,
            }
        )
        for model in NEW:
            if model not in samples:
                samples[model] = cls.env[model].create(samples.values(model))
            if model == 'encoach.classroom':
                samples[model].teacher_ids = teacher
                samples[model].course_ids = samples['encoach.course']
        for model in (
            *('encoach.student', 'encoach.teacher', 'encoach.term', 'encoach.course'),
            *('res.partner', 'res.users'),
        ):
            samples.spare[model] = cls.env[model].create(samples.values(model))
        return samples

    @classmethod
    def _get_tenant_models(cls):
        """Yield every model of ours whose records belong to a school, those of dialogs too."""
        mixin = cls.registry['encoach.entity.mixin']
        for name, model in sorted(cls.registry.items()):
            if name.startswith('encoach.') and not model._abstract and issubclass(model, mixin):
                yield cls.env[name]

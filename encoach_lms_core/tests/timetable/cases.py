"""Batches with weekly lessons, on a day that stands still."""

from datetime import datetime

from freezegun import freeze_time

from odoo.fields import Command

from ..common import EntityCase

#: a Monday; in Cairo, two hours ahead, it is eight in the morning
NOW = datetime(2026, 9, 7, 5, 0)


class TimetableCase(EntityCase):
    """Each school has ``rooms``, and ``batches`` of both sections with all students in each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for school in (cls.a, cls.b):
            school.rooms = cls.env['encoach.room'].create(
                [
                    {'name': f'{school.marker} Room {number}', 'entity_id': school.entity.id}
                    for number in range(2)
                ]
            )
            school.term.write({'date_start': '2026-09-01', 'date_end': '2026-12-18'})
            school.batches = cls.env['encoach.batch'].create(
                [
                    {
                        'classroom_id': school.classroom.id,
                        'course_id': school.course.id,
                        'section_id': section.id,
                        'term_id': school.term.id,
                    }
                    for section in school.sections
                ]
            )
            for batch in school.batches:
                batch.update_students(school.students.ids)
        cls.env['encoach.batch.enrollment'].search([]).write({'enrolled_at': '2026-01-01'})

    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(NOW))

    def slot(self, school, batch=0, **values):
        """Make a weekly lesson, on Monday at 10:00 unless something else is said."""
        return self.env['encoach.schedule.slot'].create(
            {
                'batch_id': school.batches[batch].id,
                'weekday': '0',
                'start_minutes': 600,
                'teacher_id': False,
                **values,
            }
        )

    def sessions(self, slot):
        """Return the sessions of a slot, in order of time."""
        return self.env['encoach.session'].search([('slot_id', '=', slot.id)])

    def extra(self, school, start, batch=0, teachers=(), **values):
        """Add an extra lesson."""
        return self.env['encoach.session'].create(
            {
                'batch_id': school.batches[batch].id,
                'start': start,
                'teacher_ids': [Command.set([each.id for each in teachers])],
                **values,
            }
        )

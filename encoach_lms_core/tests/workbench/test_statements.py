from odoo.tests import tagged

from .cases import WorkbenchCase


@tagged('encoach')
class TestStatements(WorkbenchCase):
    """The number of statements depends on neither students nor classrooms nor courses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.many = cls._make_people(cls.a, 'student', 300, 'mass ')

    def count(self, action):
        """Return how many statements an action takes, and what it returns."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        result = action()
        self.env.flush_all()
        return self.cr.sql_log_count - before, result

    def count_apply(self, plan):
        record = self.Operation.browse(plan['id'])
        return self.count(lambda: record._carry_out_plan(plan['digest'], plan['confirm_removals']))[
            0
        ]

    def split(self, size, *, doubled):
        """Return how many statements it takes to split a new classroom of this size.

        :param bool doubled: whether everybody is in both sections beforehand
        """
        room = self.a.classroom.copy({'name': f'Alpha {size} {doubled}'})
        room.update_roster(self.many[:size].ids)
        room.update_teachers(self.a.teachers.ids)
        if doubled:
            for section in self.a.sections:
                room.assign_course(self.a.course.id, section.id, '2026-T1')
        plan = self.plan(
            'split',
            classroom_ids=room.ids,
            course_ids=self.a.course.ids,
            section_ids=self.a.sections.ids,
            term_key='2026-T1',
            section_teachers=[
                {'section_id': section.id, 'teacher_ids': teacher.ids}
                for section, teacher in zip(self.a.sections, self.a.teachers, strict=True)
            ],
        )
        count = self.count_apply(plan)
        self.assertEqual(room.batch_ids.mapped('student_count'), [size // 2] * 2)
        return count

    def test_a_split_takes_twelve_for_20_and_for_300(self):
        for doubled in (False, True):
            # the first fills the caches
            counts = {size: self.split(size, doubled=doubled) for size in (2, 20, 300)}
            self.assertEqual(counts[20], counts[300])
            self.assertLessEqual(counts[300], 12)

    def test_a_term_start_takes_twenty_for_any_number_of_classrooms_and_courses(self):
        counts = {}
        for rooms, courses in ((1, 1), (2, 2), (12, 5)):
            rooms = self.env['encoach.classroom'].concat(
                *(self.a.classroom.copy({'name': f'Alpha {n}/{rooms}'}) for n in range(rooms))
            )
            for room, part in zip(rooms, range(len(rooms)), strict=True):
                room.update_roster(self.many[part :: len(rooms)].ids)
                room.update_teachers(self.a.teachers.ids)
            taught = self.env['encoach.course'].concat(
                *(self.a.course.copy({'name': f'Alpha {n}'}) for n in range(courses))
            )
            wanted = {'classroom_ids': rooms.ids, 'course_ids': taught.ids, 'term_key': '2026-T1'}
            planned, plan = self.count(lambda wanted=wanted: self.plan('assign', **wanted))
            counts[courses] = (planned, self.count_apply(plan))
        self.assertEqual(counts[2], counts[5])
        self.assertLessEqual(max(counts[5]), 20)

    def roll_over(self, size, **params):
        """Return how many statements it takes to plan and to do a rollover of this many."""
        room = self.a.classroom.copy({'name': f'Alpha {size} {len(params)}'})
        upper = self.a.classroom.copy({'name': f'Alpha upper {size} {len(params)}'})
        room.update_roster(self.many[:size].ids)
        for section in self.a.sections:
            room.assign_course(self.a.course.id, section.id, '2026-T1')
        rule = {'classroom_id': room.id, 'rule': 'promote', 'to_classroom_id': upper.id}
        wanted = {
            'classroom_ids': room.ids,
            'from_term_key': '2026-T1',
            'term_key': f'2026-{size}',
            'rules': [rule],
            'student_rules': [{'student_id': self.many[0].id, 'rule': 'leave'}],
        }
        planned, plan = self.count(lambda: self.plan('rollover', **wanted))
        applied = self.count_apply(plan)
        self.assertEqual(upper.batch_ids.mapped('student_count'), [size - 1] * 2)
        operation = self.Operation.browse(plan['id'])
        undone, _told = self.count(operation.undo)
        return planned, applied, undone

    def test_a_rollover_takes_twenty_for_30_and_for_1000(self):
        self.many += self._make_people(self.a, 'student', 700, 'more ')
        counts = {size: self.roll_over(size) for size in (2, 30, 1000)}
        self.assertEqual(counts[30], counts[1000])
        self.assertLessEqual(max(counts[1000][:2]), 20)

from odoo.tests import tagged, warmup

from ..common import EntityCase


@tagged('encoach')
class TestQueryCount(EntityCase):
    """The number of statements does not depend on the number of students."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.many = cls._make_people(cls.a, 'student', 1000, 'mass ')

    def _fresh_classroom(self):
        classroom = self.a.classroom.copy({'teacher_ids': self.a.teachers.ids})
        self.env.flush_all()
        return classroom.with_user(self.a.admin)

    def _count(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _count_for(self, size, prepare, action):
        classroom = self._fresh_classroom()
        prepare(classroom, self.many[:size].ids)
        return self._count(lambda: action(classroom, self.many[:size].ids))

    def _assert_constant(self, limit, prepare, action):
        self._count_for(2, prepare, action)  # fills the caches that outlive a request
        counts = {size: self._count_for(size, prepare, action) for size in (30, 1000)}
        self.assertEqual(counts[30], counts[1000])
        self.assertLessEqual(counts[1000], limit)

    def test_assign_course(self):
        def assign(classroom, _ids):
            classroom.assign_course(self.a.course.id, self.a.sections[0].id, '2026-T1')

        self._assert_constant(10, lambda classroom, ids: classroom.update_roster(ids), assign)

    def test_roster(self):
        self._assert_constant(
            12,
            lambda classroom, ids: None,
            lambda classroom, ids: classroom.update_roster(ids, 'set'),
        )

    def test_batch_students(self):
        def prepare(classroom, ids):
            classroom.update_roster(ids)
            classroom.assign_course(self.a.course.id)

        for mode in ('add', 'set', 'remove'):
            with self.subTest(mode):
                self._assert_constant(
                    12,
                    prepare,
                    lambda room, ids, mode=mode: room.batch_ids.update_students(ids[::2], mode),
                )

    def test_counting_the_teachers_of_batches_asks_nothing_about_teachers(self):
        classrooms = [self._fresh_classroom() for _number in range(10)]
        for classroom in classrooms:
            classroom.assign_course(self.a.course.id)
        batches = self.env['encoach.batch'].browse(room.batch_ids.id for room in classrooms)
        batches = batches.with_user(self.a.admin)
        self._count(lambda: batches.mapped('teacher_count'))  # fills the caches of the rules
        self.assertEqual(self._count(lambda: batches.mapped('teacher_count')), 1)
        self.assertEqual(batches.mapped('teacher_count'), [len(self.a.teachers)] * 10)

    @warmup
    def test_scope_costs_nothing_once_it_is_known(self):
        user = self.a.admin
        user._get_entity_ids()
        with self.assertQueryCount(0):
            user._get_entity_ids()

import psycopg2

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..samples import SamplesCase
from .keys import drop_key, get_active_keys

#: what must be active for what; PostgreSQL holds it whatever happens at once
KEYS = {
    'encoach_batch_enrollment_enrollment_active_fk',
    'encoach_batch_teacher_teacher_active_fk',
    'encoach_class_teacher_teacher_active_fk',
    'encoach_classroom_student_student_active_fk',
    'encoach_classroom_teacher_rel_active_fk',
    'encoach_course_enrollment_student_active_fk',
}


@tagged('encoach', 'post_install', '-at_install')
class TestEveryActiveKey(SamplesCase):
    """Nothing that is used is archived, and nothing archived is used, not even by raw SQL."""

    @mute_logger('odoo.sql_db')
    def test_what_is_used_is_not_archived(self):
        keys = get_active_keys(self.env)
        for name in KEYS:
            with self.subTest(key=name), self.env.cr.savepoint() as savepoint:
                self.assertIn(name, keys)
                table, target, pairs = keys[name]
                for other, (other_table, other_target, _pairs) in keys.items():
                    if other != name and other_target == target:
                        drop_key(self.env, other_table, other)
                self.env.flush_all()
                with self.assertRaises(psycopg2.errors.ForeignKeyViolation) as caught:
                    self.archive_used(table, target, pairs)
                self.assertEqual(caught.exception.diag.constraint_name, name)
                savepoint.rollback()
        self.assertEqual(set(keys), KEYS)

    def archive_used(self, table, target, pairs):
        self.env.cr.execute(
            SQL(
                'UPDATE %s AS target SET active = FALSE FROM %s AS used'
                ' WHERE used.needs_active AND target.entity_id = %s AND %s',
                SQL.identifier(target),
                SQL.identifier(table),
                self.a.entity.id,
                SQL(' AND ').join(
                    SQL('used.%s = target.%s', SQL.identifier(own), SQL.identifier(other))
                    for own, other in pairs
                ),
            )
        )

    @mute_logger('odoo.sql_db')
    def test_what_is_archived_is_not_used(self):
        student, teacher = self.a.students[1], self.a.teachers[1]
        student.active = teacher.active = False
        samples = self.a.samples
        uses = {
            'encoach.classroom.student': {'student_id': student.id},
            'encoach.course.enrollment': {'student_id': student.id},
            'encoach.batch.enrollment': {'student_id': student.id},
            'encoach.batch.teacher': {'teacher_id': teacher.id},
            'encoach.class.teacher': {'teacher_id': teacher.id},
        }
        for model, values in uses.items():
            with (
                self.subTest(model=model),
                self.assertRaises(psycopg2.errors.ForeignKeyViolation),
                self.env.cr.savepoint(),
            ):
                self.env[model].create({**samples.values(model), **values})
        with self.assertRaises(psycopg2.errors.ForeignKeyViolation), self.env.cr.savepoint():
            samples['encoach.classroom'].teacher_ids |= teacher

    def test_archiving_ends_the_uses_first(self):
        for school, falsy in ((self.a, False), (self.b, 0)):
            student, teacher = school.students[0], school.teachers[0]
            batch = school.samples['encoach.batch']
            batch.update_students(student.ids)
            batch.update_teachers(teacher.ids)
            student.write({'active': falsy})
            teacher.write({'active': falsy})
            self.assertFalse(student.roster_line_ids.filtered(lambda line: not line.until))
            self.assertFalse(student.batch_enrollment_ids.filtered('active'))
            self.assertFalse(student.course_enrollment_ids.filtered('active'))
            self.assertFalse(teacher.batch_line_ids.filtered(lambda line: not line.until))
            self.assertFalse(teacher.classroom_ids | teacher.class_teacher_ids.classroom_id)

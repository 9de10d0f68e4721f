"""Two schools whose classroom studies two courses, with a colleague for each way of teaching."""

from ..common import EntityCase


class TeachingCase(EntityCase):
    """Each school has, beside the cast of `EntityCase`, a course ``chemistry``, a classroom
    ``other_classroom``, a later term ``next_term``, and ``colleague_user``, the second teacher.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for school in (cls.a, cls.b):
            entity = school.entity
            school.colleague_user = cls._make_user(
                f'colleague@{school.marker.lower()}.example', 'teacher', entity
            )
            school.teachers[1].user_id = school.colleague_user
            school.chemistry = school.course.copy({'name': f'{school.marker} Chemistry'})
            school.other_classroom = school.classroom.copy({'name': f'{school.marker} Grade 8'})
            school.next_term = school.term.copy({'key': '2026-T2'})

    def _make_batch(self, school, course=None, classroom=None, term=None, teacher=None):
        """Have a teacher, the first one by default, teach a course in a classroom."""
        batch = self.env['encoach.batch'].create(
            {
                'classroom_id': (classroom or school.classroom).id,
                'course_id': (course or school.course).id,
                'term_id': term and term.id,
            }
        )
        batch.update_teachers((teacher or school.teachers[0]).ids)
        return batch

    def _make_class_teacher(self, school, teacher=None, classroom=None, term=None):
        """Make a teacher, the first one by default, class teacher."""
        (classroom or school.classroom).assign_class_teacher(
            (teacher or school.teachers[0]).id, (term or school.term).key
        )

    def _write_note(self, school, user=None, **values):
        """Write a note as a user, the first teacher by default."""
        return (
            self.env['encoach.lesson.note']
            .with_user(user or school.teacher_user)
            .create(
                {
                    'classroom_id': school.classroom.id,
                    'course_id': school.course.id,
                    'term_id': school.term.id,
                    'title': f'{school.marker} lesson',
                    **values,
                }
            )
        )

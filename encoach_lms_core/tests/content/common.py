"""Two schools whose first teacher is a homeroom teacher, and a way to assign courses there."""

from ..common import EntityCase


class ContentCase(EntityCase):
    """Everybody is on the roster; a colleague teaches elsewhere in the same school."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for school in (cls.a, cls.b):
            school.classroom.update_roster(school.students.ids)
            school.classroom.update_teachers(school.teachers[0].ids)
            school.colleague_user = cls._make_user(
                f'colleague@{school.marker.lower()}.example', 'teacher', school.entity
            )
            school.teachers[1].user_id = school.colleague_user

    def _assign_content(self, school, user=None, **values):
        """Assign the school's course as a user, the homeroom teacher by default."""
        user = user or school.teacher_user
        if 'course_uuid' not in values:
            values.setdefault('course_id', school.course.id)
        return (
            self.env['encoach.course.assignment']
            .with_user(user)
            ._assign(school.classroom.with_user(user), values)
        )

    def _make_group(self, school, students, name="Alpha readers", **values):
        return self.env['encoach.learner.group'].create(
            {
                'name': name,
                'classroom_id': school.classroom.id,
                'student_ids': students.ids,
                **values,
            }
        )

"""What belongs to a classroom: the domains of its lists, and all of them at once."""

from ..schemas.batches import BatchDetail
from ..schemas.classrooms import ClassroomCourses
from ..schemas.courses import Course
from ..schemas.students import Student
from ..schemas.teachers import Teacher
from ..serializer import serialize, serialize_all
from .resource import find, show


def students_of(classroom):
    """Return the domain of the students on the roster."""
    return [('roster_line_ids', 'any', classroom._get_roster_domain())]


def teachers_of(classroom):
    """Return the domain of the homeroom teachers."""
    return [('classroom_ids', 'in', classroom.ids)]


def courses_of(classroom):
    """Return the domain of the courses the classroom studies."""
    return [('id', 'in', classroom.course_ids.ids)]


def batches_of(classroom):
    """Return the domain of the batches."""
    return [('classroom_id', '=', classroom.id)]


def describe_classroom(model, classroom_id):
    """Return the `ClassroomOverview`: one statement a list, however long they are.

    :raise EntityMismatch, RecordNotFound: see `find`
    :raise AccessError: when the caller's role hides the classroom from him
    """
    env = model.env
    classroom = model.browse(classroom_id)
    # read before it is found: only whoever is refused has to be told why
    seen = serialize(classroom, ClassroomCourses)
    described = seen[0] if seen else show(find(model, classroom_id), ClassroomCourses)
    studied = [('id', 'in', described.pop('course_ids'))]
    return {
        'classroom': described,
        'students': serialize_all(env['encoach.student'], Student, students_of(classroom)),
        'teachers': serialize_all(env['encoach.teacher'], Teacher, teachers_of(classroom)),
        'courses': serialize_all(env['encoach.course'], Course, studied),
        'batches': serialize_all(env['encoach.batch'], BatchDetail, batches_of(classroom)),
    }

"""Ids, each of a type that says which model it is an id of.

The type is the one place where that stands: schemas name it, the description repeats it as
``x-model``, and whoever needs an id of the right kind (conditional requests, the proof of
isolation, the fuzzer, the benchmarks) reads it there.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

#: the keyword of a JSON schema that names the model
MODEL = 'x-model'
#: in its place, for ids of whatever there is
ANY = '*'

#: the model of each kind of id, by the name that such an id has in paths
MODELS = {
    'attendance_change_id': 'encoach.attendance.change',
    'attendance_id': 'encoach.attendance',
    'batch_id': 'encoach.batch',
    'batch_teacher_id': 'encoach.batch.teacher',
    'class_teacher_id': 'encoach.class.teacher',
    'classroom_id': 'encoach.classroom',
    'closure_id': 'encoach.closure',
    'course_assignment_id': 'encoach.course.assignment',
    'course_id': 'encoach.course',
    'enrollment_id': 'encoach.batch.enrollment',
    'entity_id': 'encoach.entity',
    'guardian_id': 'encoach.guardian',
    'learner_group_id': 'encoach.learner.group',
    'lesson_note_id': 'encoach.lesson.note',
    'operation_id': 'encoach.operation',
    'plan_id': 'encoach.operation',
    'room_id': 'encoach.room',
    'roster_line_id': 'encoach.classroom.student',
    'schedule_id': 'encoach.schedule.slot',
    'section_id': 'encoach.course.section',
    'session_id': 'encoach.session',
    'student_id': 'encoach.student',
    'teacher_id': 'encoach.teacher',
    'term_id': 'encoach.term',
    'user_id': 'res.users',
}


def _accept_whole(value):
    """Return a whole number such as 9.0 as an integer: JSON Schema calls it one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


#: belongs to every whole number in a body, after what else its type says
WHOLE = BeforeValidator(_accept_whole)


def _id_of(model):
    described = {MODEL: model}
    field = Field(ge=1, le=2**31 - 1, examples=[12], json_schema_extra=described)
    return Annotated[int, field, WHOLE]


AttendanceChangeId = _id_of(MODELS['attendance_change_id'])
AttendanceId = _id_of(MODELS['attendance_id'])
BatchId = _id_of(MODELS['batch_id'])
BatchTeacherId = _id_of(MODELS['batch_teacher_id'])
ClassTeacherId = _id_of(MODELS['class_teacher_id'])
ClassroomId = _id_of(MODELS['classroom_id'])
ClosureId = _id_of(MODELS['closure_id'])
CourseAssignmentId = _id_of(MODELS['course_assignment_id'])
CourseId = _id_of(MODELS['course_id'])
EnrollmentId = _id_of(MODELS['enrollment_id'])
EntityId = _id_of(MODELS['entity_id'])
GuardianId = _id_of(MODELS['guardian_id'])
LearnerGroupId = _id_of(MODELS['learner_group_id'])
LessonNoteId = _id_of(MODELS['lesson_note_id'])
OperationId = _id_of(MODELS['operation_id'])
RoomId = _id_of(MODELS['room_id'])
RosterLineId = _id_of(MODELS['roster_line_id'])
ScheduleId = _id_of(MODELS['schedule_id'])
SectionId = _id_of(MODELS['section_id'])
SessionId = _id_of(MODELS['session_id'])
StudentId = _id_of(MODELS['student_id'])
TeacherId = _id_of(MODELS['teacher_id'])
TermId = _id_of(MODELS['term_id'])
UserId = _id_of(MODELS['user_id'])
#: what records and lists of every kind have; each kind says its own
AnyId = _id_of(ANY)
#: as a client has sent it
SentId = Annotated[int, Field(examples=[12], json_schema_extra={MODEL: ANY})]


def _split_ids(value):
    """Return the ids of a text such as ``1,2``."""
    parts = [part.strip() for part in value.split(',')]
    if not all(part.isascii() and part.isdigit() and len(part) <= 10 for part in parts):
        raise PydanticCustomError('id_list', "Ids separated by commas are expected.")
    return [int(part) for part in parts]


SPLIT = BeforeValidator(_split_ids)


def several(id_type, max_length=None):
    """Return the type of a parameter of a query string that is a list of ids, or left out.

    It takes both ways in which clients write lists: ``ids=1,2`` and ``ids=1&ids=2``.
    """
    ids = Annotated[list[id_type], Field(max_length=max_length, examples=[[11, 12]])]
    return Annotated[ids | None, SPLIT]


def takes_several(field):
    """Return whether a pydantic field is of such a type."""
    return SPLIT in field.metadata


def get_model(schema):
    """Return the model whose ids a JSON schema describes, one id or a list; None if it does not."""
    if MODEL in schema:
        return schema[MODEL]
    inner = [schema.get('items', {}), *schema.get('anyOf', ())]
    return next(filter(None, map(get_model, filter(None, inner))), None)


def get_path_models(names):
    """Return ``{name: model}`` of the ids in a path.

    :raise LookupError: for a name that is not in `MODELS`
    """
    unknown = sorted(set(names) - MODELS.keys())
    if unknown:
        raise LookupError(f"{unknown[0]}: say in MODELS of schemas/ids.py what it is an id of")
    return {name: MODELS[name] for name in names}

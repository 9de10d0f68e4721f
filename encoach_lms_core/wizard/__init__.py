from . import (
    assign_class_teacher,
    assign_course,
    entity_setup,
    import_students,
    invite_user,
    session_reason,
)

from . import test_class_teacher
from . import test_lesson_note
from . import test_lesson_note_access
from . import test_tours

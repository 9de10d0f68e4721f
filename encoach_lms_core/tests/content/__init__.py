from . import test_course_assignment
from . import test_course_uuid
from . import test_learner_group

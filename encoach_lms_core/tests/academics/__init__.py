from . import test_batch
from . import test_classroom
from . import test_course
from . import test_term

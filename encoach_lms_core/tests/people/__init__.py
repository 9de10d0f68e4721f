from . import test_guardian
from . import test_person

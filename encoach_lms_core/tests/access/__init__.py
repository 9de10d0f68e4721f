from . import test_sign_up
from . import test_throttle

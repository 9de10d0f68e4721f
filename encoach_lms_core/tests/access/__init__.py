from . import test_export
from . import test_sign_up
from . import test_throttle

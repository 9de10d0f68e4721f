from . import test_change_feed
from . import test_change_log
from . import test_every_source

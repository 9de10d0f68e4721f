from . import test_clashes
from . import test_cost
from . import test_filling
from . import test_local_time
from . import test_random
from . import test_session
from . import test_substitutes

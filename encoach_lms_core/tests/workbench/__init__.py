from . import test_drift
from . import test_lines
from . import test_plan
from . import test_split
from . import test_statements
from . import test_tours
from . import test_undo

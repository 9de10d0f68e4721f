from . import test_cost
from . import test_history
from . import test_report
from . import test_sheet
from . import test_web_client

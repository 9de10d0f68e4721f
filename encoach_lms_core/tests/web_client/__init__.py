from . import test_what_is_asked
from . import test_query_count
from . import test_tours
from . import test_views

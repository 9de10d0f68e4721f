from .csv_table import read_table, safe_cell, undo_safe_cell, write_table
from .ids import has_proper_ids
from .local_time import clock, day_end, to_local, to_utc
from .membership import (
    MembershipPlan,
    check_expected,
    check_mode,
    count_missing,
    plan_membership,
)
from .parameters import get_parameter
from .phones import normalize_phone
from .presence import PRESENT, PRESENT_SQL, is_present
from .sql import ActiveForeignKey, EntityForeignKey
from .spread import ORDERS, spread
from .table import Table
from .texts import EMAIL, NameIndex, collapse, make_email_key, normalize_email

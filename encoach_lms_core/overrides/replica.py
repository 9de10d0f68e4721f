"""How long a process leaves the replica alone: Odoo decides that by itself, when it is down."""

import time

from odoo.orm.registry import _REPLICA_RETRY_TIME


def leave_alone(registry, seconds):
    """Have this process use the primary only for a while, as if the replica were down."""
    registry._db_readonly_failed_time = time.monotonic() - _REPLICA_RETRY_TIME + seconds

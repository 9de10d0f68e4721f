"""Reading from a replica: what a request may learn late, and what it may not.

With ``db_replica_host`` Odoo runs reading routes on the replica, which is behind by a moment. Data
may be as old as that. Who somebody is and what he may see may not: a token that was revoked, or a
school that was taken from a user, must be out of reach on the next request. So every request asks
the primary for the owner of its token and for changes of what is cached, and when the replica
has not heard of them yet, the request runs on the primary.
"""

import contextlib

import psycopg2.errors

from odoo.tools import config

from odoo.addons.encoach_lms_core.overrides import replica

#: seconds in which a process leaves a replica alone that it has found too far behind
REST = 5


class ReplicaBehind(psycopg2.errors.ReadOnlySqlTransaction):
    """Raised on a replica, it makes Odoo run the request again, on the primary."""

    def __init__(self):
        super().__init__("The replica is behind")


def is_configured():
    """Return whether there is a replica."""
    return bool(config['db_replica_host'])


@contextlib.contextmanager
def primary_cursor(env):
    """Yield a cursor of the primary: the environment's own unless that is on the replica."""
    if env.cr.readonly and is_configured():
        with contextlib.closing(env.registry.cursor()) as cr:
            yield cr
    else:
        yield env.cr


def drop_stale_caches(registry, cr):
    """Drop what this process has cached and the primary has changed; return whether there was any.

    Odoo does that at the beginning of each request, by what the replica has heard.

    :param cr: cursor of the primary
    """
    if not is_configured():
        return False
    known = registry.registry_sequence, dict(registry.cache_sequences)
    if known == registry.get_sequences(cr):
        return False
    registry.check_signaling(cr)
    leave_alone(registry)
    return True


def leave_alone(registry):
    """Have this process use the primary only for a while."""
    replica.leave_alone(registry, REST)

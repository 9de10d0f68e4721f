"""What finding out who a bearer token belongs to adds to a request.

Runs inside Odoo, on the code of the request, with warm caches as on any request but the first.
"""

import json
import statistics
import sys
import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from tests.world.inside import configure

ROUNDS = 1000


def authenticate(cr, token):
    """Do what the API does for every request that carries a token."""
    env = api.Environment(cr, None, {})
    uid = env['encoach.api.token']._find_user_id(token)
    user = env(user=uid).user
    assert user._get_encoach_role()
    user.context_get()


def main(database):
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        user = env['res.users'].search([('login', '=', 'admin@nile.example')])
        token, _expires_at = env['encoach.api.token']._issue(user)
        env.flush_all()
        samples = []
        for _round in range(ROUNDS):
            cr.transaction.reset()
            start = time.perf_counter()
            authenticate(cr, token)
            samples.append(time.perf_counter() - start)
        print(json.dumps({'p50_milliseconds': 1000 * statistics.median(samples)}))
        cr.rollback()


if __name__ == '__main__':
    configure()
    main(sys.argv[1])

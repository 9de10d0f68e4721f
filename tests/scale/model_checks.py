"""A program: every Python constraint, and every stored computed field, of one school's records."""

import json
import sys

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config


def find_differences(records):
    """Yield the stored computed fields that would be computed to something else."""
    for name, field in records._fields.items():
        if not (field.store and field.compute) or field.inherited:
            continue
        before = records.mapped(lambda record, name=name: record[name])
        records.env.add_to_compute(field, records)
        if records.mapped(lambda record, name=name: record[name]) != before:
            yield f'{field}: {before[:3]}'


def check(env, code):
    """Return what the models have to say against the records of a school."""
    entity = env['encoach.entity'].search([('code', '=', code)])
    complaints = []
    for name in env.registry.descendants(['encoach.entity.mixin'], '_inherit'):
        model = env[name].with_context(active_test=False)
        if not model._auto or model._transient:
            continue
        records = model.search([('entity_id', '=', entity.id)])
        if not records:
            complaints.append(f'{name}: there are none')
        try:
            records._validate_fields(model._fields)
        except UserError as error:
            complaints.append(f'{name}: {error}')
        complaints += find_differences(records)
    return complaints


if __name__ == '__main__':
    config.parse_config(['--log-level=error'], setup_logging=True)
    with Registry(sys.argv[1]).cursor() as cr:
        sys.stdout.write(json.dumps(check(api.Environment(cr, SUPERUSER_ID, {}), sys.argv[2])))
        cr.rollback()

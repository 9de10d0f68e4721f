from odoo import api, models

from ...exceptions import EntityMismatch, InvalidInput
from .rollover import TAKEN
from .rollover_seats import RULES

#: by the name of a list of rules: what they are about
SUBJECTS = {
    'rules': ('classroom_id', 'encoach.classroom'),
    'student_rules': ('student_id', 'encoach.student'),
}


class EncoachOperation(models.Model):
    """Checks what a rollover is asked with."""

    _inherit = 'encoach.operation'

    @api.model
    def _read_params(self, kind, params, entity_id):
        params = dict(params or {})
        owners = [self._read_rules(name, params) for name in SUBJECTS if params.get(name)]
        entities, params = super()._read_params(kind, params, entity_id)
        if self.env['encoach.entity'].union(*owners) - entities:
            raise EntityMismatch(self.env._("Choose records of the same school."), tuple(params))
        if kind == 'rollover':
            self._check_rollover(params)
        return entities, params

    @api.model
    def _read_rules(self, name, params):
        """Return the schools of what a list of rules names, after checking the list."""
        subject, model = SUBJECTS[name]
        given = params[name]
        allowed = {subject, 'rule', 'to_classroom_id'}
        if not isinstance(given, list) or any(
            not isinstance(rule, dict) or rule.keys() - allowed or subject not in rule
            for rule in given
        ):
            message = self.env._("%s: a list of objects is expected.", name)
            raise InvalidInput(message, name, reason='wrong_type')
        ids = [rule[subject] for rule in given]
        targets = [id_ for rule in given if (id_ := rule.get('to_classroom_id')) is not None]
        entities = self.env[model]._browse_in_scope(ids, f'{name}.{subject}').sudo().entity_id
        rooms = self.env['encoach.classroom']._browse_in_scope(targets, f'{name}.to_classroom_id')
        entities |= rooms.sudo().entity_id
        if len(set(ids)) < len(ids):
            message = self.env._("%s: one of them is given two rules.", name)
            raise InvalidInput(message, name, reason='given_twice')
        if any(rule.get('rule') not in RULES for rule in given):
            message = self.env._("rule: expected one of %s.", ', '.join(RULES))
            raise InvalidInput(message, name, reason='unknown_value')
        return entities

    @api.model
    def _check_rollover(self, params):
        """Check what is not about ids."""
        keys = [params['term_key'], params.get('from_term_key', '')]
        for name, key in zip(('term_key', 'from_term_key'), keys, strict=True):
            if not isinstance(key, str):
                message = self.env._("%s: a text is expected.", name)
                raise InvalidInput(message, name, reason='wrong_type')
        if keys[0] == keys[1]:
            message = self.env._("term_key: choose another term than the one that ends.")
            raise InvalidInput(message, 'term_key', reason='out_of_range')
        if {rule['classroom_id'] for rule in params.get('rules', [])} - {*params['classroom_ids']}:
            message = self.env._("rules: each is about one of the classrooms.")
            raise InvalidInput(message, 'rules', reason='unknown_value')
        take = params.get('take', [])
        if not isinstance(take, list) or any(one not in TAKEN for one in take):
            message = self.env._("take: expected some of %s.", ', '.join(TAKEN))
            raise InvalidInput(message, 'take', reason='unknown_value')

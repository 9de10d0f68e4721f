from odoo import api, models

from ...exceptions import EntityMismatch, InvalidInput
from ...tools import check_mode
from .operation import MODELS

#: by kind: the parameters it needs, and those it takes beside
PARAMS = {
    'assign': ('classroom_ids course_ids', 'section_id term_key teacher_ids cells'),
    'split': (
        'classroom_ids course_ids section_ids',
        'term_key order field placements section_teachers',
    ),
    'archive': ('', 'student_ids teacher_ids classroom_ids course_ids batch_ids'),
    'roster': ('classroom_ids student_ids', 'mode'),
    'faculty': ('classroom_ids teacher_ids', 'mode'),
    'batch_students': ('batch_ids student_ids', 'mode'),
    'batch_teachers': ('batch_ids teacher_ids', 'mode'),
    'transfer': ('classroom_ids student_ids', 'to_classroom_id date term_key section_ids'),
    'rollover': ('classroom_ids term_key', 'from_term_key rules student_rules take'),
}

#: whose ids each object of a list holds, by the parameter that is one
PAIRS = {
    'placements': {'student_id': 'encoach.student', 'section_id': 'encoach.course.section'},
    'section_teachers': {'section_id': 'encoach.course.section', 'teacher_ids': 'encoach.teacher'},
    'cells': {'classroom_id': 'encoach.classroom', 'course_id': 'encoach.course'},
}


class EncoachOperation(models.Model):
    """What is asked for: the parameters of each kind of change, and whose the ids in them are."""

    _inherit = 'encoach.operation'

    @api.model
    def _read_params(self, kind, params, entity_id):
        """Return the school that parameters are about, and the parameters checked.

        Whose the ids are is asked first, whatever they are given for.
        """
        params = {name: value for name, value in (params or {}).items() if value is not None}
        owners = [self._read_ids(name, params) for name in MODELS if name in params]
        owners += [self._read_pairs(name, params) for name in PAIRS if params.get(name)]
        entities = self.env['encoach.entity'].union(*owners)
        if entity_id:
            entities |= entities.browse(entities._choose(entity_id))
        if len(entities) > 1:
            raise EntityMismatch(self.env._("Choose records of the same school."), tuple(params))
        needed, optional = self._get_param_names(kind)
        for name in params.keys() - {*needed, *optional}:
            message = self.env._("%s: not for this kind of change.", name)
            raise InvalidInput(message, name, reason='unknown')
        for name in needed:
            if not params.get(name) and name not in ('student_ids', 'teacher_ids'):
                message = self.env._("%s: name at least one.", name)
                raise InvalidInput(message, name, reason='required')
            if name not in params:
                raise InvalidInput(self.env._("%s: is needed.", name), name, reason='required')
        check_mode(self.env, params.get('mode', 'add'))
        if not entities:
            message = self.env._("Name at least one record.")
            raise InvalidInput(message, 'entity_id', reason='required')
        return entities, dict(sorted(params.items()))

    @api.model
    def _get_param_names(self, kind):
        if kind not in PARAMS:
            message = self.env._("kind: expected one of %s.", ', '.join(PARAMS))
            raise InvalidInput(message, 'kind', reason='unknown_value')
        return [names.split() for names in PARAMS[kind]]

    @api.model
    def _read_ids(self, name, params):
        """Return the schools of the records that a parameter names."""
        ids = params[name] if name.endswith('_ids') else [params[name]]
        records = self.env[MODELS[name]]._browse_in_scope(ids, name)
        if name.endswith('_ids'):
            params[name] = records.ids
        return records.sudo().entity_id

    @api.model
    def _read_pairs(self, name, params):
        """Return the schools of the records in a list of ``{'section_id', '<people>_id(s)'}``."""
        entities = self.env['encoach.entity']
        given = params.get(name) or []
        keys = PAIRS[name]
        if not isinstance(given, list) or any(
            not isinstance(one, dict) or one.keys() != {*keys} for one in given
        ):
            message = self.env._("%s: a list of objects is expected.", name)
            raise InvalidInput(message, name, reason='wrong_type')
        for key, model in keys.items():
            ids = [one[key] for one in given]
            if key.endswith('_ids'):
                ids = [id_ for part in ids for id_ in part]
            found = self.env[model]._browse_in_scope(ids, f'{name}.{key}')
            entities |= found.sudo().entity_id
        return entities

    @api.model
    def _get_subject(self, entity, params):
        """Return what a change is about: the names of classrooms or batches."""
        for name in ('classroom_ids', 'batch_ids'):
            if params.get(name):
                records = self.env[MODELS[name]].browse(params[name])
                names = records[:3].mapped('name')
                return ', '.join(names) + ('…' if len(records) > 3 else '')
        return params.get('subject') or ''

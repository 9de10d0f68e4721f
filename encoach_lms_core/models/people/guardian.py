from odoo import api, fields, models
from odoo.fields import Command

from ...exceptions import InvalidInput
from ...tools import normalize_phone

#: what is read before it is written
NORMALIZED = {'phone', 'student_ids'}


class EncoachGuardian(models.Model):
    """Who answers for students of a school: a parent, or somebody in a parent's place.

    Siblings share a guardian, and a student may have several. A guardian has no account and no
    contact card, which the whole staff would see. Entity administrators manage guardians; teachers
    read those of the students in their own classrooms.
    """

    _name = 'encoach.guardian'
    _description = "Guardian"
    _inherit = ['encoach.entity.mixin']
    _order = 'name, id'
    _rec_names_search = ['name', 'phone', 'email']

    name = fields.Char(required=True)
    active = fields.Boolean(required=True, default=True)

    # how to reach him
    phone = fields.Char(
        required=True,
        copy=False,
        help="Kept with its country code; unique in the school, since siblings share it.",
    )
    email = fields.Char()
    lang = fields.Selection(
        selection='_selection_lang',
        string="Language",
        help="What he is written to in; empty for the school's.",
    )
    notify = fields.Boolean(
        required=True, default=True, help="Whether the school writes to him at all."
    )

    # whose
    student_ids = fields.Many2many(
        'encoach.student',
        'encoach_guardian_student_rel',
        'guardian_id',
        'student_id',
        string="Children",
        check_entity=True,
    )

    _phone_uniq = models.UniqueIndex(
        '(entity_id, phone)', "Another guardian of this school has this phone number."
    )
    _phone_format = models.Constraint(
        "CHECK (phone ~ '^[+][1-9][0-9]{1,14}$')", "A phone number is kept with its country code."
    )

    @api.model
    def _selection_lang(self):
        return self.env['res.lang'].get_installed()

    # CRUD

    @api.model_create_multi
    def create(self, vals_list):
        entities = self.env['encoach.entity']
        default = self.env.context.get('default_entity_id') or entities._get_default().id
        return super().create(
            [
                self._normalize(vals, entities.browse(vals.get('entity_id') or default))
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if NORMALIZED.isdisjoint(vals):
            return super().write(vals)
        for entity, guardians in self.grouped('entity_id').items():
            super(EncoachGuardian, guardians).write(self._normalize(vals, entity))
        return True

    @api.model
    def _normalize(self, vals, entity):
        """Return values with the phone in E.164; children may be named by a list of ids.

        :raise InvalidInput: for something that is no number
        :raise EntityMismatch, RecordNotFound: see `_browse_in_entity`
        """
        vals = dict(vals)
        if vals.get('phone'):
            vals['phone'] = normalize_phone(vals['phone'], entity.country_id.code)
            if not vals['phone']:
                message = self.env._("This is no phone number: give it with its country code.")
                raise InvalidInput(message, 'phone', reason='wrong_format')
        ids = vals.get('student_ids')
        if ids and not any(isinstance(each, list | tuple) for each in ids):
            students = self.env['encoach.student']._browse_in_entity(ids, entity, 'student_ids')
            vals['student_ids'] = [Command.set(students.ids)]
        return vals

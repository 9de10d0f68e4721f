from odoo import fields, models


class EncoachStudent(models.Model):
    """A student of one entity.

    Entity administrators manage students, teachers read them, a student reads himself.
    """

    _name = 'encoach.student'
    _description = "Student"
    _inherit = ['encoach.person.mixin']
    _inherits = {'res.partner': 'partner_id'}
    _order = 'name, id'
    _picker_detail = 'student_code'
    _unique_keys = {'email': 'email_key', 'student_code': 'student_code'}

    student_code = fields.Char(
        copy=False, tracking=True, help="The school's own number; unique within the entity."
    )

    # the target of keys that want him active
    _id_active_uniq = models.Constraint('UNIQUE (id, active)')
    _partner_uniq = models.UniqueIndex('(partner_id)', "This contact is a student already.")
    _email_uniq = models.UniqueIndex(
        '(entity_id, email_key) WHERE email_key IS NOT NULL',
        "Another student of this school has this e-mail address.",
    )
    _code_uniq = models.UniqueIndex(
        '(entity_id, student_code) WHERE student_code IS NOT NULL',
        "Another student of this school has this code.",
    )

from odoo import models


class EncoachTeacher(models.Model):
    """A teacher of one entity; somebody who teaches in two schools is a teacher in each.

    Entity administrators manage teachers, teachers read each other.
    """

    _name = 'encoach.teacher'
    _description = "Teacher"
    _inherit = ['encoach.person.mixin']
    _inherits = {'res.partner': 'partner_id'}
    _order = 'name, id'

    # the target of keys that want him active
    _id_active_uniq = models.Constraint('UNIQUE (id, active)')
    _partner_uniq = models.UniqueIndex('(partner_id)', "This contact is a teacher already.")
    _email_uniq = models.UniqueIndex(
        '(entity_id, email_key) WHERE email_key IS NOT NULL',
        "Another teacher of this school has this e-mail address.",
    )

from odoo import fields, models


class EncoachRoom(models.Model):
    """A room in which sessions take place, one at a time.

    Entity administrators manage rooms, teachers read them.
    """

    _name = 'encoach.room'
    _description = "Room"
    _inherit = ['encoach.entity.mixin']
    _order = 'name, id'

    name = fields.Char(required=True)
    capacity = fields.Integer(help="Seats; a warning, never a block. Empty: no limit.")
    active = fields.Boolean(required=True, default=True)

    _name_uniq = models.UniqueIndex('(entity_id, name)', "This school has a room of this name.")
    _capacity_positive = models.Constraint(
        'CHECK (capacity IS NULL OR capacity >= 0)', "A room cannot have less than no seats."
    )

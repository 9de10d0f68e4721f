from odoo import api, fields, models


class EncoachClosure(models.Model):
    """Days on which a school is closed, such as holidays: no session is dated then.

    Entity administrators manage them, teachers read them.
    """

    _name = 'encoach.closure'
    _description = "Closed days"
    _inherit = ['encoach.entity.mixin']
    _order = 'date_from, id'

    name = fields.Char(required=True)
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True, help="The last closed day.")

    _order_of_dates = models.Constraint(
        'CHECK (date_to >= date_from)', "Closed days cannot end before they begin."
    )

    # CRUD: the sessions of the weekly schedule follow

    @api.model_create_multi
    def create(self, vals_list):
        closures = super().create(vals_list)
        closures._refill()
        return closures

    def write(self, vals):
        res = super().write(vals)
        self._refill()
        return res

    def unlink(self):
        entities = self.entity_id
        res = super().unlink()
        self.env['encoach.timetable']._refill(entities)
        return res

    def _refill(self):
        self.env['encoach.timetable']._refill(self.entity_id)

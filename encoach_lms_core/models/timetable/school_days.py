from odoo import models


class EncoachTerm(models.Model):
    """What is planned follows the days of its term."""

    _inherit = 'encoach.term'

    def write(self, vals):
        res = super().write(vals)
        if not {'date_start', 'date_end'}.isdisjoint(vals):
            self.env['encoach.timetable']._refill(self.entity_id)
        return res


class EncoachEntity(models.Model):
    """What is planned keeps its clock time when the school's clocks are others."""

    _inherit = 'encoach.entity'

    def write(self, vals):
        res = super().write(vals)
        if 'tz' in vals:
            self.env['encoach.timetable']._refill(self)
        return res

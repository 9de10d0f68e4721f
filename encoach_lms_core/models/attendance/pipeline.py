from odoo import api, models


class EncoachAttendancePipeline(models.AbstractModel):
    """What follows from attendance, in the transaction that writes it: other areas attach here.

    An area inherits this model, calls `super` and returns how many actions came of it. Whatever is
    told here is told once: of a sheet that is submitted again, only what is new or differs.
    """

    _name = 'encoach.attendance.pipeline'
    _description = "What follows from attendance"

    @api.model
    def _on_submitted(self, session, marks):
        """Follow a submitted sheet.

        :param marks: the `Mark`s that are new or differ from those of an earlier submit
        :return: how many actions came of it
        """
        return 0

    @api.model
    def _on_corrected(self, attendance, old):
        """Follow a correction; ``old`` is the `Mark` before."""
        return 0

    @api.model
    def _on_missed(self, sessions):
        """Follow that the attendance of sessions was not submitted in time."""
        return 0

    @api.model
    def _on_late_sheet(self, sheet_id):
        """Follow that a sheet came after closing, which an administrator may accept."""
        return 0

from odoo import models

from ...tools import undo_safe_cell


class BaseImport(models.TransientModel):
    """Reads what the export of a list has written as it was, see controllers/export.py."""

    _inherit = 'base_import.import'

    def _read_csv(self, options):
        content = super()._read_csv(options)
        if not content:
            return content
        length, rows = content
        return length, [[undo_safe_cell(cell) for cell in row] for row in rows]

from odoo import api, models
from odoo.fields import Domain

from .odoo_access import SAYING

#: written over, each field that a data file names; gone when no file does any more
UPDATED = ('ir.%', 'res.groups%')


class IrModelData(models.Model):
    """Rules, rights, groups, views and jobs that we ship are the code's after every upgrade.

    Odoo keeps a record that is flagged ``noupdate``, by whichever version or administrator; and of
    one that is not flagged it writes what the file names, so that a right switched off, a rule's
    further group or an operation it once left out would stay. A migration script could mend that
    for one version. The first data file of each addon (security/anew.xml) calls this instead, with
    every upgrade there will be: in the transaction that loads the others, so that nobody ever sees
    the database without its rules.
    """

    _inherit = 'ir.model.data'

    @api.model
    def _make_way(self, module):
        """Have the data files that follow say everything anew about what a module guards with."""
        for model in SAYING:
            shipped = self.search([('module', '=', module), ('model', '=', model)])
            self.env[model].browse(shipped.mapped('res_id')).exists().unlink()
            shipped.exists().unlink()
        patterns = Domain.OR(Domain('model', '=like', pattern) for pattern in UPDATED)
        flagged = Domain('module', '=', module) & Domain('noupdate', '=', True) & patterns
        self.search(flagged).noupdate = False
        self.flush_model()  # Odoo looks at the flag by SQL

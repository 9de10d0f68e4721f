from odoo import models
from odoo.exceptions import AccessError

from ...wall.cursor import unbound


class Base(models.AbstractModel):
    """Notices when the wall let a statement reach fewer rows than it names.

    PostgreSQL leaves rows alone that a policy hides, without a word, and Odoo would answer that all
    went well.
    """

    _inherit = 'base'

    def _write_multi(self, vals_list):
        before = self.env.cr.encoach_written
        res = super()._write_multi(vals_list)
        if self._is_behind_wall() and self.env.cr.encoach_written - before < len(self):
            self._refuse_reach()
        return res

    def unlink(self):
        before = self.env.cr.encoach_written
        res = super().unlink()
        reached = self.env.cr.encoach_written - before
        if self._is_behind_wall() and reached < len(self) and self.exists():
            self._refuse_reach()
        return res

    def _BaseModel__ensure_xml_id(self, skip=False):
        """Let an export name its records: the names are the platform's, and say nothing."""
        with unbound(self.env.cr):
            return super()._BaseModel__ensure_xml_id(skip)

    def _is_behind_wall(self):
        """Return whether this transaction is bound to somebody of a school."""
        return self.env.cr.encoach_scope is not None

    def _refuse_reach(self):
        """Raise the AccessError of a statement that reached too little."""
        raise AccessError(self.env._("This is not of your school, or not yours to do."))

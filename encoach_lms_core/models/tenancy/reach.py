import contextlib

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
        with self._reaching_all():
            return super()._write_multi(vals_list)

    def unlink(self):
        with self._reaching_all(deleting=True):
            return super().unlink()

    @contextlib.contextmanager
    def _reaching_all(self, deleting=False):
        """Raise AccessError when what happens meanwhile reaches fewer rows than there are records.

        :param bool deleting: whether a record that is gone already is none to be reached
        """
        before = self.env.cr.encoach_written
        yield
        reached = self.env.cr.encoach_written - before
        is_short = self._is_behind_wall() and reached < len(self)
        if is_short and not (deleting and not self.exists()):
            raise AccessError(self.env._("This is not of your school, or not yours to do."))

    def _BaseModel__ensure_xml_id(self, skip=False):
        """Let an export name its records: the names are the platform's, and say nothing."""
        with unbound(self.env.cr):
            return super()._BaseModel__ensure_xml_id(skip)

    def _is_behind_wall(self):
        """Return whether this transaction is bound to somebody of a school."""
        return self.env.cr.encoach_scope is not None

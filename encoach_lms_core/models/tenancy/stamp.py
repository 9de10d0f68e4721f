from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...wall.classes import STAMP, STAMPED


class EncoachStampMixin(models.AbstractModel):
    """A record of Odoo's own that carries the school whose people made it, for good.

    The database sets the stamp, from what the record is about or from who makes it, and keeps it:
    whoever leaves the school, moves or is deleted changes nothing about it. A record without a
    stamp is the platform's. `encoach.access` and the wall read it.
    """

    _name = 'encoach.stamp.mixin'
    _description = "Carries the school whose people made it"

    encoach_entity_id = fields.Many2one(
        'encoach.entity',
        string="School",
        readonly=True,
        copy=False,
        index='btree_not_null',
        ondelete='cascade',
        help="The school whose people made this, or whose record it is about. Never changed.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_unstamped(vals_list)
        records = super().create(vals_list)
        records.invalidate_recordset([STAMP])
        if self._is_confined() and not self.env['encoach.wall']._stands():
            records._check_stamped_here()
        return records

    def write(self, vals):
        self._check_unstamped([vals])
        return super().write(vals)

    def _check_unstamped(self, vals_list):
        """Raise UserError for values that name the school of a record: the database decides."""
        if any(STAMP in vals for vals in vals_list):
            raise UserError(self.env._("The school of a record cannot be chosen or changed."))

    def _check_stamped_here(self):
        """Raise AccessError for records that turned out to be about another school."""
        scope = self.env.user._get_entity_ids()
        if not set(self.sudo()[STAMP].ids) <= set(scope):
            raise AccessError(self.env._("This is about a record of another school."))


def _stamp(model_name):
    """Make the class that gives a model of Odoo's its stamp."""
    attributes = {
        '__module__': __name__,
        '__doc__': EncoachStampMixin.__doc__,
        '_name': model_name,
        '_inherit': [model_name, EncoachStampMixin._name],
    }
    name = f"Stamped{model_name.title().replace('.', '')}"
    return type(models.Model)(name, (models.Model,), attributes)


for _model_name in STAMPED:
    _stamp(_model_name)

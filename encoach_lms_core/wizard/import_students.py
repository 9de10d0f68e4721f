import base64

from odoo import api, fields, models

from ..door import public
from ..exceptions import Conflict, InvalidInput
from ..models.enrollment.student_import import CHUNK
from ..models.enrollment.student_import_leaving import describe

COUNTS = ('created', 'updated', 'unchanged')


class EncoachImportStudents(models.TransientModel):
    """The dialog that imports students from a file: check it, see what would happen, import.

    The web client asks for one chunk after the other, and shows how far it is; each chunk imported
    is kept. Before it imports a file by which students leave something, it asks. Entity
    administrators use it; the rules are those of `encoach.student.import`.
    """

    _name = 'encoach.import.students'
    _description = "Import students"
    _inherit = ['encoach.entity.mixin']

    # the file
    data = fields.Binary(string="File", attachment=False)
    filename = fields.Char()

    # how far it is
    is_dry_run = fields.Boolean()
    done = fields.Integer(help="Rows that are through.")
    total = fields.Integer(help="Rows in the file.")

    # what it did
    created = fields.Integer()
    updated = fields.Integer()
    unchanged = fields.Integer()
    leave_ids = fields.One2many('encoach.import.students.leave', 'import_id', string="Leaving")
    error_ids = fields.One2many('encoach.import.students.error', 'import_id', string="Errors")
    ignored_columns = fields.Char()
    summary = fields.Char(compute='_compute_summary')

    @api.depends('done', 'total', 'is_dry_run', 'error_ids', *COUNTS)
    def _compute_summary(self):
        for wizard in self:
            values = {name: wizard[name] for name in COUNTS}
            values['errors'] = len(wizard.error_ids)
            if not wizard.total or wizard.done < wizard.total:
                wizard.summary = False
            elif wizard.is_dry_run:
                wizard.summary = self.env._(
                    "Nothing is written yet. The import would create %(created)s, update"
                    " %(updated)s and leave %(unchanged)s unchanged; errors: %(errors)s.",
                    **values,
                )
            else:
                wizard.summary = self.env._(
                    "Created %(created)s, updated %(updated)s, unchanged %(unchanged)s; errors:"
                    " %(errors)s.",
                    **values,
                )

    @api.onchange('data')
    def _onchange_data(self):
        """What was found out about another file is worth nothing."""
        self.done = self.total = 0

    @public
    def import_chunk(self, start, dry_run):
        """Import the next rows of the file, or find out what that would do.

        :param int start: how many rows are through; 0 begins anew
        :param bool dry_run: whether to write nothing
        :return: ``{'done', 'total', 'leaving'}``, the last being how many students leave something
        :raise Conflict: when another call went on meanwhile
        """
        self.ensure_one()
        self.check_access('write')
        if start not in (0, self.done):
            raise Conflict(self.env._("The import has gone on meanwhile: start it again."))
        Import = self.env['encoach.student.import']
        table = Import._parse_file(self._get_data())
        if not start:
            self._begin(table, dry_run)
        rows = table.rows[start : start + CHUNK]
        planner = Import._make_planner(self.entity_id, table)
        self._note(Import._import_rows(planner, rows, dry_run), start + len(rows))
        return {'done': self.done, 'total': self.total, 'leaving': len(self.leave_ids)}

    def _get_data(self):
        data = self.with_context(bin_size=False).data
        if not data:
            message = self.env._("Choose a file first.")
            raise InvalidInput(message, 'data', reason='required')
        return base64.b64decode(data)

    def _begin(self, table, dry_run):
        self.error_ids.unlink()
        self.leave_ids.unlink()
        ignored = ', '.join(self.env['encoach.student.import']._get_ignored_columns(table))
        counts = dict.fromkeys(COUNTS, 0)
        self.write(
            {
                **counts,
                'is_dry_run': dry_run,
                'done': 0,
                'total': len(table.rows),
                'ignored_columns': ignored,
            }
        )

    def _note(self, report, done):
        """Keep what a chunk did for the report."""
        self.write({'done': done, **{name: self[name] + getattr(report, name) for name in COUNTS}})
        self.env['encoach.import.students.leave'].create(
            [
                {
                    'import_id': self.id,
                    'row': left['row'],
                    'student': left['name'],
                    'leaves': describe(left),
                }
                for left in report.leaving
            ]
        )
        self.env['encoach.import.students.error'].create(
            [
                {
                    'import_id': self.id,
                    'row': error['row'],
                    'column': error['field'],
                    'message': error['message'],
                }
                for error in report.errors
            ]
        )


class EncoachImportStudentsLeave(models.TransientModel):
    """A student who leaves courses or classrooms by the import, and which."""

    _name = 'encoach.import.students.leave'
    _description = "What a student leaves by an import"
    _inherit = ['encoach.entity.mixin']
    _order = 'row, id'
    _entity_parent = 'import_id'

    import_id = fields.Many2one(
        'encoach.import.students', required=True, index=True, ondelete='cascade', check_entity=True
    )
    row = fields.Integer()
    student = fields.Char()
    leaves = fields.Char()


class EncoachImportStudentsError(models.TransientModel):
    """A row of the file that was not imported, and why."""

    _name = 'encoach.import.students.error'
    _description = "Error of an import of students"
    _inherit = ['encoach.entity.mixin']
    _order = 'row, id'
    _entity_parent = 'import_id'

    import_id = fields.Many2one(
        'encoach.import.students', required=True, index=True, ondelete='cascade', check_entity=True
    )
    row = fields.Integer()
    column = fields.Char()
    message = fields.Char()

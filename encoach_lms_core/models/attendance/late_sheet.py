from odoo import api, fields, models
from odoo.tools import SQL

from ...exceptions import Conflict, Forbidden
from .marks import digest, read_entries

STATES = [('pending', "Waiting"), ('accepted', "Accepted"), ('dismissed', "Dismissed")]


class EncoachAttendanceLate(models.Model):
    """A sheet that came after closing: kept as it was sent, for an administrator to accept.

    ``create_uid`` and ``create_date`` say who sent it, and when. Administrators read them.
    """

    _name = 'encoach.attendance.late'
    _description = "Late attendance sheet"
    _inherit = ['encoach.entity.mixin']
    _order = 'id desc'
    _rec_name = 'session_id'
    _entity_parent = 'session_id'

    session_id = fields.Many2one(
        'encoach.session', required=True, index=True, ondelete='restrict', check_entity=True
    )
    entries = fields.Json(help="Of those who were named.")
    default_status = fields.Char()
    digest = fields.Char(required=True)
    state = fields.Selection(STATES, required=True, default='pending', readonly=True, index=True)

    _session_digest_uniq = models.UniqueIndex('(session_id, digest)', "This sheet is kept already.")

    @api.model
    def _keep(self, session, given, default):
        """Keep a sheet though the transaction that refuses it is undone: in one of its own."""
        registry, uid = self.env.registry, self.env.uid
        entries = [mark._asdict() for mark in given.values()]
        values = session.id, session.entity_id.id, entries, default, digest(given, default)

        def keep():
            with registry.cursor() as cr:
                api.Environment(cr, uid, {})[self._name]._insert(*values)

        self.env.cr.postrollback.add(keep)

    @api.model
    def _insert(self, session_id, entity_id, entries, default, told_by):
        columns = {
            'session_id': [session_id],
            'entity_id': [entity_id],
            'default_status': [default],
            'digest': [told_by],
        }
        same = {
            'entries': self._fields['entries'].convert_to_column_insert(entries, self),
            'state': 'pending',
        }
        tail = SQL('ON CONFLICT (session_id, digest) DO NOTHING RETURNING id')
        for (sheet_id,) in self._insert_rows(columns, same, tail):
            self.env['encoach.attendance.pipeline']._on_late_sheet(sheet_id)

    def accept(self):
        """Have the sheet count as if it had come in time; the session is closed with it.

        :raise Conflict: when it is dealt with, or another sheet was submitted meanwhile
        """
        self.ensure_one()
        self._check_pending()
        session = self.session_id
        given = read_entries(self.env, self.entries or [])
        self.env['encoach.attendance.sheet']._accept(
            session, given, self.default_status or None, self.create_uid
        )
        self._settle('accepted')
        return True

    def dismiss(self):
        """Leave the session missed."""
        self.ensure_one()
        self._check_pending()
        self._settle('dismissed')
        return True

    def _check_pending(self):
        self.check_access('read')
        if not self.session_id._is_planned_by_caller():
            raise Forbidden(self.env._("Administrators accept what comes late."))
        if self.state != 'pending':
            raise Conflict(self.env._("This late sheet is dealt with already."))

    def _settle(self, state):
        self._update_rows({'state': state}, SQL('id = %s', self.id))
        self.invalidate_recordset()

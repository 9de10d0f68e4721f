"""The pages on which a phone takes attendance: today's sessions, and the sheet of one.

They are signed in by the browser's session, which the API never looks at. So a page does not call
the API: it sends its sheet to its own address, as JSON-RPC. Odoo takes that with the content type
of JSON only, which a browser lets no page of another origin send, for there is no `cors` here. The
one thing it does is to call the method of the model that the API calls.
"""

from datetime import date, timedelta

from odoo import fields
from odoo.http import Controller, SessionExpiredException, request, route
from odoo.modules import Manifest
from odoo.tools.misc import format_date

from odoo.addons.encoach_lms_core.models.attendance.sheet import CLOSED
from odoo.addons.encoach_lms_core.tools import to_local

from .resource import find

#: nothing but our own files, and what is sent back here
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
DAY = 'EEEE d MMMM'
FOLDER = '/encoach_lms_api/static/src/attendance'
#: states in which a sheet can be filled in: before, for later; afterwards, for an administrator
FILLED_IN = ('scheduled', 'open', 'missed')
YEARS = range(2000, 2100)


class AttendancePages(Controller):
    """What is open comes first; a tap on it leads to the sheet."""

    @route('/ui/attendance/manage', type='http', auth='user', methods=['GET'])
    def show_today(self, day=None, **_others):
        """Show the caller's sessions of today, or of another day."""
        Session = self.env['encoach.session']
        if not Session.has_access('read'):
            return self._show('no_role', 403)
        day = _read_day(day)
        sessions = Session._find_mine(day)
        today = _get_today(self.env.user.entity_ids[:1])
        shown = day or today
        return self._show(
            'today',
            sessions=sessions,
            ahead=Session._find_next() if not sessions else Session,
            shown=shown,
            is_today=shown == today,
            late_ids=sessions._find_late().ids,
            before=shown - timedelta(days=1),
            after=shown + timedelta(days=1),
        )

    @route(
        '/ui/attendance/session/<record_id:session_id>',
        type='http',
        auth='user',
        methods=['GET'],
    )
    def show_sheet(self, session_id, **_others):
        """Show the sheet of a session; one that the caller does not see is as one that is not."""
        Session = self.env['encoach.session']
        session = Session.has_access('read') and Session.search([('id', '=', session_id)])
        if not session:
            return self._show('no_access', 404)
        is_planner = session._is_planned_by_caller()
        seconds = (session.start - fields.Datetime.now()).total_seconds()
        sheet = session.read_sheet()
        return self._show(
            'sheet',
            session=session,
            students=sheet['students'],
            may_take=(is_planner or session.is_own) and session.state in FILLED_IN,
            is_today=session.date == _get_today(session.entity_id),
            opens_in=max(0, int(seconds) + 1),
            closed_sentence=CLOSED,
            late_sheets=session._read_late_sheets() if is_planner else (),
        )

    @route(
        '/ui/attendance/session/<record_id:session_id>',
        type='jsonrpc',
        auth='user',
        methods=['POST'],
    )
    def submit_sheet(self, session_id, user_id, entries):
        """Submit the sheet, for whom it was marked by."""
        session = find(self.env['encoach.session'], session_id)
        if user_id != self.env.uid:  # somebody else has signed in on this phone meanwhile
            raise SessionExpiredException("The sheet is somebody else's")
        return session.submit_attendance(entries)

    @route(
        '/ui/attendance/late/<record_id:sheet_id>/accept',
        type='jsonrpc',
        auth='user',
        methods=['POST'],
    )
    def accept_late_sheet(self, sheet_id):
        """Have a sheet count that came after closing."""
        return find(self.env['encoach.attendance.late'], sheet_id).accept()

    def _show(self, name, status=200, **values):
        lang = self.env['res.lang']._get_data(code=self.env.lang or 'en_US')
        version = Manifest.for_addon('encoach_lms_api')['version']
        values |= {
            'lang': lang.iso_code.replace('_', '-'),
            'direction': lang.direction,
            'user_id': self.env.uid,
            'to_clock': _to_clock,
            'format_day': lambda day: format_date(self.env, day, date_format=DAY),
            'get_address': lambda file: f'{FOLDER}/{file}?v={version}',
        }
        response = request.render(f'encoach_lms_api.attendance_{name}', values)
        response.status_code = status
        response.headers.set('Cache-Control', 'no-store')  # the names of pupils belong in no cache
        response.headers.set('Content-Security-Policy', POLICY)
        response.headers.set('Referrer-Policy', 'same-origin')
        return response


def _read_day(text):
    """Return the day of a query string, or None for anything else."""
    try:
        day = date.fromisoformat(text or '')
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _get_today(entity):
    """Return the day it is by the clocks of a school."""
    return to_local(fields.Datetime.now(), entity.tz or 'UTC').date()


def _to_clock(moment, entity):
    """Return what the clocks of a school show at a moment."""
    return to_local(moment, entity.tz or 'UTC').strftime('%H:%M')

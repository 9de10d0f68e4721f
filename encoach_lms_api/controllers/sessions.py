from odoo.http import Controller

from ..http import api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.common import Page
from ..schemas.sessions import (
    CoveredSessions,
    DaysAway,
    ExtraSession,
    SessionOfDay,
    SessionPatch,
    SessionQuery,
    SessionReason,
    SessionRecord,
    SubstituteBody,
    TeacherSubstitutes,
)
from .resource import created, find, show, show_page


class SessionController(Controller):
    """Sessions: the dated lessons of batches."""

    @api_route(
        '/sessions', query=SessionQuery, answer=Page[SessionRecord], roles=Roles(teacher='own')
    )
    def list_sessions(self, query):
        """List sessions, in order of time."""
        return show_page(self.env['encoach.session'], query, SessionRecord)

    @api_route('/sessions/<record_id:session_id>', answer=SessionRecord, roles=Roles(teacher='own'))
    def show_session(self, session_id):
        """Show one session."""
        return show(find(self.env['encoach.session'], session_id), SessionRecord)

    @api_route(
        '/sessions',
        methods=['POST'],
        body=ExtraSession,
        answer=SessionRecord,
        status=201,
        roles=Roles(teacher='own'),
    )
    def add_session(self, body):
        """Add an extra lesson; a teacher adds one that he holds himself."""
        find(self.env['encoach.batch'], body.batch_id, 'batch_id')
        session = self.env['encoach.session'].create(body.values())
        return created(session, SessionRecord, 'sessions')

    @api_route(
        '/sessions/resolve',
        methods=['POST'],
        body=SessionOfDay,
        answer=SessionRecord,
        roles=Roles(teacher='own'),
    )
    def resolve_session(self, body):
        """Show the session of a batch's weekly lesson on a day; it is made if it was not there."""
        batch = find(self.env['encoach.batch'], body.batch_id, 'batch_id')
        session_id = batch.resolve_session(body.date, body.schedule_id)
        return show(self.env['encoach.session'].browse(session_id), SessionRecord)

    @api_route(
        '/sessions/<record_id:session_id>',
        methods=['PATCH'],
        body=SessionPatch,
        answer=SessionRecord,
        roles=Roles(teacher='own'),
    )
    def change_session(self, session_id, body):
        """Move a session, have it held by somebody else, or say what it is about."""
        session = find(self.env['encoach.session'], session_id)
        session.write(body.given())
        return show(session, SessionRecord)

    @api_route(
        '/sessions/<record_id:session_id>/cancel',
        methods=['POST'],
        body=SessionReason,
        answer=SessionRecord,
        roles=ADMINISTRATORS,
    )
    def cancel_session(self, session_id, body):
        """Call a session off; its room and its teachers are free again."""
        session = find(self.env['encoach.session'], session_id)
        session.cancel(body.reason)
        return show(session, SessionRecord)

    @api_route(
        '/teachers/<record_id:teacher_id>/substitutes',
        query=DaysAway,
        answer=TeacherSubstitutes,
        roles=ADMINISTRATORS,
    )
    def list_substitutes(self, teacher_id, query):
        """List the sessions of a teacher who is away, and who is free for each."""
        teacher = find(self.env['encoach.teacher'], teacher_id)
        return {'sessions': teacher.find_substitutes(query.date_from, query.date_to)}

    @api_route(
        '/teachers/<record_id:teacher_id>/substitute',
        methods=['POST'],
        body=SubstituteBody,
        answer=CoveredSessions,
        roles=ADMINISTRATORS,
    )
    def substitute_teacher(self, teacher_id, body):
        """Have sessions of a teacher who is away held by others; the plan stays."""
        teacher = find(self.env['encoach.teacher'], teacher_id)
        days = body.date_from, body.date_to
        return teacher.cover(*days, body.teacher_id, body.session_ids)

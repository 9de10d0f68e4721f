from odoo.http import Controller

from ..http import api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.common import EmptyBody, Page
from ..schemas.lesson_notes import (
    LessonNote,
    LessonNoteAccess,
    LessonNoteAccessQuery,
    LessonNoteApproval,
    LessonNoteCreate,
    LessonNotePatch,
    LessonNoteQuery,
    LessonNoteReturn,
)
from .resource import created, find, show, show_page


class LessonNoteController(Controller):
    """Lesson notes and their review."""

    @api_route(
        '/lesson-notes', query=LessonNoteQuery, answer=Page[LessonNote], roles=Roles(teacher='own')
    )
    def list_lesson_notes(self, query):
        """List the lesson notes the caller may read, the latest first."""
        mine = [('teacher_id.user_id', '=', self.env.uid)] if query.mine else []
        return show_page(self.env['encoach.lesson.note'], query, LessonNote, mine)

    @api_route(
        '/lesson-notes',
        methods=['POST'],
        body=LessonNoteCreate,
        answer=LessonNote,
        status=201,
        roles=Roles(teacher='own'),
    )
    def create_lesson_note(self, body):
        """Write a draft."""
        note = self.env['encoach.lesson.note']._create_from_keys(body.values())
        return created(note, LessonNote, 'lesson-notes')

    @api_route(
        '/lesson-notes/<record_id:lesson_note_id>', answer=LessonNote, roles=Roles(teacher='own')
    )
    def show_lesson_note(self, lesson_note_id):
        """Show one lesson note."""
        return show(find(self.env['encoach.lesson.note'], lesson_note_id), LessonNote)

    @api_route(
        '/lesson-notes/<record_id:lesson_note_id>',
        methods=['PATCH'],
        body=LessonNotePatch,
        answer=LessonNote,
        roles=Roles(teacher='own'),
    )
    def change_lesson_note(self, lesson_note_id, body):
        """Change the given fields of a draft or returned lesson note."""
        note = find(self.env['encoach.lesson.note'], lesson_note_id)
        note._write_from_keys(body.given())
        return show(note, LessonNote)

    @api_route(
        '/lesson-notes/<record_id:lesson_note_id>/submit',
        methods=['POST'],
        body=EmptyBody,
        answer=LessonNote,
        roles=Roles(teacher='own'),
    )
    def submit_lesson_note(self, lesson_note_id, body):
        """Hand a draft or returned lesson note in for review."""
        note = find(self.env['encoach.lesson.note'], lesson_note_id)
        note.action_submit()
        return show(note, LessonNote)

    @api_route(
        '/lesson-notes/<record_id:lesson_note_id>/approve',
        methods=['POST'],
        body=LessonNoteApproval,
        answer=LessonNote,
        roles=ADMINISTRATORS,
    )
    def approve_lesson_note(self, lesson_note_id, body):
        """Accept a submitted lesson note."""
        note = find(self.env['encoach.lesson.note'], lesson_note_id)
        note.action_approve(body.remark)
        return show(note, LessonNote)

    @api_route(
        '/lesson-notes/<record_id:lesson_note_id>/return',
        methods=['POST'],
        body=LessonNoteReturn,
        answer=LessonNote,
        roles=ADMINISTRATORS,
    )
    def return_lesson_note(self, lesson_note_id, body):
        """Give a submitted lesson note back with a remark."""
        note = find(self.env['encoach.lesson.note'], lesson_note_id)
        note.action_return(body.remark)
        return show(note, LessonNote)

    @api_route(
        '/lesson-notes/<record_id:lesson_note_id>/access',
        query=LessonNoteAccessQuery,
        answer=LessonNoteAccess,
        roles=Roles(teacher='own'),
    )
    def explain_lesson_note_access(self, lesson_note_id, query):
        """Tell which rule decides about a teacher and this lesson note, in words."""
        note = find(self.env['encoach.lesson.note'], lesson_note_id)
        return note.explain_access(query.teacher_id)

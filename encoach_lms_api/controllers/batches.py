from odoo.http import Controller

from odoo.addons.encoach_lms_core.tools import PRESENT

from ..http import api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.batches import (
    Batch,
    BatchQuery,
    BatchStudentsChange,
    BatchTeachersChange,
    Placement,
    PlacementQuery,
)
from ..schemas.common import (
    EmptyBody,
    Page,
    StudentIds,
    StudentMembers,
    TeacherIds,
    TeacherMembers,
)
from ..schemas.teachers import FacultyQuery, Teacher
from .resource import find, show, show_members, show_page


class BatchController(Controller):
    """Batches, and the overrides of who is in them."""

    @api_route('/batches', query=BatchQuery, answer=Page[Batch], roles=Roles(teacher='yes'))
    def list_batches(self, query):
        """List the batches of the caller's entities."""
        return show_page(self.env['encoach.batch'], query, Batch)

    @api_route('/batches/<record_id:batch_id>', answer=Batch, roles=Roles(teacher='yes'))
    def show_batch(self, batch_id):
        """Show one batch."""
        return show(find(self.env['encoach.batch'], batch_id), Batch)

    # students

    @api_route(
        '/batches/<record_id:batch_id>/students',
        query=PlacementQuery,
        answer=Page[Placement],
        tagged=True,
        roles=Roles(teacher='yes', student='own'),
    )
    def list_batch_students(self, batch_id, query):
        """List the students who are in a batch now, by name."""
        batch = find(self.env['encoach.batch'], batch_id)
        own = [('batch_id', '=', batch.id)]
        Line = self.env['encoach.batch.enrollment']
        return show_members(Line, query, Placement, own, 'student_id')

    @api_route(
        '/batches/<record_id:batch_id>/students',
        methods=['POST'],
        body=StudentMembers,
        answer=BatchStudentsChange,
        roles=ADMINISTRATORS,
    )
    def change_batch_students(self, batch_id, body):
        """Add students to a batch, or replace them; the classroom's roster stays."""
        batch = find(self.env['encoach.batch'], batch_id)
        return batch.update_students(body.student_ids, body.mode)

    @api_route(
        '/batches/<record_id:batch_id>/students/remove',
        methods=['POST'],
        body=StudentIds,
        answer=BatchStudentsChange,
        roles=ADMINISTRATORS,
    )
    def remove_batch_students(self, batch_id, body):
        """Take students out of a batch; assigning the course again leaves them out."""
        batch = find(self.env['encoach.batch'], batch_id)
        return batch.update_students(body.student_ids, 'remove')

    @api_route(
        '/batches/<record_id:batch_id>/students/reset',
        methods=['POST'],
        body=EmptyBody,
        answer=BatchStudentsChange,
        roles=ADMINISTRATORS,
    )
    def reset_batch_students(self, batch_id, body):
        """Make a batch exactly the classroom's roster again."""
        return find(self.env['encoach.batch'], batch_id).reset_students()

    # teachers

    @api_route(
        '/batches/<record_id:batch_id>/teachers',
        query=FacultyQuery,
        answer=Page[Teacher],
        tagged=True,
        roles=Roles(teacher='yes'),
    )
    def list_batch_teachers(self, batch_id, query):
        """List the teachers of a batch."""
        batch = find(self.env['encoach.batch'], batch_id)
        present = [('batch_line_ids', 'any', [('batch_id', '=', batch.id), *PRESENT])]
        return show_members(self.env['encoach.teacher'], query, Teacher, present)

    @api_route(
        '/batches/<record_id:batch_id>/teachers',
        methods=['POST'],
        body=TeacherMembers,
        answer=BatchTeachersChange,
        roles=ADMINISTRATORS,
    )
    def change_batch_teachers(self, batch_id, body):
        """Add teachers to a batch, or replace them; the homeroom teachers stay."""
        batch = find(self.env['encoach.batch'], batch_id)
        return batch.update_teachers(body.teacher_ids, body.mode)

    @api_route(
        '/batches/<record_id:batch_id>/teachers/remove',
        methods=['POST'],
        body=TeacherIds,
        answer=BatchTeachersChange,
        roles=ADMINISTRATORS,
    )
    def remove_batch_teachers(self, batch_id, body):
        """Take teachers out of a batch."""
        batch = find(self.env['encoach.batch'], batch_id)
        return batch.update_teachers(body.teacher_ids, 'remove')

    @api_route(
        '/batches/<record_id:batch_id>/teachers/reset',
        methods=['POST'],
        body=EmptyBody,
        answer=BatchTeachersChange,
        roles=ADMINISTRATORS,
    )
    def reset_batch_teachers(self, batch_id, body):
        """Make the homeroom teachers this batch's again."""
        return find(self.env['encoach.batch'], batch_id).reset_teachers()

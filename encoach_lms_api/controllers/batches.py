from odoo.http import Controller

from odoo.addons.encoach_lms_core.tools import PRESENT

from ..http import api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.batches import (
    Batch,
    BatchCreate,
    BatchPatch,
    BatchQuery,
    BatchStudentsChange,
    BatchTeachersChange,
    ClassroomBatchQuery,
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
from .resource import choose_entity, created, find, show, show_members, show_page


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

    @api_route(
        '/batches',
        methods=['POST'],
        body=BatchCreate,
        answer=Batch,
        status=201,
        also=(200,),
        roles=ADMINISTRATORS,
    )
    def create_batch(self, body):
        """Add a batch, or find the one that exists; nobody is enrolled."""
        values = body.values()
        entity_id = values.pop('entity_id', None)
        given = entity_id or not body.classroom_id
        entity = choose_entity(self.env, entity_id) if given else None
        batch, is_new = self.env['encoach.batch']._obtain(entity, **values)
        answer = created(batch, Batch, 'batches')
        return answer if is_new else answer._replace(status=200)

    @api_route(
        '/batches/<record_id:batch_id>',
        methods=['PATCH'],
        body=BatchPatch,
        answer=Batch,
        roles=ADMINISTRATORS,
    )
    def change_batch(self, batch_id, body):
        """Change the given fields of a batch."""
        batch = find(self.env['encoach.batch'], batch_id)
        batch.write(body.given())
        return show(batch, Batch)

    @api_route(
        '/batches/<record_id:batch_id>',
        methods=['PUT'],
        body=BatchPatch,
        answer=Batch,
        roles=ADMINISTRATORS,
    )
    def update_batch(self, batch_id, body):
        """Change the given fields of a batch, as PATCH does."""
        return self.change_batch(batch_id, body)

    @api_route(
        '/batches/<record_id:batch_id>', methods=['DELETE'], status=204, roles=ADMINISTRATORS
    )
    def delete_batch(self, batch_id):
        """Archive a batch; its sessions and attendance stay."""
        find(self.env['encoach.batch'], batch_id).action_archive()

    # students

    @api_route(
        '/batches/<record_id:batch_id>/students/<record_id:student_id>',
        methods=['DELETE'],
        answer=BatchStudentsChange,
        roles=ADMINISTRATORS,
    )
    def remove_batch_student(self, batch_id, student_id):
        """Take one student out of a batch; assigning the course again leaves him out."""
        return find(self.env['encoach.batch'], batch_id).update_students([student_id], 'remove')

    @api_route(
        '/students/<record_id:student_id>/batches',
        query=ClassroomBatchQuery,
        answer=Page[Batch],
        roles=Roles(teacher='yes'),
    )
    def list_student_batches(self, student_id, query):
        """List the batches a student is in now."""
        student = find(self.env['encoach.student'], student_id)
        placed = [('student_id', '=', student.id), ('active', '=', True)]
        own = [('enrollment_ids', 'any', placed)]
        return show_page(self.env['encoach.batch'], query, Batch, own)

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

from odoo.http import Controller

from ..http import Answer, api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.common import Page
from ..schemas.timetable import (
    ClashQuery,
    ClashReport,
    ClosedDays,
    ClosedDaysCreate,
    ClosedDaysPatch,
    ClosedDaysQuery,
    Room,
    RoomCreate,
    RoomPatch,
    RoomQuery,
    SchedulePageQuery,
    ScheduleSlot,
    ScheduleSlotBody,
    ScheduleSlotQuery,
)
from .crud import crud
from .resource import created, find, show, show_page


@crud(
    'encoach.room',
    'room',
    query=RoomQuery,
    answer=Room,
    new=RoomCreate,
    patch=RoomPatch,
    readers=Roles(teacher='yes'),
)
class RoomController(Controller):
    """Rooms."""


@crud(
    'encoach.closure',
    'closure',
    query=ClosedDaysQuery,
    answer=ClosedDays,
    new=ClosedDaysCreate,
    patch=ClosedDaysPatch,
    readers=Roles(teacher='yes'),
    added="closed days",
    deleted="Delete closed days; what the weekly schedules say for them is dated again.",
)
class ClosureController(Controller):
    """Closed days."""


class ScheduleController(Controller):
    """The weekly schedules of batches, and who would be in two places at once."""

    @api_route(
        '/batches/<record_id:batch_id>/schedule',
        query=SchedulePageQuery,
        answer=Page[ScheduleSlot],
        roles=Roles(teacher='yes'),
    )
    def list_batch_schedule(self, batch_id, query):
        """List the weekly lessons of a batch."""
        batch = find(self.env['encoach.batch'], batch_id)
        own = [('batch_id', '=', batch.id)]
        return show_page(self.env['encoach.schedule.slot'], query, ScheduleSlot, own)

    @api_route(
        '/batches/<record_id:batch_id>/schedule',
        methods=['POST'],
        query=ScheduleSlotQuery,
        body=ScheduleSlotBody,
        answer=ScheduleSlot,
        status=201,
        also=(200,),
        roles=ADMINISTRATORS,
    )
    def add_batch_schedule(self, batch_id, body, query):
        """Add a weekly lesson, and date its sessions; a dry run tells the clashes before."""
        batch = find(self.env['encoach.batch'], batch_id)
        values = {'batch_id': batch.id, **body.given()}
        Slot = self.env['encoach.schedule.slot']
        if query.dry_run:
            return Answer(Slot._preview(values), 200)
        return created(Slot.create(values), ScheduleSlot, 'batch-schedules')

    @api_route(
        '/batch-schedules/<record_id:schedule_id>',
        methods=['PUT'],
        body=ScheduleSlotBody,
        answer=ScheduleSlot,
        roles=ADMINISTRATORS,
    )
    def change_batch_schedule(self, schedule_id, body):
        """Change a weekly lesson; only sessions of the future that are still scheduled follow."""
        slot = find(self.env['encoach.schedule.slot'], schedule_id)
        slot.write(body.given())
        return show(slot, ScheduleSlot)

    @api_route(
        '/batch-schedules/<record_id:schedule_id>',
        methods=['DELETE'],
        status=204,
        roles=ADMINISTRATORS,
    )
    def delete_batch_schedule(self, schedule_id):
        """Take a weekly lesson off the schedule; what has taken place stays."""
        find(self.env['encoach.schedule.slot'], schedule_id).action_archive()

    @api_route('/clashes', query=ClashQuery, answer=ClashReport, roles=Roles(teacher='yes'))
    def list_clashes(self, query):
        """List all students who are in two sessions at once."""
        batch = query.batch_id and find(self.env['encoach.batch'], query.batch_id, 'batch_id')
        room = query.classroom_id and find(
            self.env['encoach.classroom'], query.classroom_id, 'classroom_id'
        )
        Clashes = self.env['encoach.clashes']
        return {'clashes': Clashes._report(query.date_from, query.date_to, batch, room)}

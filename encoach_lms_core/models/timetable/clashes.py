from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...exceptions import Clash
from ...tools import day_end, to_local, to_utc
from .schedule_slot import LONGEST
from .wanted import Place, find_overlaps, find_taken

#: how many of many lessons in the way are named
NAMED = 5
#: days after which nobody plans a lesson
FAR = 3650


class EncoachClashes(models.AbstractModel):
    """Finds who would be in two places at once, whatever the number of sessions by few statements.

    Rooms and teachers are told here before the database refuses them; students are told and never
    refused.
    """

    _name = 'encoach.clashes'
    _description = "Clashes in the timetable"

    # ROOMS AND TEACHERS

    @api.model
    def _find_taken(self, entity, wanted, ignored=()):
        """Return what is `Taken` by sessions of a school, or by the wanted ones among themselves.

        :param wanted: `Place`s to be
        :param ignored: ids of sessions that will not stay as they are
        """
        if not any(place.room or place.teachers for place in wanted):
            return []
        rooms = list({place.room for place in wanted if place.room})
        teachers = list({teacher for place in wanted for teacher in place.teachers})
        there = self._read_places(
            entity,
            min(place.start for place in wanted),
            max(place.stop for place in wanted),
            SQL(
                '(session.room_id = ANY(%s) OR session.id IN (SELECT session_id'
                ' FROM encoach_session_teacher WHERE teacher_id = ANY(%s)))'
                ' AND session.id <> ALL(%s)',
                rooms,
                teachers,
                list(ignored),
            ),
        )
        return list(find_taken([*there, *wanted]))

    @api.model
    def _read_places(self, entity, start, stop, condition):
        """Return the `Place`s of the sessions between two moments that fulfil a condition."""
        self.env['encoach.session'].flush_model()
        self.env['encoach.session.teacher'].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT session.id, session.start, session.stop, session.room_id,
                       array_remove(array_agg(line.teacher_id), NULL),
                       FALSE, session.batch_id, session.day_end
                  FROM encoach_session AS session
                  LEFT JOIN encoach_session_teacher AS line ON line.session_id = session.id
                 WHERE session.entity_id = %s AND session.occupies
                   AND session.start < %s AND session.start > %s AND session.stop > %s AND %s
                 GROUP BY session.id
                """,
                entity.id,
                stop,
                start - timedelta(minutes=LONGEST),
                start,
                condition,
            )
        )
        return [Place(*row) for row in rows]

    @api.model
    def _refuse_taken(self, entity, taken):
        """Raise Clash, in words, for what is `Taken`."""
        if not taken:
            return
        errors = []
        for field in ('teacher_id', 'room_id'):
            found = [each for each in taken if each.field == field]
            if found:
                errors.append(self._describe_taken(entity, field, found))
        raise Clash(' '.join(error['message'] for error in errors), errors)

    @api.model
    def _describe_taken(self, entity, field, found):
        """Return the entry of an error that names the lessons in the way."""
        model = 'encoach.teacher' if field == 'teacher_id' else 'encoach.room'
        names = ', '.join(
            dict.fromkeys(self.env[model].browse(each.resource).display_name for each in found)
        )
        others = {each.other.key: each.other for each in found if not each.other.wanted}
        lessons = [self._tell(entity, place) for place in list(others.values())[:NAMED]]
        if len(others) > NAMED:
            lessons.append(self.env._("%s more", len(others) - NAMED))
        what = '; '.join(lessons) or self.env._("other lessons of this schedule")
        if field == 'teacher_id':
            message = self.env._(
                "%(names)s is teaching then: %(lessons)s.", names=names, lessons=what
            )
        else:
            message = self.env._("%(names)s is taken then: %(lessons)s.", names=names, lessons=what)
        return {'field': field, 'code': 'taken', 'message': message, 'ids': sorted(others)}

    @api.model
    def _tell(self, entity, place):
        """Return a lesson in words: whose, and when."""
        start, stop = to_local(place.start, entity.tz), to_local(place.stop, entity.tz)
        batch = self.env['encoach.batch'].browse(place.batch)
        return f'{batch.name}, {start:%Y-%m-%d %H:%M}–{stop:%H:%M}'

    # STUDENTS

    @api.model
    def _list_students(self, entity, start, stop, batches=None):
        """Return the clashes of students of a school between two moments, in order of time.

        Two statements: the sessions, and who is placed in their batches.

        :param batches: records; then only clashes with one of their sessions are told
        :return: ``[{'kind': 'student', 'student_ids', 'session_ids', 'start', 'stop'}]``
        """
        only = None if batches is None else set(batches.ids)
        places = self._read_places(
            entity, start, stop, SQL('TRUE') if only is None else self._share_students(batches)
        )
        seats = self._read_seats({place.batch for place in places})
        shared, clashes = {}, []
        for place, other in find_overlaps(places):
            if only is not None and not {place.batch, other.batch} & only:
                continue
            pair = place.batch, other.batch
            if pair not in shared:
                shared[pair] = seats.get(pair[0], {}).keys() & seats.get(pair[1], {}).keys()
            students = sorted(
                student
                for student in shared[pair]
                if _sits(seats[pair[0]][student], place) and _sits(seats[pair[1]][student], other)
            )
            if students:
                clashes.append(_make_clash(place, other, students))
        return clashes

    @api.model
    def _report(self, date_from=None, date_to=None, batch=None, classroom=None):
        """Return the clashes of students in the caller's schools, between two of their days."""
        self.env['encoach.session'].check_access('read')
        batches = batch or None
        if classroom:
            of_room = classroom.batch_ids
            batches = of_room if batches is None else batches & of_room
        clashes = []
        for entity in self.env['encoach.entity'].search([]):
            of_school = (
                None
                if batches is None
                else batches.filtered_domain([('entity_id', '=', entity.id)])
            )
            if of_school is None or of_school:
                first = date_from or entity._today()
                last = date_to or first + timedelta(days=FAR)
                start, stop = to_utc(first, 0, entity.tz), day_end(last, entity.tz)
                clashes += self._list_students(entity, start, stop, of_school)
        return clashes

    @api.model
    def _list_from_now(self, entity, batches=None):
        """Return the clashes of students from now on, as far as sessions are dated."""
        now = fields.Datetime.now()
        return self._list_students(entity, now, now + timedelta(days=FAR), batches)

    def _share_students(self, batches):
        """Return the condition that a session's batch shares a student with one of these."""
        return SQL(
            """
            (session.batch_id = ANY(%(ids)s) OR session.batch_id IN (
                SELECT other.batch_id FROM encoach_batch_enrollment AS own
                  JOIN encoach_batch_enrollment AS other ON other.student_id = own.student_id
                 WHERE own.batch_id = ANY(%(ids)s)))
            """,
            ids=batches.ids,
        )

    @api.model
    def _read_seats(self, batch_ids):
        """Return ``{batch id: {student id: (since, until)}}``, moments both."""
        self.env['encoach.batch.enrollment'].flush_model()
        rows = self.env.execute_query(
            SQL(
                'SELECT batch_id, student_id, enrolled_at,'
                '       CASE WHEN NOT active THEN COALESCE(ended_at, enrolled_at) END'
                '  FROM encoach_batch_enrollment WHERE batch_id = ANY(%s)',
                list(batch_ids),
            )
        )
        seats = {}
        for batch_id, student_id, since, until in rows:
            seats.setdefault(batch_id, {})[student_id] = since, until
        return seats


def _sits(seat, place):
    """Return whether somebody is in a batch on the day of its session."""
    since, until = seat
    return since < place.day_end and (until is None or until >= place.day_end)


def _make_clash(place, other, students):
    start, stop = max(place.start, other.start), min(place.stop, other.stop)
    return {
        'kind': 'student',
        'student_ids': students,
        'session_ids': sorted((place.key, other.key)),
        'start': f'{start.isoformat(timespec="seconds")}Z',
        'stop': f'{stop.isoformat(timespec="seconds")}Z',
    }

from odoo import api, fields, models
from odoo.tools import SQL

from ...exceptions import (
    AlreadySubmitted,
    AttendanceClosed,
    Conflict,
    InvalidInput,
    NotOpen,
)
from .marks import Mark, count, digest, read_entries

CLOSED = "Attendance window closed for this class."
LOCKED = ('submitted', 'closed')


class EncoachAttendanceSheet(models.AbstractModel):
    """Who is on the sheet of a session, and how it is submitted.

    On it are those who are in the batch on that day. With the submit it is frozen: whoever leaves
    afterwards keeps his mark. One place for the web client, the page for phones, the API and links.
    """

    _name = 'encoach.attendance.sheet'
    _description = "Attendance sheet"

    # READING

    @api.model
    def _read(self, session):
        """Return the sheet: one statement beside what the session itself takes."""
        rows = self._read_rows(session)
        names = ('student_id', 'name', 'attendance_id', 'status', 'minutes_late', 'note')
        return {
            'locked': session.state not in ('scheduled', 'open'),
            'students': [dict(zip(names, row, strict=True)) for row in rows],
        }

    @api.model
    def _read_rows(self, session):
        """Return a row of everybody on the sheet, by name.

        Who is on a locked one has a mark; on another one, whoever has a mark from before it was
        opened again, and whoever is in the batch on that day.
        """
        for name in ('attendance', 'batch.enrollment', 'student'):
            self.env[f'encoach.{name}'].flush_model()
        locked = session.state in LOCKED
        return self.env.execute_query(
            SQL(
                """
                SELECT student.id, partner.name, mark.id, mark.status,
                       NULLIF(mark.minutes_late, 0), mark.note
                  FROM encoach_student AS student
                  JOIN res_partner AS partner ON partner.id = student.partner_id
                  LEFT JOIN encoach_attendance AS mark
                    ON mark.student_id = student.id AND mark.session_id = %(session)s
                 WHERE mark.id IS NOT NULL
                    OR NOT %(locked)s AND student.id IN (
                       SELECT student_id FROM encoach_batch_enrollment
                        WHERE batch_id = %(batch)s AND enrolled_at < %(day_end)s
                          AND (active OR ended_at >= %(day_end)s))
                 ORDER BY partner.name, student.id
                """,
                session=session.id,
                batch=session.batch_id.id,
                day_end=session.day_end,
                locked=locked,
            )
        )

    # SUBMITTING

    @api.model
    def _submit(self, session, entries, default):
        """Submit the sheet, lock it and hand it to the pipeline, all or nothing; see the session.

        :raise InvalidInput: when somebody on the sheet is neither named nor marked, or somebody is
            named who is not on it
        :raise NotOpen, AlreadySubmitted, AttendanceClosed: by the state of the session
        """
        given = read_entries(self.env, entries)
        if default is not None:
            Mark.check(self.env, None, default, place='default ')
        state = session.state
        if state in ('scheduled', 'cancelled'):
            message = self.env._("The attendance can be submitted once the lesson has begun.")
            raise NotOpen(message, 'state', reason='wrong_state')
        rows = self._read_rows(session)
        if state in LOCKED:
            return self._repeat(session, state, rows, digest(given, default))
        marks = self._complete(given, default, rows)
        if state == 'missed':
            self.env['encoach.attendance.late']._keep(session, given, default)
            raise AttendanceClosed(CLOSED, kept=True)
        return self._lock_in(session, marks, digest(given, default))

    @api.model
    def _complete(self, given, default, rows):
        """Return the marks of everybody on a sheet; one from before it was opened again stays.

        :param given: `Mark`s by student
        """
        there = {row[0]: row for row in rows}
        self._refuse_strangers([each for each in given if each not in there])
        marks, missing = [], []
        for student_id, row in there.items():
            if student_id in given:
                marks.append(given[student_id])
            elif row[2]:
                marks.append(Mark(student_id, *row[3:6]))
            elif default is not None:
                marks.append(Mark(student_id, default))
            else:
                missing.append(student_id)
        if missing:
            message = self.env._("entries: %s of the batch are not marked.", len(missing))
            raise InvalidInput(message, 'entries', missing, reason='required')
        return marks

    @api.model
    def _refuse_strangers(self, ids):
        """Refuse students who are not on the sheet: of other schools, of none, of other batches."""
        if ids:
            self.env['encoach.student']._browse_in_scope(ids, 'student_id')
            message = self.env._("entries: %s are not in the batch on that day.", len(ids))
            raise InvalidInput(message, 'entries', ids, reason='not_on_it')

    @api.model
    def _repeat(self, session, state, rows, told_by):
        """Answer the same sheet of the same person again; refuse any other.

        :raise AlreadySubmitted: told by whom
        :raise AttendanceClosed: when it is closed as well
        """
        if session.submitted_by_id == self.env.user and session.submit_digest == told_by:
            marks = [Mark(row[0], *row[3:6]) for row in rows]
            return self._answer(session, state, marks, 0, repeated=True)
        if state == 'closed':
            raise AttendanceClosed(CLOSED)
        message = self.env._(
            "The attendance was submitted by %(name)s already.", name=self._get_submitter(session)
        )
        raise AlreadySubmitted(message, 'state')

    @api.model
    def _get_submitter(self, session):
        """Return the name of the teacher who submitted it, or what else he is."""
        who = [
            ('user_id', '=', session.submitted_by_id.id),
            ('entity_id', '=', session.entity_id.id),
        ]
        teacher = self.env['encoach.teacher'].with_context(active_test=False).search(who, limit=1)
        return teacher.name or self.env._("an administrator")

    @api.model
    def _accept(self, session, given, default, sender):
        """Write a sheet that came late, in the name of who sent it; see late_sheet.py."""
        if session.state != 'missed':
            message = self.env._("The attendance of this lesson was not missed.")
            raise Conflict(message, 'state', reason='wrong_state')
        marks = self._complete(given, default, self._read_rows(session))
        values = {'stage': 'closed', 'submitted_by_id': sender.id}
        self._lock_in(session, marks, digest(given, default), SQL('TRUE'), **values)

    @api.model
    def _lock_in(self, session, marks, told_by, condition=None, **values):
        now = fields.Datetime.now()
        values = {
            'stage': 'submitted',
            'submitted_at': now,
            'submitted_by_id': self.env.uid,
            'submit_digest': told_by,
            **values,
        }
        # whoever is second fails here, is run again by Odoo, and finds what the first one wrote
        session._update_rows(
            values,
            SQL(
                "id = %s AND stage IN ('planned', 'missed') AND %s",
                session.id,
                condition or SQL('start <= %s AND closes_at > %s', now, now),
            ),
            log_exceptions=False,
        )
        if self.env.cr.rowcount != 1:  # it closed while the sheet was read
            raise AttendanceClosed(CLOSED)
        session.invalidate_recordset()
        written = self.env['encoach.attendance']._write_marks(session, marks)
        changed = [mark for mark in marks if mark.student_id in written]
        actions = self.env['encoach.attendance.pipeline']._on_submitted(session, changed)
        return self._answer(session, values['stage'], marks, actions)

    @api.model
    def _answer(self, session, state, marks, actions, repeated=False):
        return {
            'session_id': session.id,
            'state': state,
            **count(marks),
            'actions': actions,
            'repeated': repeated,
        }

import csv
import logging
from dataclasses import dataclass, field

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ...exceptions import InvalidInput
from ...tools import EMAIL, collapse, read_table, write_table
from ..people.person_mixin import NO_CHATTER
from .student_import_columns import COLUMNS, DETAILS, EXPORTED, REQUIRED
from .student_import_plan import Planner

_logger = logging.getLogger(__name__)

MAX_ROWS = 10_000
MAX_BYTES = 10 * 1024 * 1024
CHUNK = 1000


@dataclass
class ImportReport:
    """What an import did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    #: who leaves what, see `tell_leaving`
    leaving: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def add(self, other):
        """Count what another part of the file did."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.leaving += other.leaving
        self.errors += other.errors


class EncoachStudentImport(models.AbstractModel):
    """Reads the students of a school from a CSV file and writes them to one.

    A row is a student, found by his e-mail address within the school. Rows are taken in chunks:
    the number of statements grows with the chunks, not with the rows. A row that is not acceptable
    is reported and stops no other one.
    """

    _name = 'encoach.student.import'
    _description = "Import of students"

    @api.model
    def _import_file(self, entity, data, dry_run=False):
        """Import a CSV file into a school.

        :param entity: the school
        :param bytes data: the file
        :param bool dry_run: plan it all, and write nothing
        :return: ``{'created', 'updated', 'unchanged', 'leaving', 'errors': [{'row', 'field',
            'message'}], 'ignored_columns'}``; who leaves what, see `tell_leaving`
        :raise InvalidInput: when the file as a whole cannot be imported
        """
        table = self._parse_file(data)
        report = ImportReport()
        planner = self._make_planner(entity, table)
        for start in range(0, len(table.rows), CHUNK):
            report.add(self._import_rows(planner, table.rows[start : start + CHUNK], dry_run))
        if not dry_run:
            _logger.info(
                "User %s imported students into entity %s: %s created, %s updated, %s errors",
                *(self.env.uid, entity.id, report.created, report.updated, len(report.errors)),
            )
        return {**vars(report), 'ignored_columns': self._get_ignored_columns(table)}

    @api.model
    def _parse_file(self, data):
        """Return the `Table` in a file.

        :raise InvalidInput: when it is too large, no CSV in UTF-8, or lacks a column
        """
        if len(data) > MAX_BYTES:
            message = self.env._("The file is larger than 10 MB.")
            raise InvalidInput(message, 'file', reason='too_large')
        try:
            table = read_table(data, COLUMNS, MAX_ROWS + 1)
        except (UnicodeDecodeError, csv.Error):
            message = self.env._("The file cannot be read: save it as CSV in UTF-8.")
            raise InvalidInput(message, 'file', reason='wrong_format') from None
        self._check_columns(table.columns)
        if len(table.rows) > MAX_ROWS:
            message = self.env._(
                "The file has more than %s rows: import it in several parts.", MAX_ROWS
            )
            raise InvalidInput(message, 'file', reason='too_long')
        return table

    def _check_columns(self, columns):
        for name in REQUIRED:
            if name not in columns:
                message = self.env._("The file has no column “%s” in its first row.", name)
                raise InvalidInput(message, name, reason='required')
        for name in COLUMNS:
            if columns.count(name) > 1:
                message = self.env._("The file has the column “%s” twice.", name)
                raise InvalidInput(message, name, reason='given_twice')
        if {'course', 'course_name'} <= set(columns):
            message = self.env._("The file has “course” and “course_name”: keep one of them.")
            raise InvalidInput(message, ('course_name', 'course'), reason='one_of')

    @api.model
    def _get_ignored_columns(self, table):
        """Return the names of the columns that mean nothing to the import."""
        return [name for name in table.columns if name and name not in COLUMNS]

    @api.model
    def _make_planner(self, entity, table):
        """Return the `Planner` of a table for a school.

        :raise AccessError: for somebody who does not manage the students of this school
        """
        self.env['encoach.student'].check_access('create')
        entity.check_access('read')
        return Planner(entity.with_context(**NO_CHATTER), table)

    @api.model
    def _import_rows(self, planner, rows, dry_run):
        """Import one chunk of a table; return its `ImportReport`."""
        if not dry_run:
            return self.with_env(planner.env)._apply_rows(planner, rows)
        report = ImportReport()
        planner.plan(rows, report)
        return report

    def _apply_rows(self, planner, rows):
        """Plan and apply rows together; should the database refuse them, in smaller parts."""
        report = ImportReport()
        try:
            with self.env.cr.savepoint():
                changes = planner.plan(rows, report)
                self._apply(planner.entity, changes)
        except (UserError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            if len(rows) > 1:
                report = ImportReport()
                for part in split_every(-(-len(rows) // 2), rows, list):
                    report.add(self._apply_rows(planner, part))
                return report
            return ImportReport(errors=[self._tell_refusal(rows[0], error)])
        return report

    def _tell_refusal(self, row, error):
        """Return the error of a row that the plan found acceptable, but a constraint did not."""
        message = self.env._("The row cannot be saved.")
        if isinstance(error, UserError) and not isinstance(error.__cause__, psycopg2.Error):
            message = str(error.args[0])
        return {'row': row.number, 'field': None, 'message': message}

    def _apply(self, entity, changes):
        """Write what was planned: some statements a kind of change, whatever the number of rows."""
        Student = self.env['encoach.student']
        new = [change for change in changes if not change.student_id]
        self._change_people({c.student_id: c.values for c in changes if c.student_id and c.values})
        students = Student._create_people(entity, [change.values for change in new])
        for change, student in zip(new, students, strict=True):
            change.student_id = student.id
        for active in (False, True):
            ids = [change.student_id for change in changes if change.active is active]
            if ids:
                Student.browse(ids).write({'active': active})
        self._apply_links(entity, changes)
        self.env.invalidate_all()

    def _change_people(self, values):
        """Change names, phones and codes, by id."""
        students = self.env['encoach.student'].browse(values)
        values = {id_: dict(vals) for id_, vals in values.items()}
        codes = {
            id_: {'student_code': vals.pop('student_code')}
            for id_, vals in values.items()
            if 'student_code' in vals
        }
        students.browse(codes)._write_each(codes)
        students.partner_id._write_each(
            {student.partner_id.id: values[student.id] for student in students}
        )
        self.env.flush_all()

    def _apply_links(self, entity, changes):
        """Start and end course enrollments, and put students on rosters."""
        Enrollment = self.env['encoach.course.enrollment']
        ended = [id_ for change in changes for id_ in change.ended_enrollment_ids]
        if ended:
            Enrollment.browse(ended).write({'active': False})
        courses = [(id_, change.student_id) for change in changes for id_ in change.course_ids]
        if courses:
            Enrollment._ensure_active_pairs(entity, courses)
        Line = self.env['encoach.classroom.student']
        rooms = [(id_, change.student_id) for change in changes for id_ in change.classroom_ids]
        if rooms:
            Line.flush_model()
            Line._start_pairs(entity, rooms)
            Line.invalidate_model()

    # EXPORT

    @api.model
    def _export_file(self, entity):
        """Return the students of a school as a CSV file that imports as it is.

        Several courses or classrooms of a student stand in one cell, on a line each.

        :raise AccessError: for somebody who does not manage the students of this school
        """
        Student = self.env['encoach.student'].with_context(active_test=False)
        Student.check_access('write')
        entity.check_access('read')
        students = Student.search_fetch(
            [('entity_id', '=', entity.id)], ['email_key', 'active', 'student_code', 'partner_id']
        )
        students.partner_id.fetch(['name', 'email', 'phone'])
        courses, rooms = students._get_taken_courses(), students._get_classrooms()
        return write_table(
            EXPORTED,
            [
                (
                    student.name or '',
                    self._export_email(student),
                    self._export_names(rooms.get(student.id)),
                    self._export_names(courses.get(student.id)),
                    student.status,
                    *(student[name] or '' for name in DETAILS),
                )
                for student in students
            ],
        )

    def _export_email(self, student):
        """Return the address as it is stored, unless the import would not take it as one."""
        email = (student.email or '').strip()
        return email if EMAIL.fullmatch(email) else student.email_key or ''

    def _export_names(self, records):
        names = records.mapped('name') if records else []
        return '\n'.join(sorted(map(collapse, names)))

"""What each row of an import changes, computed before anything is written."""

import unicodedata
from dataclasses import dataclass, field

from odoo.fields import Domain

from ...tools import EMAIL, PRESENT, collapse, make_email_key
from .student_import_columns import DETAILS
from .student_import_leaving import tell_leaving

COURSE, CLASSROOM = 'encoach.course', 'encoach.classroom'
MAX_LENGTH, MAX_DETAIL = 255, 64


@dataclass
class Known:
    """What is stored of a student whom a row is about."""

    id: int = None
    active: bool = True
    #: name, phone and code
    values: dict = field(default_factory=dict)
    #: enrollment id by course id
    courses: dict = field(default_factory=dict)
    classroom_ids: list = field(default_factory=list)


@dataclass
class Change:
    """What a row changes; a student without id is new."""

    student_id: int | None
    values: dict = field(default_factory=dict)
    active: bool | None = None
    course_ids: list = field(default_factory=list)
    ended_enrollment_ids: list = field(default_factory=list)
    classroom_ids: list = field(default_factory=list)

    def is_empty(self):
        """Return whether everything is stored already."""
        return self == Change(self.student_id)


class RowError(Exception):
    """Why a cell is not acceptable."""

    def __init__(self, column, message):
        super().__init__(message)
        self.column = column
        self.message = message


class Planner:
    """Compares the rows of a table with what is stored of a school."""

    def __init__(self, entity, table):
        self.env = entity.env
        self.entity = entity
        self.course_column = 'course' if 'course' in table.columns else 'course_name'
        self.indexes = {model: entity._get_name_index(model) for model in (COURSE, CLASSROOM)}
        self._keys = {row.number: make_email_key(row.cells.get('email')) for row in table.rows}
        self._first_rows, self._first_codes = {}, {}
        for row in table.rows:
            self._first_rows.setdefault(self._keys[row.number], row.number)
            self._first_codes.setdefault(collapse(row.cells.get('student_code')), row.number)

    def plan(self, rows, report):
        """Return the changes that rows mean; count them, and list errors, in ``report``."""
        stored, self._code_owners = self._load(rows)
        changes, leaving = [], []
        for row in rows:
            errors = []
            known = stored.get(self._keys[row.number]) or Known()
            change = self._plan_row(row, known, errors)
            if errors:
                report.errors += errors
            elif change.is_empty():
                report.unchanged += 1
            else:
                report.created += not known.id
                report.updated += bool(known.id)
                changes.append(change)
                if known.id and (change.active is False or change.ended_enrollment_ids):
                    leaving.append((row.number, known, change))
        report.leaving += tell_leaving(self, leaving)
        return changes

    def _load(self, rows):
        """Return `Known` by e-mail key and ids by code, of all students whom rows may be about.

        Some statements, whatever the number of rows.
        """
        keys = [self._keys[row.number] for row in rows]
        codes = {collapse(row.cells.get('student_code')) for row in rows} - {''}
        students = (
            self.env['encoach.student']
            .with_context(active_test=False)
            .search_fetch(
                Domain('entity_id', '=', self.entity.id)
                & (Domain('email_key', 'in', keys) | Domain('student_code', 'in', list(codes))),
                ['email_key', 'active', 'name', *DETAILS],
            )
        )
        known = {
            student.id: Known(
                student.id,
                student.active,
                {name: collapse(student[name]) for name in ('name', *DETAILS)},
            )
            for student in students
        }
        for enrollment in self.env['encoach.course.enrollment'].search_fetch(
            [('student_id', 'in', students.ids), ('active', '=', True)],
            ['student_id', 'course_id'],
            order='id',
        ):
            known[enrollment.student_id.id].courses[enrollment.course_id.id] = enrollment.id
        for line in self.env['encoach.classroom.student'].search_fetch(
            [('student_id', 'in', students.ids), *PRESENT],
            ['student_id', 'classroom_id'],
            order='id',
        ):
            known[line.student_id.id].classroom_ids.append(line.classroom_id.id)
        return (
            {student.email_key: known[student.id] for student in students},
            {student.student_code: student.id for student in students},
        )

    def _plan_row(self, row, known, errors):
        """Return the `Change` of a row; every cell that is not acceptable goes to ``errors``."""

        def read(reader, *arguments):
            try:
                return reader(*arguments)
            except RowError as error:
                message = str(error.message)
                errors.append({'row': row.number, 'field': error.column, 'message': message})

        read(self._check_shape, row)
        if errors:
            return None
        values = {
            'name': read(self._read_line, row.cells, 'name', MAX_LENGTH),
            'email': read(self._read_email, row),
            'phone': read(self._read_line, row.cells, 'phone', MAX_DETAIL),
            'student_code': read(self._read_code, row, known),
        }
        status = read(self._read_status, row.cells)
        courses = read(self._read_names, row.cells, COURSE, self.course_column, known.courses)
        classrooms = read(self._read_names, row.cells, CLASSROOM, 'class_name', known.classroom_ids)
        active = known.active if status is None else status == 'active'
        if not active and status is None and (courses or classrooms):
            read(self._refuse_inactive)
        if errors:
            return None
        change = self._compare_person(known, values, active)
        if active:
            self._compare_links(change, known, courses, classrooms)
        return change

    def _compare_person(self, known, values, active):
        """Return the `Change` of a student himself; an empty cell changes nothing."""
        change = Change(known.id)
        change.values = {
            name: value
            for name, value in values.items()
            if value and value != known.values.get(name) and not (known.id and name == 'email')
        }
        if known.active != active:
            change.active = active
        return change

    def _compare_links(self, change, known, courses, classrooms):
        """Add to a `Change` what a student's courses and classrooms become."""
        if courses:
            change.course_ids = [id_ for id_ in courses if id_ not in known.courses]
            change.ended_enrollment_ids = [
                enrollment_id
                for course_id, enrollment_id in known.courses.items()
                if course_id not in courses
            ]
        change.classroom_ids = [id_ for id_ in classrooms if id_ not in known.classroom_ids]

    # READING CELLS

    def _check_shape(self, row):
        if row.unclosed:
            raise RowError(None, self.env._("A quotation mark is opened and never closed."))
        if row.overlong:
            raise RowError(None, self.env._("The row has more cells than the first row."))

    def _read_line(self, cells, column, max_length):
        line = collapse(cells.get(column))
        if column == 'name' and not line:
            raise RowError(column, self.env._("The name is missing."))
        if len(line) > max_length:
            raise RowError(column, self.env._("At most %s characters.", max_length))
        if not line.isprintable() and any(unicodedata.category(char) == 'Cc' for char in line):
            raise RowError(column, self.env._("The text holds control characters."))
        return line

    def _read_code(self, row, known):
        code = self._read_line(row.cells, 'student_code', MAX_DETAIL)
        first = self._first_codes[code]
        if code and first != row.number:
            message = self.env._("Row %s has this code already.", first)
            raise RowError('student_code', message)
        if self._code_owners.get(code, known.id) != known.id:
            message = self.env._("Another student of this school has this code.")
            raise RowError('student_code', message)
        return code

    def _read_email(self, row):
        email = (row.cells.get('email') or '').strip()
        if not email:
            raise RowError('email', self.env._("The e-mail address is missing."))
        if len(email) > MAX_LENGTH or not EMAIL.fullmatch(email) or '\0' in email:
            raise RowError('email', self.env._("This is no e-mail address."))
        first = self._first_rows[self._keys[row.number]]
        if first != row.number:
            message = self.env._("Row %s has this e-mail address already.", first)
            raise RowError('email', message)
        return email

    def _read_status(self, cells):
        status = collapse(cells.get('status')).lower() or None
        if status not in ('active', 'inactive', None):
            raise RowError('status', self.env._("The status is either active or inactive."))
        return status

    def _read_names(self, cells, model, column, own_ids):
        """Return the ids that the names in a cell stand for; several names, a line each.

        A cell whose lines are no names may be one name that was broken. A name that the student's
        own courses (or classrooms) have stands for those.
        """
        cell, index = cells.get(column) or '', self.indexes[model]
        own_ids = list(own_ids)

        def find(name):
            return index.find_among(own_ids, name) or index.find(name)

        names = list(filter(str.strip, cell.splitlines()))
        if find(cell) and not all(map(find, names)):
            names = [cell]
        ids = {}
        for name in names:
            found = find(name)
            if len(found) != 1 and not set(found) & set(own_ids):
                raise RowError(column, self.entity._tell_unresolved(model, index, name))
            ids.update(dict.fromkeys(found))
        return list(ids)

    def _refuse_inactive(self):
        message = self.env._("This student is inactive: set the status to active to enroll him.")
        raise RowError('status', message)

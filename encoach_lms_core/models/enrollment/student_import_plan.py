"""What each row of an import changes, computed before anything is written."""

import unicodedata
from dataclasses import dataclass, field

from ...tools import EMAIL, collapse, make_email_key

REQUIRED = ('name', 'email')
COLUMNS = (*REQUIRED, 'class_name', 'course', 'course_name', 'status', 'team_number')
COURSE, CLASSROOM = 'encoach.course', 'encoach.classroom'
MAX_LENGTH = 255


@dataclass
class Known:
    """What is stored of a student whom a row is about."""

    id: int = None
    name: str = None
    active: bool = True
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
        self._indexes = {model: entity._get_name_index(model) for model in (COURSE, CLASSROOM)}
        self._first_rows = {}
        for row in table.rows:
            if key := make_email_key(row.cells.get('email')):
                self._first_rows.setdefault(key, row.number)

    def plan(self, rows, report):
        """Return the changes that rows mean; count the others, and list errors, in ``report``."""
        stored = self._load([make_email_key(row.cells.get('email')) for row in rows])
        changes = []
        for row in rows:
            errors = []
            change = self._plan_row(row, stored, errors)
            if errors:
                report.errors += errors
            elif not change.student_id:
                report.created += 1
                changes.append(change)
            elif change.is_empty():
                report.unchanged += 1
            else:
                report.updated += 1
                changes.append(change)
        return changes

    def _load(self, keys):
        """Return `Known` by e-mail key: some statements, whatever the number of rows."""
        students = (
            self.env['encoach.student']
            .with_context(active_test=False)
            .search_fetch(
                [('entity_id', '=', self.entity.id), ('email_key', 'in', keys)],
                ['name', 'email_key', 'active'],
            )
        )
        known = {
            student.id: Known(student.id, collapse(student.name), student.active)
            for student in students
        }
        for enrollment in self.env['encoach.course.enrollment'].search_fetch(
            [('student_id', 'in', students.ids), ('active', '=', True)],
            ['student_id', 'course_id'],
            order='id',
        ):
            known[enrollment.student_id.id].courses[enrollment.course_id.id] = enrollment.id
        for line in self.env['encoach.classroom.student'].search_fetch(
            [('student_id', 'in', students.ids), ('until', '=', False)],
            ['student_id', 'classroom_id'],
            order='id',
        ):
            known[line.student_id.id].classroom_ids.append(line.classroom_id.id)
        return {student.email_key: known[student.id] for student in students}

    def _plan_row(self, row, stored, errors):
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
        name = read(self._read_name, row.cells)
        email = read(self._read_email, row)
        known = stored.get(make_email_key(email)) or Known()
        status = read(self._read_status, row.cells)
        courses = read(self._read_names, row.cells, COURSE, self.course_column, known.courses)
        classrooms = read(self._read_names, row.cells, CLASSROOM, 'class_name', known.classroom_ids)
        active = known.active if status is None else status == 'active'
        if not active and status is None and (courses or classrooms):
            read(self._refuse_inactive)
        if errors:
            return None
        change = self._compare_person(known, name, email, active)
        if active:
            self._compare_links(change, known, courses, classrooms)
        return change

    def _compare_person(self, known, name, email, active):
        """Return the `Change` of a student himself."""
        change = Change(known.id)
        if not known.id:
            change.values = {'name': name, 'email': email}
        elif known.name != name:
            change.values = {'name': name}
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

    def _read_name(self, cells):
        name = collapse(cells.get('name'))
        if not name:
            raise RowError('name', self.env._("The name is missing."))
        if len(name) > MAX_LENGTH:
            raise RowError('name', self.env._("The name is too long."))
        if any(unicodedata.category(char) == 'Cc' for char in name):
            raise RowError('name', self.env._("The name holds control characters."))
        return name

    def _read_email(self, row):
        email = (row.cells.get('email') or '').strip()
        if not email:
            raise RowError('email', self.env._("The e-mail address is missing."))
        if len(email) > MAX_LENGTH or not EMAIL.fullmatch(email) or '\0' in email:
            raise RowError('email', self.env._("This is no e-mail address."))
        first = self._first_rows[make_email_key(email)]
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

        A cell whose lines are no names may be one name that was broken. A name that the student's own courses (or classrooms) have stands for those.
        """
        cell, index = cells.get(column) or '', self._indexes[model]
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

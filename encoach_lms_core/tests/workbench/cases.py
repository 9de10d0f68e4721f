"""What the tests of the workbench do alike."""

from ..common import EntityCase

#: by what it tells: the rows that operations change, with all that has to come back
TABLES = (
    'encoach_classroom_student',
    'encoach_classroom_teacher_rel',
    'encoach_classroom_course_rel',
    'encoach_batch',
    'encoach_batch_teacher',
    'encoach_batch_enrollment',
    'encoach_course_enrollment',
    'encoach_term',
    'encoach_student',
    'encoach_teacher',
    'encoach_classroom',
    'encoach_course',
)
#: who wrote a row last, and when, does not go back
LOG = ('write_uid', 'write_date')


class WorkbenchCase(EntityCase):
    """A school whose classroom has a roster of four and two homeroom teachers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ids = cls.a.students.ids
        cls.a.classroom.update_roster(cls.ids)
        cls.a.classroom.update_teachers(cls.a.teachers.ids)
        cls.Operation = cls.env['encoach.operation'].with_user(cls.a.admin)

    def plan(self, kind, **params):
        """Return a plan, as its school's administrator gets it."""
        return self.Operation.plan(kind, params)

    def apply(self, plan, **options):
        """Apply a plan; return the operation as it is told."""
        return self.Operation.browse(plan['id']).apply(plan['digest'], **options)

    def do(self, kind, confirm=None, **params):
        """Plan and apply at once."""
        return self.apply(self.plan(kind, **params), confirm_removals=confirm)

    def undo(self, operation):
        """Undo an operation that was told."""
        return self.Operation.browse(operation['id']).undo()

    def last(self):
        """Return the latest operation as it is told."""
        domain = [('entity_id', '=', self.a.entity.id)]
        return self.Operation.search(domain, limit=1).describe()

    def rows(self, *entities):
        """Return all that operations may change, row by row."""
        self.env.flush_all()
        found = {}
        for table in TABLES:
            self.cr.execute(f'SELECT to_jsonb(line) FROM {table} AS line')  # pylint: disable=sql-injection
            found[table] = sorted(
                repr(sorted((k, v) for k, v in row.items() if k not in LOG))
                for (row,) in self.cr.fetchall()
            )
        return found

    def assertAudited(self):
        """Assert that every active placement has an active course enrollment."""
        self.env.flush_all()
        for school in (self.a, self.b):
            (audit,) = self.env['encoach.enrollment.audit']._audit(school.entity)
            self.assertEqual((audit.verdict, audit.coverage), (0, 1.0))

    def actions(self, told, what):
        """Return ``{(owner's id, member's id): action}`` of the lines of one kind."""
        owner = {'placement': 'batch_id', 'batch_teacher': 'batch_id'}.get(what, 'classroom_id')
        member = 'teacher_id' if what in ('batch_teacher', 'homeroom') else 'student_id'
        return {
            (line[owner], line[member]): line['action']
            for line in told['lines']
            if line['what'] == what
        }

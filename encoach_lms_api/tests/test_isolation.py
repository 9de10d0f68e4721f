from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.encoach_lms_core.tests.sync.common import show_own_changes

from .common import ApiCase

#: a body that would be accepted, by schema; ids are named for what they are ids of
BODIES = {
    'StudentCreate': {'name': "X", 'entity_id': 'entity'},
    'StudentsCreate': {'items': [{'name': "X"}], 'entity_id': 'entity'},
    'StudentPatch': {'name': "X"},
    'TeacherCreate': {'name': "X", 'entity_id': 'entity'},
    'TeachersCreate': {'items': [{'name': "X"}], 'entity_id': 'entity'},
    'TeacherPatch': {'name': "X"},
    'CourseCreate': {'name': "X", 'entity_id': 'entity'},
    'CoursePatch': {'name': "X"},
    'SectionCreate': {'name': "X"},
    'SectionsToGenerate': {'count': 5},
    'TermCreate': {'key': "X", 'entity_id': 'entity'},
    'TermPatch': {'name': "X"},
    'ClassroomCreate': {'name': "X", 'entity_id': 'entity'},
    'ClassroomPatch': {'name': "X"},
    'CourseToAssign': {
        'course_id': 'course',
        'section_id': 'section',
        'term_key': 'X',
        'teacher_ids': 'teacher',
    },
    'StudentIds': {'student_ids': 'student'},
    'StudentMembers': {'student_ids': 'student', 'mode': 'set'},
    'RemoveStudents': {'student_ids': 'student'},
    'TeacherIds': {'teacher_ids': 'teacher'},
    'TeacherMembers': {'teacher_ids': 'teacher', 'mode': 'set'},
    'RemoveTeachers': {'teacher_ids': 'teacher'},
    'ClassTeacherCreate': {'teacher_id': 'teacher', 'term_key': '2026-T1', 'replace': True},
    'LessonNoteCreate': {
        'classroom_id': 'classroom',
        'course_id': 'course',
        'teacher_id': 'teacher',
        'term_key': '2026-T1',
        'title': "X",
    },
    'LessonNotePatch': {'title': "X", 'course_id': 'course'},
    'LessonNoteApproval': {},
    'LessonNoteReturn': {'remark': "X"},
    'CourseAssignmentCreate': {'course_id': 'course', 'learner_group_id': 'learner_group'},
    'CourseAssignmentPatch': {'student_ids': 'student', 'is_active': True},
    'LearnerGroupCreate': {'name': "X", 'student_ids': 'student'},
    'LearnerGroupPatch': {'student_ids': 'student'},
    'EmptyBody': {},
    'AdminStudentCreate': {
        'name': "X",
        'email': 'x@x.test',
        'entity_id': 'entity',
        'course_name': "Alpha Physics",
    },
    'AdminStudentChange': {'name': "X", 'course_name': "Alpha Physics"},
}

#: query strings that hold ids of records to change, by schema
QUERIES = {
    'RemoveStudentsQuery': ('student_ids',),
    'RemoveTeachersQuery': ('teacher_ids',),
    'StudentFileQuery': ('entity_id',),
    'StudentImportQuery': ('entity_id',),
    'LessonNoteAccessQuery': ('teacher_id',),
    'ChangesQuery': ('classroom_id',),
}

#: a file that would be accepted, by the type of a body that is one
FILES = {'text/csv': b'name,email,course_name\r\nX,x@x.test,Alpha Physics\r\n'}

#: query strings without which a route cannot be asked, by schema; ids as above
REQUIRED_QUERIES = {
    'TermKeyQuery': {'term_key': '2026-T1'},
    'LessonNoteAccessQuery': {'teacher_id': 'teacher'},
    'ChangesQuery': {'classroom_id': 'classroom'},
}

#: what is refused of the school's own requests, because of what they would do
CONFLICTS = {('DELETE', '/terms/{term}'), ('PATCH', '/lesson-notes/{lesson_note}')}

#: routes that speak of the caller himself
OWN_ROUTES = {'/api/logout', '/api/me', '/api/me/courses', '/api/entities'}


def _is_json(answer):
    return answer.headers['Content-Type'].startswith('application/json')


@tagged('post_install', '-at_install')
class TestIsolation(ApiCase):
    """Every route with every kind of id of the other school; the cases are the routing map's.

    S0-02, S0-18, S0-36 to S0-40. A route or a schema that this test does not know fails it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for school in (cls.a, cls.b):
            school.classroom.update_roster(school.students.ids)
            school.classroom.update_teachers(school.teachers.ids[:1])
            answer = school.classroom.assign_course(
                school.course.id, school.sections[0].id, school.term.key
            )
            school.classroom.assign_class_teacher(school.teachers.ids[0], school.term.key)
            note = cls.env['encoach.lesson.note'].create(
                {
                    'classroom_id': school.classroom.id,
                    'course_id': school.course.id,
                    'term_id': school.term.id,
                    'teacher_id': school.teachers.ids[0],
                    'title': f'{school.marker} lesson',
                }
            )
            note.action_submit()
            group = cls.env['encoach.learner.group'].create(
                {
                    'name': f'{school.marker} group',
                    'classroom_id': school.classroom.id,
                    'student_ids': school.students[:1].ids,
                }
            )
            assignment, _created = (
                cls.env['encoach.course.assignment']
                .with_user(school.admin)
                ._assign(
                    school.classroom.with_user(school.admin),
                    {
                        'course_id': school.course.id,
                        'student_ids': school.students[:1].ids,
                        'is_active': True,
                    },
                )
            )
            school.ids = {
                'entity': school.entity.ids,
                'student': school.students.ids,
                'teacher': school.teachers.ids,
                'course': school.course.ids,
                'section': school.sections.ids,
                'term': school.term.ids,
                'classroom': school.classroom.ids,
                'batch': [answer['batch_id']],
                'lesson_note': note.ids,
                'learner_group': group.ids,
                'course_assignment': assignment.ids,
            }
        cls.a.system_admin = cls._make_user('system@alpha.test', 'entity_admin', cls.a.entity)
        cls.a.system_admin.group_ids = [Command.link(cls.env.ref('base.group_system').id)]

    def setUp(self):
        super().setUp()
        self.enterContext(show_own_changes())
        self.ok(None, 'GET', '/health')  # has the server build the routing map

    def routes(self):
        """Yield ``(method, path template, names of its ids, operation)`` of every guarded route."""
        for rule in self.env['ir.http'].routing_map().iter_rules():
            routing = rule.endpoint.routing
            if routing['type'] != 'encoach' or routing['auth'] == 'none':
                continue
            self.assertEqual(routing['auth'], 'encoach', rule.rule)
            if rule.rule in OWN_ROUTES:
                continue
            names = [name.removesuffix('_id') for name in rule.arguments]
            template = rule.rule.removeprefix('/api').replace('<record_id:', '{')
            template = template.replace('_id>', '}')
            for method in routing['methods']:
                if method != 'OPTIONS':
                    yield method, template, names, routing['operation']

    def path(self, template, names, foreign=None):
        """Return a path with our ids, but for the one that is to be foreign."""
        ids = {name: (self.b if name == foreign else self.a).ids[name][0] for name in names}
        return template.format(**ids)

    def body(self, operation, foreign=None, mix=False):
        """Return a body of our ids, but for those of a field that are to be foreign."""
        if operation.body is None:
            return None
        body = {}
        for field, value in BODIES[operation.body.__name__].items():
            if not field.endswith(('_id', '_ids')):
                body[field] = value
                continue
            ours, theirs = self.a.ids[value], self.b.ids[value]
            ids = theirs if field == foreign else ours
            if field.endswith('_ids'):
                body[field] = [*ours, theirs[0], *ours] if mix and field == foreign else ids
            else:
                body[field] = ids[0]
        return body

    def options(self, operation, **choice):
        """Return what `call` sends with a request of ours, or a foreign one."""
        if not operation.upload:
            return {'json': self.body(operation, **choice), 'params': self.query(operation)}
        mimetype = operation.upload.mimetype
        return {'data': FILES[mimetype], 'headers': {'Content-Type': mimetype}}

    def query(self, operation, school=None):
        """Return the query string that a route requires, with ids of a school, ours by default."""
        school = school or self.a
        required = REQUIRED_QUERIES.get(operation.query.__name__ if operation.query else '', {})
        return {
            name: school.ids[value][0] if name.endswith('_id') else value
            for name, value in required.items()
        }

    def cases(self):
        """Yield ``(what is foreign, method, path, options)`` for every route and every id."""
        for method, template, names, operation in self.routes():
            own = self.options(operation)
            for name in names:
                path = self.path(template, names, foreign=name)
                yield f'{name} in the path', method, path, own
            path = self.path(template, names)
            for field in BODIES[operation.body.__name__] if operation.body else ():
                if field.endswith(('_id', '_ids')):
                    body = self.body(operation, foreign=field)
                    yield f'{field} in the body', method, path, {'json': body}
                if field.endswith('_ids'):
                    body = self.body(operation, foreign=field, mix=True)
                    yield f'{field} mixed in the body', method, path, {'json': body}
            query = operation.query.__name__ if operation.query else ''
            for field in QUERIES.get(query, ()):
                kind = field.removesuffix('s').removesuffix('_id')
                ours = self.a.ids[kind] if field.endswith('_ids') else ()
                ids = [*ours, self.b.ids[kind][0]]
                options = own if operation.upload else {}
                params = {field: ','.join(map(str, ids))}
                yield f'{field} in the query', method, path, {**options, 'params': params}

    def test_every_foreign_id_is_refused_and_nothing_changes(self):
        before = self.digest()
        count = 0
        for user in (self.a.admin, self.a.system_admin, self.a.teacher_user, self.a.student_user):
            for what, method, path, options in self.cases():
                count += 1
                with self.subTest(user=user.login, what=what, method=method, path=path):
                    answer = self.call(user, method, path, **options)
                    self.assertEqual(answer.status_code, 403, answer.text)
                    self.assertNotIn('Beta', answer.text)
                    if user in (self.a.admin, self.a.system_admin):
                        self.assertProblem(answer, 403, 'entity_mismatch')
                    self.assertEqual(self.digest(), before)
        self.assertGreater(count, 200)

    @mute_logger('odoo.sql_db')  # the term in use
    def test_the_same_requests_with_ids_of_ones_own_are_accepted(self):
        """Otherwise the refusals above might have another reason."""
        token = self.token(self.a.admin)
        for method, template, names, operation in self.routes():
            path = self.path(template, names)
            with self.subTest(method=method, path=path), self.env.cr.savepoint() as savepoint:
                answer = self.call(token, method, path, **self.options(operation))
                expected = 409 if (method, template) in CONFLICTS else 200
                self.assertIn(answer.status_code, (expected, 201, 204), answer.text)
                savepoint.rollback()

    def test_no_list_and_no_record_shows_anything_foreign(self):
        seen = 0
        foreign = {(kind, id_) for kind, ids in self.b.ids.items() for id_ in ids}
        for user in (self.a.admin, self.a.system_admin, self.a.teacher_user, self.a.student_user):
            for method, template, names, _operation in self.routes():
                if method != 'GET':
                    continue
                for suffix in (
                    '',
                    '?active=false',
                    '?search=Beta',
                    f'?entity_id={self.b.entity.id}',
                ):
                    answer = self.call(user, 'GET', self.path(template, names) + suffix)
                    seen += answer.ok
                    self.assertNotIn('Beta', answer.text)
                    self.assertNotIn('beta', answer.text)
                    if answer.ok and _is_json(answer):
                        self.assertFalse(foreign & set(self.ids_in(answer.json(), template)))
        self.assertGreater(seen, 50)

    def ids_in(self, value, template):
        """Yield ``(kind, id)`` of what an answer says it holds."""
        kind = template.rsplit('/', 1)[-1].removesuffix('s')
        for item in value.get('items', [value]):
            for name, content in item.items():
                if name == 'id' and kind in self.b.ids:
                    yield kind, content
                elif name.endswith('_id'):
                    yield name.removesuffix('_id'), content

    def test_the_other_school_sees_its_own_by_the_same_routes(self):
        """Otherwise the lists above might be empty for another reason."""
        for method, template, names, operation in self.routes():
            if method == 'GET':
                path = template.format(**{name: self.b.ids[name][0] for name in names})
                query = self.query(operation, self.b)
                answer = self.call(self.b.admin, 'GET', path, params=query)
                self.assertTrue(answer.ok, answer.text)
                if _is_json(answer):
                    self.assertTrue(answer.json().get('items', True), path)
                else:
                    self.assertIn('Beta', answer.text)

    def test_own_routes_show_ones_own(self):
        for path in OWN_ROUTES - {'/api/logout', '/api/me/courses'}:
            answer = self.call(self.a.system_admin, 'GET', path.removeprefix('/api'))
            self.assertIn('Alpha', answer.text)
            self.assertNotIn('Beta', answer.text)

    def test_ids_in_query_strings_filter_and_never_open(self):
        for field in ('classroom_id', 'course_id', 'section_id', 'entity_id'):
            kind = field.removesuffix('_id')
            listed = self.ok(self.a.admin, 'GET', f'/batches?{field}={self.b.ids[kind][0]}')
            self.assertEqual(listed['total'], 0)

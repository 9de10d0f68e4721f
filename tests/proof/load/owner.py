"""A client with a classroom and students of its own: it knows what each answer has to be."""

from tests.workflow.reference import Key, Refused, School

from .player import Player

TERMS = (None, '2026-T1', 'spring', 'summer')


class Owner(Player):
    """Plays the whole workflow on its own classroom against the rules in plain sets.

    Courses, sections, teachers and terms are the school's, and others use them too.
    """

    def prepare(self):
        """Make the classroom and its students."""
        name = f'Load {self.number}'
        self.classroom = self.create('/classrooms', {'name': name})['id']
        self.students = [
            self.create(
                '/students',
                {'name': f'{name} {place}', 'email': f'load{self.number}.{place}@load.example'},
            )['id']
            for place in range(6)
        ]
        self.school = School(
            self.students, self.world.teachers, [self.classroom], self.world.courses
        )
        self.batches = {}

    def step(self):
        """Make one change, or look at the roster."""
        action = self.dice.choice(
            [
                *(self.change_roster, self.change_roster, self.change_faculty),
                *(self.assign_course, self.assign_course, self.detach_course),
                *(self.change_students, self.change_students, self.change_batch_teachers),
                *(self.reset, self.archive_or_restore, self.move_to_course, self.look),
            ]
        )
        action()

    # playing

    def _play(self, method, path, body, rule, compare):
        """Make a change, then the same in the rules, and compare what both say.

        A server that was too busy (503) wrote nothing.
        """
        status, answer = self.connection.send(method, path, body)
        if status in (0, 500, 503):
            return
        what = f'{method} {path} {body}'
        try:
            expected = rule()
        except Refused as refusal:
            self.journal.equal(what, answer and answer.get('code'), refusal.code)
            return
        self.journal.check(what, status < 300, f'{status} {answer}')
        if status < 300:
            compare(what, status, answer, expected)

    def _change(self, path, field, ids, mode, rule):
        """Add, set or remove members of a classroom or a batch."""

        def compare(what, _status, answer, expected):
            found = answer['added'], answer['removed'], answer[field], answer['total']
            self.journal.equal(what, found, (*expected, len(expected.members)))

        method, path, body = self.member_request(path, field, ids, mode)
        self._play(method, path, body, rule, compare)

    def _some(self, ids):
        return self.dice.sample(ids, self.dice.randint(0, len(ids)))

    def _batch(self):
        return self.dice.choice(list(self.batches)) if self.batches else None

    # the four steps

    def change_roster(self):
        ids, mode = self._some(self.students), self.any_mode()
        self._change(
            *(f'/classrooms/{self.classroom}/students', 'student_ids', ids, mode),
            lambda: self.school.change_roster(self.classroom, ids, mode),
        )

    def change_faculty(self):
        ids, mode = self._some(self.world.teachers), self.any_mode()
        self._change(
            *(f'/classrooms/{self.classroom}/teachers', 'teacher_ids', ids, mode),
            lambda: self.school.change_faculty(self.classroom, ids, mode),
        )

    def assign_course(self):
        course = self.dice.choice(list(self.world.courses))
        section = self.dice.choice([None, *self.world.courses[course]])
        key = Key(self.classroom, course, section, self.dice.choice(TERMS))
        teachers = self.dice.choice([None, self._some(self.world.teachers)])
        body = {'course_id': course, 'section_id': section, 'term_key': key.term}
        if teachers is not None:
            body['teacher_ids'] = teachers

        def compare(what, status, answer, expected):
            batch_id = self.batches.setdefault(key, answer['batch']['id'])
            self.journal.equal(
                what,
                (
                    *(status, answer['batch']['id'], answer['created'], answer['enrolled']),
                    *(answer['kept'], [skip['student_id'] for skip in answer['skipped']]),
                    answer['teacher_ids'],
                ),
                (
                    *(201 if expected.created else 200, batch_id, expected.created),
                    *(expected.enrolled, len(expected.kept), expected.skipped),
                    expected.teachers,
                ),
            )

        self._play(
            *('POST', f'/classrooms/{self.classroom}/assign-course', body),
            lambda: self.school.assign_course(key, teachers),
            compare,
        )

    def detach_course(self):
        course = self.dice.choice(list(self.world.courses))
        self._play(
            *('DELETE', f'/classrooms/{self.classroom}/courses/{course}', None),
            lambda: self.school.detach_course(self.classroom, course),
            lambda what, status, _answer, _expected: self.journal.equal(what, status, 204),
        )

    # overrides

    def change_students(self):
        if key := self._batch():
            ids, mode = self._some(self.students), self.any_mode()
            self._change(
                *(f'/batches/{self.batches[key]}/students', 'student_ids', ids, mode),
                lambda: self.school.change_students(key, ids, mode),
            )

    def change_batch_teachers(self):
        if key := self._batch():
            ids, mode = self._some(self.world.teachers), self.any_mode()
            self._change(
                *(f'/batches/{self.batches[key]}/teachers', 'teacher_ids', ids, mode),
                lambda: self.school.change_teachers(key, ids, mode),
            )

    def reset(self):
        if key := self._batch():
            people, rule = self.dice.choice(
                [('students', self.school.reset_students), ('teachers', self.school.reset_teachers)]
            )
            self._change(
                *(f'/batches/{self.batches[key]}/{people}', f'{people[:-1]}_ids', [], 'reset'),
                lambda: rule(key),
            )

    # the students

    def archive_or_restore(self):
        student = self.dice.choice(self.students)
        archived = student in self.school.archived['student']
        rule = self.school.restore if archived else self.school.archive
        self._play(
            *('PATCH', f'/students/{student}', {'active': archived}),
            lambda: rule('student', student),
            lambda what, _s, answer, _e: self.journal.equal(what, answer['active'], archived),
        )

    def move_to_course(self):
        student, course = (
            self.dice.choice(self.students),
            self.dice.choice(list(self.world.courses)),
        )
        self._play(
            *('PUT', f'/v1/admin/students/{student}'),
            {'course_name': self.world.course_names[course]},
            lambda: self.school.move_to_course(student, course),
            lambda what, status, _answer, _expected: self.journal.equal(what, status, 200),
        )

    def look(self):
        """Nobody else writes here: what was promised is what is there."""
        page = self.connection.get(f'/classrooms/{self.classroom}/students')
        if page:
            found = {item['id'] for item in page['items']}
            self.journal.equal("its roster", found, self.school.rosters[self.classroom].present)

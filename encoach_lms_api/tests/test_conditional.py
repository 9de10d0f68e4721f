from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestConditional(ApiCase):
    """Changes on condition: ETag and If-Match."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a.classroom.update_roster(cls.a.students.ids)
        cls.a.classroom.update_teachers(cls.a.teachers.ids)
        cls.batch, _answer = cls._assign(cls, cls.a)
        cls.a.classroom.assign_class_teacher(cls.a.teachers[0].id, cls.a.term.key)

    def tag(self, path, user=None):
        """Return the tag of what a path answers."""
        answer = self.call(user or self.a.admin, 'GET', path)
        self.assertRegex(answer.headers['ETag'], '^"[0-9a-f]{32}"$')
        return answer.headers['ETag']

    def change(self, method, path, tag, body=None, user=None):
        headers = {'If-Match': tag}
        return self.call(user or self.a.admin, method, path, headers=headers, json=body)

    def records(self):
        """Yield ``(path, method, body, another body)`` of every kind of record."""
        a = self.a
        yield f'/students/{a.students[1].id}', 'PATCH', {'name': "X"}, {'student_code': "Y"}
        yield f'/teachers/{a.teachers[1].id}', 'PATCH', {'email': 'x@x.test'}, {'name': "Y"}
        yield f'/courses/{a.course.id}', 'PATCH', {'name': "X"}, {'code': "Y"}
        yield f'/classrooms/{a.classroom.id}', 'PATCH', {'name': "X"}, {'room': "Y"}
        yield f'/terms/{a.term.id}', 'PATCH', {'name': "X"}, {'name': "Y"}
        path = f'/v1/admin/students/{a.students[3].id}'
        yield path, 'PUT', {'name': "X"}, {'status': 'inactive'}
        body = {'course_id': a.course.id, 'student_ids': a.students[:1].ids}
        path = f'/classrooms/{a.classroom.id}/course-assignments'
        assignment = self.ok(a.admin, 'POST', path, 201, json=body)
        path = f'/course-assignments/{assignment["id"]}'
        yield path, 'PATCH', {'is_active': True}, {'student_ids': a.students[1:3].ids}
        path = f'/classrooms/{a.classroom.id}/learner-groups'
        group = self.ok(a.admin, 'POST', path, 201, json={'name': "Group"})
        path = f'/learner-groups/{group["id"]}'
        yield path, 'PATCH', {'student_ids': a.students[:2].ids}, {'name': "Y"}
        body = {'classroom_id': a.classroom.id, 'course_id': a.course.id, 'title': "Note"}
        body |= {'term_key': a.term.key, 'teacher_id': a.teachers[0].id}
        note = self.ok(a.admin, 'POST', '/lesson-notes', 201, json=body)
        yield f'/lesson-notes/{note["id"]}', 'PATCH', {'title': "X"}, {'body': "Y"}

    def test_a_record_is_changed_by_who_saw_the_latest(self):
        for path, method, one, two in self.records():
            seen = self.tag(path)
            answer = self.change(method, path, seen, one)
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertEqual(answer.headers['ETag'], self.tag(path), path)
            self.assertNotEqual(answer.headers['ETag'], seen, path)
            before = self.digest()
            self.assertProblem(self.change(method, path, seen, two), 412, 'precondition_failed')
            self.assertEqual(self.digest(), before)
            answer = self.change(method, path, f'"other", {answer.headers["ETag"]}', two)
            self.assertEqual(answer.status_code, 200, answer.text)

    def test_a_record_is_deleted_by_who_saw_the_latest(self):
        # lesson notes are kept, and the term is in use
        kept = ('admin', 'notes', 'terms')
        for path, _method, _one, _two in list(self.records()):
            if any(name in path for name in kept):
                continue
            seen = self.tag(path)
            answer = self.change('DELETE', path, '"stale"')
            self.assertProblem(answer, 412, 'precondition_failed')
            self.assertEqual(self.tag(path), seen)
            self.assertEqual(self.change('DELETE', path, seen).status_code, 204, path)

    def test_a_list_is_replaced_by_who_saw_the_latest(self):
        for owner in (f'/classrooms/{self.a.classroom.id}', f'/batches/{self.batch.id}'):
            for kind, people in (('student', self.a.students), ('teacher', self.a.teachers)):
                path = f'{owner}/{kind}s'
                body = {f'{kind}_ids': people[:1].ids, 'mode': 'set'}
                seen = self.tag(path)
                self.assertEqual(self.tag(f'{path}?limit=1'), seen)
                self.assertEqual(self.tag(f'{path}?search=nobody'), seen)
                self.assertEqual(self.change('POST', path, seen, body).status_code, 200)
                before = self.digest()
                answer = self.change('POST', path, seen, {**body, f'{kind}_ids': []})
                self.assertProblem(answer, 412, 'precondition_failed')
                self.assertEqual(self.digest(), before)
                body = {f'{kind}_ids': people.ids, 'mode': 'set'}
                self.ok(self.a.admin, 'POST', path, json=body)
                self.assertEqual(self.tag(path), seen)

    def test_members_are_taken_out_by_who_saw_the_latest(self):
        path, body = f'/classrooms/{self.a.classroom.id}/students', {'student_ids': []}
        self.assertProblem(self.change('DELETE', path, '"stale"', body), 412, 'precondition_failed')
        self.assertEqual(self.change('DELETE', path, self.tag(path), body).status_code, 200)

    def test_any_record_there_is_will_do_for_a_star(self):
        path = f'/students/{self.a.students[1].id}'
        self.assertEqual(self.change('PATCH', path, '*', {'name': "X"}).status_code, 200)
        answer = self.change('PATCH', '/students/2147483647', '*', {'name': "X"})
        self.assertProblem(answer, 404, 'not_found')

    def test_odd_and_weak_tags_hold_for_nothing(self):
        path = f'/students/{self.a.students[1].id}'
        for odd in ('', 'W/' + self.tag(path), '"', 'stale', '"*"'):
            answer = self.change('PATCH', path, odd, {'name': "X"})
            self.assertProblem(answer, 412, 'precondition_failed')

    def test_a_tag_opens_nothing(self):
        path = f'/students/{self.a.students[1].id}'
        tag, foreign = self.tag(path), f'/students/{self.b.students[0].id}'
        before = self.digest()
        for user, method, target, code in (
            (self.a.teacher_user, 'PATCH', path, 'forbidden'),
            (self.a.student_user, 'DELETE', path, 'forbidden'),
            (self.b.admin, 'PATCH', path, 'entity_mismatch'),
            (self.a.admin, 'PATCH', foreign, 'entity_mismatch'),
        ):
            for condition in (tag, '*'):
                body = {'name': "X"} if method == 'PATCH' else None
                answer = self.change(method, target, condition, body, user)
                self.assertProblem(answer, 403, code)
        self.assertEqual(self.digest(), before)

    def test_the_tag_of_a_record_is_that_of_all_it_says(self):
        classroom = f'/classrooms/{self.a.classroom.id}'
        seen, again = self.tag(classroom), self.tag(classroom)
        self.assertEqual(seen, again)
        body = {'student_ids': self.a.students[:1].ids}
        self.ok(self.a.admin, 'DELETE', f'{classroom}/students', json=body)
        self.assertNotEqual(self.tag(classroom), seen)

    def test_the_description_says_where(self):
        for path, operations in self._contract.document['paths'].items():
            tagged_here = 'ETag' in str(operations.get('get', {}).get('responses', {}).get('200'))
            for method, operation in operations.items():
                names = {parameter['name'] for parameter in operation.get('parameters', ())}
                takes = 'If-Match' in names
                self.assertEqual(takes, '412' in operation['responses'], (method, path))
                # what has no GET of its own says nothing that could have been seen
                if method in ('patch', 'put') and 'get' in operations:
                    self.assertTrue(takes and tagged_here, (method, path))

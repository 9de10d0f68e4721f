import inspect

from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import file_open
from odoo.tools.safe_eval import safe_eval

from ... import exceptions
from ..common import EntityCase

MODELS_WITH_SCHOOL = ('classroom', 'student', 'teacher', 'course', 'term', 'batch')


@tagged('encoach')
class TestViews(EntityCase):
    def _form(self, model, user):
        views = self.env[f'encoach.{model}'].with_user(user).get_views([(False, 'form')])
        return views['views']['form']['arch']

    def test_the_school_is_shown_to_whoever_works_with_several(self):
        for model in MODELS_WITH_SCHOOL:
            with self.subTest(model):
                self.assertNotIn('name="entity_id"', self._form(model, self.a.admin))
                self.assertIn('name="entity_id"', self._form(model, self.platform_admin))
        self.a.admin.entity_ids = [Command.link(self.b.entity.id)]
        self.assertIn('name="entity_id"', self._form('classroom', self.a.admin))

    def test_the_only_school_is_the_default(self):
        Classroom = self.env['encoach.classroom']
        own = Classroom.with_user(self.a.admin).default_get(['entity_id'])
        self.assertEqual(own, {'entity_id': self.a.entity.id})
        self.assertFalse(
            Classroom.with_user(self.platform_admin).default_get(['entity_id']).get('entity_id')
        )

    def test_a_teacher_is_offered_no_button_of_the_workflow(self):
        for name in ('action_manage_roster', 'action_manage_faculty', 'action_assign_course'):
            self.assertIn(name, self._form('classroom', self.a.admin))
            self.assertNotIn(name, self._form('classroom', self.a.teacher_user))

    def test_the_filters_of_the_classrooms_page(self):
        full = self.a.classroom
        full.update_roster(self.a.students.ids)
        full.update_teachers(self.a.teachers.ids)
        self._assign(self.a)
        empty = full.copy({'name': 'Alpha Grade 8'})
        arch = self.env['encoach.classroom'].get_views([(False, 'search')])['views']['search']
        domains = self._filter_domains(arch['arch'], self.a.teacher_user.id)
        Classroom = self.env['encoach.classroom'].with_user(self.a.teacher_user)
        for name in ('without_roster', 'without_faculty', 'without_course'):
            with self.subTest(name):
                self.assertEqual(Classroom.search(domains[name]), empty)
        self.assertEqual(Classroom.search(domains['mine']), full)

    def _filter_domains(self, arch, uid):
        return {
            node.get('name'): safe_eval(node.get('domain'), {'uid': uid})
            for node in etree.fromstring(arch).iter('filter')
            if node.get('domain')
        }

    def test_the_import_templates_can_be_imported(self):
        """Students, then rosters that name them."""
        self.a.classroom.name = 'Grade 7-A'
        for model, kind in (('student', 'students'), ('teacher', 'teachers')):
            self._import(f'encoach.{model}', f'encoach_lms_core/static/xls/{kind}.csv')
        self._import('encoach.classroom.student', 'encoach_lms_core/static/xls/rosters.csv')
        student = self.a.classroom.student_ids
        self.assertEqual((student.name, student.student_code), ('Layla Hassan', '7-01'))
        self.assertEqual(student.entity_id, self.a.entity)
        teacher = self.env['encoach.teacher'].search([('name', '=', 'Ms. Salem')])
        self.assertEqual(teacher.email, 'salem@school.example')

    def _import(self, model, path):
        self.assertIn(
            f'/{path}', [item['template'] for item in self.env[model].get_import_templates()]
        )
        with file_open(path, 'rb') as file:
            wizard = (
                self.env['base_import.import']
                .with_user(self.a.admin)
                .create({'res_model': model, 'file': file.read(), 'file_type': 'text/csv'})
            )
        options = {'has_headers': True, 'quoting': '"', 'separator': ',', 'encoding': 'utf-8'}
        options |= {'date_format': '%Y-%m-%d'}
        preview = wizard.parse_preview(options)
        fields = [preview['matches'][index][0] for index in range(len(preview['headers']))]
        result = wizard.execute_import(fields, preview['headers'], options)
        self.assertFalse(result['messages'])
        self.assertEqual(len(result['ids']), 1)

    def test_every_error_of_ours_is_shown_as_a_sentence(self):
        """Odoo's client shows what it does not know as a crash."""
        with file_open('encoach_lms_core/static/src/errors/errors.js') as file:
            script = file.read()
        for name, cls in inspect.getmembers(exceptions, inspect.isclass):
            if cls.__module__ == exceptions.__name__ and issubclass(cls, Exception):
                with self.subTest(name):
                    self.assertRegex(script, rf'\b{name}\b')

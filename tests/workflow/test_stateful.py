"""Any sequence of changes leaves Odoo as the reference says.

S0-06 to S0-08, S0-11 to S0-38, S4-01, S4-15.

Hypothesis makes up the sequences and shrinks one that fails to its shortest form. How many, and how
long: the profiles in ``tests/conftest.py``; ``--hypothesis-profile=long`` tries many more.
"""

from types import SimpleNamespace

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from odoo.tests import tagged

from odoo.addons.encoach_lms_core.tests import common

from . import machine


@tagged('post_install', '-at_install', 'encoach')
class TestWorkflow(common.EntityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.casts = {'a': cls._make_cast(cls.a), 'b': cls._make_cast(cls.b)}

    @classmethod
    def _make_cast(cls, school):
        """Return a school with as many records as the machine plays with, known by their ids."""
        entity = school.entity
        classroom = school.classroom.copy({'name': f'{school.marker} Grade 8'})
        course = school.course.copy({'name': f'{school.marker} Latin'})
        cls.env['encoach.course.section'].create(
            [{'course_id': course.id, 'name': name} for name in ('A', 'B')]
        )
        substitute = cls._make_people(school, 'teacher', 1, 'substitute ')
        ids = {
            'student': school.students.ids,
            'teacher': (school.teachers | substitute).ids,
            'classroom': (school.classroom | classroom).ids,
            'course': (school.course | course).ids,
        }
        return SimpleNamespace(
            entity=entity,
            admin=school.admin,
            ids=ids,
            people={
                'students': ids['student'],
                'teachers': ids['teacher'],
                'classrooms': ids['classroom'],
                'courses': {
                    each.id: each.section_ids.sorted('id').ids for each in school.course | course
                },
            },
        )

    def test_every_sequence_of_changes_ends_as_the_rules_say(self):
        def workflow():
            return machine.Workflow(self)

        run_state_machine_as_test(workflow, settings=settings())

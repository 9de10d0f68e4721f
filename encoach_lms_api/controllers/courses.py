from odoo.http import Controller

from ..http import Answer, api_route
from ..roles import ADMINISTRATORS, Roles
from ..schemas.common import Page
from ..schemas.courses import (
    Course,
    CourseCreate,
    CoursePatch,
    CourseQuery,
    GeneratedSections,
    Section,
    SectionCreate,
    SectionQuery,
    SectionsToGenerate,
)
from ..serializer import serialize
from .crud import crud
from .resource import find, show, show_page


@crud(
    'encoach.course',
    'course',
    query=CourseQuery,
    answer=Course,
    new=CourseCreate,
    patch=CoursePatch,
    readers=Roles(teacher='yes', student='own'),
)
class CourseController(Controller):
    """Courses and their sections."""

    @api_route(
        '/courses/<record_id:course_id>/sections',
        query=SectionQuery,
        answer=Page[Section],
        roles=Roles(teacher='yes', student='own'),
    )
    def list_sections(self, course_id, query):
        """List the sections of a course."""
        course = find(self.env['encoach.course'], course_id)
        own = [('course_id', '=', course.id)]
        return show_page(self.env['encoach.course.section'], query, Section, own)

    @api_route(
        '/courses/<record_id:course_id>/sections',
        methods=['POST'],
        body=SectionCreate,
        answer=Section,
        status=201,
        roles=ADMINISTRATORS,
    )
    def create_section(self, course_id, body):
        """Add a section to a course."""
        course = find(self.env['encoach.course'], course_id)
        section = course.section_ids.create({**body.values(), 'course_id': course.id})
        return Answer(show(section, Section), 201)

    @api_route(
        '/courses/<record_id:course_id>/sections/generate-defaults',
        methods=['POST'],
        body=SectionsToGenerate,
        answer=GeneratedSections,
        roles=ADMINISTRATORS,
    )
    def generate_default_sections(self, course_id, body):
        """Make sure that a course has the sections A, B, C …; a second call creates nothing."""
        course = find(self.env['encoach.course'], course_id)
        result = course.generate_default_sections(body.count)
        sections = serialize(course.section_ids.browse(result['items']), Section)
        return {
            'created': [item for item in sections if item['id'] in result['created']],
            'items': sections,
        }

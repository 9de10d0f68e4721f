from odoo.http import Controller

from ..http import Answer, api_route
from ..schemas.common import Page
from ..schemas.courses import (
    Course,
    CourseCreate,
    CoursePatch,
    CourseQuery,
    SectionsToGenerate,
    GeneratedSections,
    Section,
    SectionCreate,
    SectionQuery,
)
from ..serializer import serialize
from .resource import change, create, created, find, show, show_page


class CourseController(Controller):
    """Courses and their sections."""

    @api_route('/courses', query=CourseQuery, answer=Page[Course])
    def list_courses(self, query):
        """List the courses of the caller's entities."""
        return show_page(self.env['encoach.course'], query, Course)

    @api_route('/courses', methods=['POST'], body=CourseCreate, answer=Course, status=201)
    def create_course(self, body):
        """Add a course."""
        course = create(self.env['encoach.course'], body)
        return created(course, Course, 'courses')

    @api_route('/courses/<record_id:course_id>', answer=Course)
    def show_course(self, course_id):
        """Show one course."""
        return show(find(self.env['encoach.course'], course_id), Course)

    @api_route('/courses/<record_id:course_id>', methods=['PATCH'], body=CoursePatch, answer=Course)
    def change_course(self, course_id, body):
        """Change the given fields of a course."""
        course = find(self.env['encoach.course'], course_id)
        return show(change(course, body), Course)

    @api_route('/courses/<record_id:course_id>', methods=['DELETE'], status=204)
    def delete_course(self, course_id):
        """Archive a course; the history stays."""
        find(self.env['encoach.course'], course_id).action_archive()

    @api_route('/courses/<record_id:course_id>/sections', query=SectionQuery, answer=Page[Section])
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

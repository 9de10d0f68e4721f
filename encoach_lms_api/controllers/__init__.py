# ruff: noqa: I001
from . import login, openapi, unavailable

# people, courses, classrooms
from . import entities, students, teachers, terms, courses, classrooms

# the assignment workflow
from . import classroom_workflow, batches

# registration: who takes which course, also by file
from . import admin_students

# class teachers and lesson notes
from . import class_teachers, lesson_notes

# the timetable
from . import timetable, sessions, attendance

# pages for phones
from . import attendance_pages

# what offline clients and partners follow
from . import sync

# courses to work on
from . import course_assignments

# tenancy: which school a record belongs to, and who sees it
from .tenancy import wall
from .tenancy import entity
from .tenancy import entity_mixin
from .tenancy import bulk
from .tenancy import stamp
from .tenancy import entity_declaration
from .tenancy import access
from .tenancy import odoo_access
from .tenancy import base
from .tenancy import reach
from .tenancy import door
from .tenancy import ir_http
from .tenancy import ir_actions_report
from .tenancy import ir_actions_server
from .tenancy import mail_thread
from .tenancy import mail_mail
from .tenancy import mail_canned_response
from .tenancy import res_users
from .tenancy import res_users_groups
from .tenancy import res_groups
from .tenancy import res_partner
from .tenancy import shared_contact
from .tenancy import entity_invitation

# upgrades: what stands in the database is the code's
from .tenancy import ir_model_data

# access: signing in
from .access import login_attempt
from .access import login_place
from .access import password_request
from .access import res_users as access_res_users
from .access import res_partner as access_res_partner
from .access import sign_up
from .access import base_import

# people
from .people import person_mixin
from .people import student
from .people import teacher

# academics: what is taught, where, and to whom
from .academics import term
from .academics import course
from .academics import course_section
from .academics import membership_mixin
from .academics import classroom
from .academics import classroom_picker
from .academics import classroom_student
from .academics import batch
from .academics import batch_teacher
from .academics import student as academics_student
from .academics import teacher as academics_teacher

# enrollment: which courses a student takes, and in which batch
from .enrollment import course_enrollment
from .enrollment import batch_enrollment
from .enrollment import batch as enrollment_batch
from .enrollment import course as enrollment_course
from .enrollment import cascade
from .enrollment import classroom_preview
from .enrollment import batch_manager
from .enrollment import student as enrollment_student
from .enrollment import entity as enrollment_entity
from .enrollment import student_courses
from .enrollment import student_import
from .enrollment import audit

# teaching: who answers for a classroom in a term, and what was taught
from .teaching import class_teacher
from .teaching import lesson_authority
from .teaching import lesson_note
from .teaching import lesson_note_review
from .teaching import classroom as teaching_classroom
from .teaching import own_classrooms
from .teaching import teacher as teaching_teacher

# content: courses to work on, for a classroom or some of its students
from .content import course as content_course
from .content import learner_group
from .content import course_assignment
from .content import assigning

# timetable: from weekly slots to dated sessions, and who would be in two places at once
from .timetable import room
from .timetable import closure
from .timetable import schedule_slot
from .timetable import session
from .timetable import session_teacher
from .timetable import session_planning
from .timetable import clashes
from .timetable import timetable as timetable_filling
from .timetable import session_rows
from .timetable import batch as timetable_batch
from .timetable import substitutes
from .timetable import ir_http as timetable_ir_http
from .timetable import school_days

# attendance: the sheet of a session, its history, and what follows from it
from .attendance import attendance
from .attendance import change as attendance_change
from .attendance import late_sheet
from .attendance import pipeline
from .attendance import sheet
from .attendance import session as attendance_session
from .attendance import report as attendance_report
from .attendance import today as attendance_today

# sync: what offline clients and partners follow
from .sync import change_log
from .sync import change_feed

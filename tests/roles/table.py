"""Who may do what: every role, every model and every route, as the server is held to it.

The roles: a ``platform`` administrator, a school's administrator (``admin``), a ``teacher``, a
``student``; beside them a ``clerk``, an internal user of Odoo without a role in EnCoach or a
school, a ``portal`` user of that kind, and ``nobody``, who has not signed in.

======  =============================================================================
yes     any record of one's schools; for a platform administrator, of all schools
own     one's own and no other of the same school: a teacher's are those of the
        classrooms where he is homeroom or class teacher or teaches a batch, and the
        lesson notes he wrote or has authority over; a student's are himself and what
        he is enrolled in now; anybody's are his account and his school
empty   answered, and there is nothing in it
no      refused
401     refused: sign in first
403     refused: ``forbidden``
======  =============================================================================

Another school's records are refused to everybody but platform administrators, always.
"""

from . import coaching

MODELS = """
model                         operation platform  admin  teacher  student  clerk  portal

# schools, users and contacts
encoach.entity                read      yes       own    own      own      no     no
encoach.entity                write     yes       no     no       no       no     no
encoach.entity                create    yes       no     no       no       no     no
encoach.entity                unlink    yes       no     no       no       no     no
res.users                     read      yes       yes    yes      own      own    own
res.users                     write     yes       own    own      own      own    own
res.users                     create    yes       no     no       no       no     no
res.users                     unlink    yes       no     no       no       no     no
res.partner                   read      yes       yes    yes      own      no     no
res.partner                   write     yes       yes    no       no       no     no
res.partner                   create    yes       yes    no       no       no     no
res.partner                   unlink    yes       yes    no       no       no     no
encoach.entity.setup          read      yes       no     no       no       no     no
encoach.entity.setup          write     yes       no     no       no       no     no
encoach.entity.setup          create    yes       no     no       no       no     no
encoach.entity.setup          unlink    yes       no     no       no       no     no
encoach.invite.user           read      yes       no     no       no       no     no
encoach.invite.user           write     yes       no     no       no       no     no
encoach.invite.user           create    yes       no     no       no       no     no
encoach.invite.user           unlink    yes       no     no       no       no     no

# people
encoach.student               read      yes       yes    yes      own      no     no
encoach.student               write     yes       yes    no       no       no     no
encoach.student               create    yes       yes    no       no       no     no
encoach.student               unlink    yes       yes    no       no       no     no
encoach.teacher               read      yes       yes    yes      no       no     no
encoach.teacher               write     yes       yes    no       no       no     no
encoach.teacher               create    yes       yes    no       no       no     no
encoach.teacher               unlink    yes       yes    no       no       no     no
encoach.guardian              read      yes       yes    own      no       no     no
encoach.guardian              write     yes       yes    no       no       no     no
encoach.guardian              create    yes       yes    no       no       no     no
encoach.guardian              unlink    yes       yes    no       no       no     no

# what a school teaches
encoach.term                  read      yes       yes    yes      yes      no     no
encoach.term                  write     yes       yes    no       no       no     no
encoach.term                  create    yes       yes    no       no       no     no
encoach.term                  unlink    yes       yes    no       no       no     no
encoach.course                read      yes       yes    yes      own      no     no
encoach.course                write     yes       yes    no       no       no     no
encoach.course                create    yes       yes    no       no       no     no
encoach.course                unlink    yes       yes    no       no       no     no
encoach.course.section        read      yes       yes    yes      own      no     no
encoach.course.section        write     yes       yes    no       no       no     no
encoach.course.section        create    yes       yes    no       no       no     no
encoach.course.section        unlink    yes       yes    no       no       no     no
encoach.classroom             read      yes       yes    yes      own      no     no
encoach.classroom             write     yes       yes    no       no       no     no
encoach.classroom             create    yes       yes    no       no       no     no
encoach.classroom             unlink    yes       yes    no       no       no     no
encoach.classroom.student     read      yes       yes    yes      own      no     no
encoach.classroom.student     write     yes       yes    no       no       no     no
encoach.classroom.student     create    yes       yes    no       no       no     no
encoach.classroom.student     unlink    no        no     no       no       no     no
encoach.batch                 read      yes       yes    yes      own      no     no
encoach.batch                 write     yes       yes    no       no       no     no
encoach.batch                 create    yes       yes    no       no       no     no
encoach.batch                 unlink    no        no     no       no       no     no
encoach.batch.teacher         read      yes       yes    yes      no       no     no
encoach.batch.teacher         write     yes       yes    no       no       no     no
encoach.batch.teacher         create    yes       yes    no       no       no     no
encoach.batch.teacher         unlink    no        no     no       no       no     no

# who takes it
encoach.course.enrollment     read      yes       yes    yes      own      no     no
encoach.course.enrollment     write     yes       yes    no       no       no     no
encoach.course.enrollment     create    yes       yes    no       no       no     no
encoach.course.enrollment     unlink    no        no     no       no       no     no
encoach.batch.enrollment      read      yes       yes    yes      own      no     no
encoach.batch.enrollment      write     yes       yes    no       no       no     no
encoach.batch.enrollment      create    yes       yes    no       no       no     no
encoach.batch.enrollment      unlink    no        no     no       no       no     no
encoach.assign.course         read      yes       yes    no       no       no     no
encoach.assign.course         write     yes       yes    no       no       no     no
encoach.assign.course         create    yes       yes    no       no       no     no
encoach.assign.course         unlink    yes       yes    no       no       no     no
encoach.import.students       read      yes       yes    no       no       no     no
encoach.import.students       write     yes       yes    no       no       no     no
encoach.import.students       create    yes       yes    no       no       no     no
encoach.import.students       unlink    yes       yes    no       no       no     no
encoach.import.students.error read      yes       yes    no       no       no     no
encoach.import.students.error write     yes       yes    no       no       no     no
encoach.import.students.error create    yes       yes    no       no       no     no
encoach.import.students.error unlink    yes       yes    no       no       no     no
encoach.import.students.leave read      yes       yes    no       no       no     no
encoach.import.students.leave write     yes       yes    no       no       no     no
encoach.import.students.leave create    yes       yes    no       no       no     no
encoach.import.students.leave unlink    yes       yes    no       no       no     no

# what was planned and done
encoach.operation             read      yes       yes    no       no       no     no
encoach.operation             write     no        no     no       no       no     no
encoach.operation             create    no        no     no       no       no     no
encoach.operation             unlink    no        no     no       no       no     no

# class teachers and lesson notes
encoach.class.teacher         read      yes       yes    yes      no       no     no
encoach.class.teacher         write     yes       yes    no       no       no     no
encoach.class.teacher         create    yes       yes    no       no       no     no
encoach.class.teacher         unlink    yes       yes    no       no       no     no
encoach.assign.class.teacher  read      yes       yes    no       no       no     no
encoach.assign.class.teacher  write     yes       yes    no       no       no     no
encoach.assign.class.teacher  create    yes       yes    no       no       no     no
encoach.assign.class.teacher  unlink    yes       yes    no       no       no     no
encoach.lesson.note           read      yes       yes    own      no       no     no
encoach.lesson.note           write     yes       yes    own      no       no     no
encoach.lesson.note           create    yes       yes    own      no       no     no
encoach.lesson.note           unlink    yes       yes    own      no       no     no

# courses to work on
encoach.learner.group         read      yes       yes    own      no       no     no
encoach.learner.group         write     yes       yes    own      no       no     no
encoach.learner.group         create    yes       yes    own      no       no     no
encoach.learner.group         unlink    yes       yes    own      no       no     no
encoach.course.assignment     read      yes       yes    own      own      no     no
encoach.course.assignment     write     yes       yes    own      no       no     no
encoach.course.assignment     create    yes       yes    own      no       no     no
encoach.course.assignment     unlink    yes       yes    own      no       no     no

# signing in
encoach.api.answer            read      no        no     no       no       no     no
encoach.api.answer            write     no        no     no       no       no     no
encoach.api.answer            create    no        no     no       no       no     no
encoach.api.answer            unlink    no        no     no       no       no     no
encoach.api.token             read      no        no     no       no       no     no
encoach.api.token             write     no        no     no       no       no     no
encoach.api.token             create    no        no     no       no       no     no
encoach.api.token             unlink    no        no     no       no       no     no
encoach.login.attempt         read      no        no     no       no       no     no
encoach.login.attempt         write     no        no     no       no       no     no
encoach.login.attempt         create    no        no     no       no       no     no
encoach.login.attempt         unlink    no        no     no       no       no     no
encoach.login.place           read      no        no     no       no       no     no
encoach.login.place           write     no        no     no       no       no     no
encoach.login.place           create    no        no     no       no       no     no
encoach.login.place           unlink    no        no     no       no       no     no
encoach.password.request      read      no        no     no       no       no     no
encoach.password.request      write     no        no     no       no       no     no
encoach.password.request      create    no        no     no       no       no     no
encoach.password.request      unlink    no        no     no       no       no     no
"""

ROUTES = """
method path                                         platform admin teacher student clerk nobody

# signing in
GET    /entities                                    yes      own   own     own     403   401
GET    /docs                                        yes      yes   yes     yes     yes   yes
GET    /health                                      yes      yes   yes     yes     yes   yes
GET    /openapi.json                                yes      yes   yes     yes     yes   yes
POST   /login                                       yes      yes   yes     yes     403   401
POST   /logout                                      yes      yes   yes     yes     403   401
GET    /me                                          yes      yes   yes     yes     403   401

# people
GET    /students                                    yes      yes   yes     own     403   401
POST   /students                                    yes      yes   403     403     403   401
POST   /students/bulk                               yes      yes   403     403     403   401
GET    /students/{student}                          yes      yes   yes     own     403   401
PATCH  /students/{student}                          yes      yes   403     403     403   401
DELETE /students/{student}                          yes      yes   403     403     403   401
GET    /guardians                                   yes      yes   own     403     403   401
POST   /guardians                                   yes      yes   403     403     403   401
GET    /guardians/{guardian}                        yes      yes   own     403     403   401
PATCH  /guardians/{guardian}                        yes      yes   403     403     403   401
DELETE /guardians/{guardian}                        yes      yes   403     403     403   401
GET    /teachers                                    yes      yes   yes     403     403   401
POST   /teachers                                    yes      yes   403     403     403   401
POST   /teachers/bulk                               yes      yes   403     403     403   401
GET    /teachers/{teacher}                          yes      yes   yes     403     403   401
PATCH  /teachers/{teacher}                          yes      yes   403     403     403   401
DELETE /teachers/{teacher}                          yes      yes   403     403     403   401

# registration
GET    /v1/admin/students                           yes      yes   403     403     403   401
POST   /v1/admin/students                           yes      yes   403     403     403   401
GET    /v1/admin/students/export.csv                yes      yes   403     403     403   401
POST   /v1/admin/students/import                    yes      yes   403     403     403   401
GET    /v1/admin/students/{student}                 yes      yes   403     403     403   401
PUT    /v1/admin/students/{student}                 yes      yes   403     403     403   401

# courses and terms
GET    /courses                                     yes      yes   yes     own     403   401
POST   /courses                                     yes      yes   403     403     403   401
GET    /courses/{course}                            yes      yes   yes     own     403   401
PATCH  /courses/{course}                            yes      yes   403     403     403   401
DELETE /courses/{course}                            yes      yes   403     403     403   401
GET    /courses/{course}/sections                   yes      yes   yes     own     403   401
POST   /courses/{course}/sections                   yes      yes   403     403     403   401
POST   /courses/{course}/sections/generate-defaults yes      yes   403     403     403   401
GET    /terms                                       yes      yes   yes     yes     403   401
POST   /terms                                       yes      yes   403     403     403   401
GET    /terms/{term}                                yes      yes   yes     yes     403   401
PATCH  /terms/{term}                                yes      yes   403     403     403   401
DELETE /terms/{term}                                yes      yes   403     403     403   401

# classrooms, and the steps of the workflow
GET    /classrooms                                  yes      yes   yes     403     403   401
POST   /classrooms                                  yes      yes   403     403     403   401
GET    /classrooms/{classroom}                      yes      yes   yes     403     403   401
PATCH  /classrooms/{classroom}                      yes      yes   403     403     403   401
DELETE /classrooms/{classroom}                      yes      yes   403     403     403   401
POST   /classrooms/{classroom}/assign-course        yes      yes   403     403     403   401
GET    /classrooms/{classroom}/batches              yes      yes   yes     403     403   401
GET    /classrooms/{classroom}/courses              yes      yes   yes     own     403   401
DELETE /classrooms/{classroom}/courses/{course}     yes      yes   403     403     403   401
GET    /classrooms/{classroom}/overview             yes      yes   yes     403     403   401
GET    /classrooms/{classroom}/students             yes      yes   yes     own     403   401
POST   /classrooms/{classroom}/students             yes      yes   403     403     403   401
DELETE /classrooms/{classroom}/students             yes      yes   403     403     403   401
GET    /classrooms/{classroom}/teachers             yes      yes   yes     403     403   401
POST   /classrooms/{classroom}/teachers             yes      yes   403     403     403   401
DELETE /classrooms/{classroom}/teachers             yes      yes   403     403     403   401

# batches
GET    /batches                                     yes      yes   yes     403     403   401
GET    /batches/{batch}                             yes      yes   yes     403     403   401
GET    /batches/{batch}/students                    yes      yes   yes     own     403   401
POST   /batches/{batch}/students                    yes      yes   403     403     403   401
POST   /batches/{batch}/students/remove             yes      yes   403     403     403   401
POST   /batches/{batch}/students/reset              yes      yes   403     403     403   401
GET    /batches/{batch}/teachers                    yes      yes   yes     403     403   401
POST   /batches/{batch}/teachers                    yes      yes   403     403     403   401
POST   /batches/{batch}/teachers/remove             yes      yes   403     403     403   401
POST   /batches/{batch}/teachers/reset              yes      yes   403     403     403   401

# plans, and what was done
POST   /plans                                       yes      yes   403     403     403   401
GET    /plans/{plan}                                yes      yes   403     403     403   401
POST   /plans/{plan}/apply                          yes      yes   403     403     403   401
GET    /operations                                  yes      yes   403     403     403   401
GET    /operations/{operation}                      yes      yes   403     403     403   401
GET    /drift                                       yes      yes   403     403     403   401
GET    /access                                      yes      yes   403     403     403   401
POST   /drift/settle                                yes      yes   403     403     403   401
POST   /operations/{operation}/undo                 yes      yes   403     403     403   401

# class teachers and lesson notes
GET    /classrooms/{classroom}/class-teacher        yes      yes   yes     403     403   401
POST   /classrooms/{classroom}/class-teacher        yes      yes   403     403     403   401
DELETE /classrooms/{classroom}/class-teacher        yes      yes   403     403     403   401
GET    /lesson-notes                                yes      yes   own     403     403   401
POST   /lesson-notes                                yes      yes   own     403     403   401
GET    /lesson-notes/{lesson_note}                  yes      yes   own     403     403   401
PATCH  /lesson-notes/{lesson_note}                  yes      yes   own     403     403   401
GET    /lesson-notes/{lesson_note}/access           yes      yes   own     403     403   401
POST   /lesson-notes/{lesson_note}/approve          yes      yes   403     403     403   401
POST   /lesson-notes/{lesson_note}/return           yes      yes   403     403     403   401
POST   /lesson-notes/{lesson_note}/submit           yes      yes   own     403     403   401

# courses to work on
GET    /classrooms/{classroom}/course-assignments   yes      yes   own     own     403   401
POST   /classrooms/{classroom}/course-assignments   yes      yes   own     403     403   401
GET    /classrooms/{classroom}/learner-groups       yes      yes   own     403     403   401
POST   /classrooms/{classroom}/learner-groups       yes      yes   own     403     403   401
GET    /course-assignments/{course_assignment}      yes      yes   own     own     403   401
PATCH  /course-assignments/{course_assignment}      yes      yes   own     403     403   401
DELETE /course-assignments/{course_assignment}      yes      yes   own     403     403   401
GET    /learner-groups/{learner_group}              yes      yes   own     403     403   401
PATCH  /learner-groups/{learner_group}              yes      yes   own     403     403   401
DELETE /learner-groups/{learner_group}              yes      yes   own     403     403   401
GET    /me/courses                                  empty    empty empty   own     403   401

# what offline clients follow
GET    /sync/changes                                yes      yes   own     403     403   401
"""

MODELS += coaching.MODELS
ROUTES += coaching.ROUTES


def parse(table):
    """Return ``{key: {column: cell}}`` of a table; the key is its first two columns."""
    lines = [line.split() for line in table.splitlines() if line and not line.startswith('#')]
    header, *rows = lines
    parsed = {tuple(row[:2]): dict(zip(header[2:], row[2:], strict=True)) for row in rows}
    if len(parsed) < len(rows):
        raise ValueError("a line is there twice")
    return parsed

"""The lines of table.py for the coaching part; see there."""

MODELS = """
# the timetable
encoach.room                  read      yes       yes    yes      no       no     no
encoach.room                  write     yes       yes    no       no       no     no
encoach.room                  create    yes       yes    no       no       no     no
encoach.room                  unlink    yes       yes    no       no       no     no
encoach.closure               read      yes       yes    yes      no       no     no
encoach.closure               write     yes       yes    no       no       no     no
encoach.closure               create    yes       yes    no       no       no     no
encoach.closure               unlink    yes       yes    no       no       no     no
encoach.schedule.slot         read      yes       yes    yes      no       no     no
encoach.schedule.slot         write     yes       yes    no       no       no     no
encoach.schedule.slot         create    yes       yes    no       no       no     no
encoach.schedule.slot         unlink    no        no     no       no       no     no
encoach.session               read      yes       yes    own      no       no     no
encoach.session               write     yes       yes    own      no       no     no
encoach.session               create    yes       yes    own      no       no     no
encoach.session               unlink    no        no     no       no       no     no
encoach.session.teacher       read      yes       yes    own      no       no     no
encoach.session.teacher       write     no        no     no       no       no     no
encoach.session.teacher       create    yes       yes    no       no       no     no
encoach.session.teacher       unlink    yes       yes    no       no       no     no
# attendance
encoach.attendance            read      yes       yes    own      no       no     no
encoach.attendance            write     no        no     no       no       no     no
encoach.attendance            create    no        no     no       no       no     no
encoach.attendance            unlink    no        no     no       no       no     no
encoach.attendance.change     read      yes       yes    own      no       no     no
encoach.attendance.change     write     no        no     no       no       no     no
encoach.attendance.change     create    no        no     no       no       no     no
encoach.attendance.change     unlink    no        no     no       no       no     no
encoach.attendance.late       read      yes       yes    no       no       no     no
encoach.attendance.late       write     no        no     no       no       no     no
encoach.attendance.late       create    no        no     no       no       no     no
encoach.attendance.late       unlink    no        no     no       no       no     no
encoach.session.reason        read      yes       yes    no       no       no     no
encoach.session.reason        write     yes       yes    no       no       no     no
encoach.session.reason        create    yes       yes    no       no       no     no
encoach.session.reason        unlink    yes       yes    no       no       no     no
encoach.attendance.correct    read      yes       yes    no       no       no     no
encoach.attendance.correct    write     yes       yes    no       no       no     no
encoach.attendance.correct    create    yes       yes    no       no       no     no
encoach.attendance.correct    unlink    yes       yes    no       no       no     no
"""

ROUTES = """
# the timetable
GET    /rooms                                       yes      yes   yes     403     403   401
POST   /rooms                                       yes      yes   403     403     403   401
GET    /rooms/{room}                                yes      yes   yes     403     403   401
PATCH  /rooms/{room}                                yes      yes   403     403     403   401
DELETE /rooms/{room}                                yes      yes   403     403     403   401
GET    /closures                                    yes      yes   yes     403     403   401
POST   /closures                                    yes      yes   403     403     403   401
GET    /closures/{closure}                          yes      yes   yes     403     403   401
PATCH  /closures/{closure}                          yes      yes   403     403     403   401
DELETE /closures/{closure}                          yes      yes   403     403     403   401
GET    /batches/{batch}/schedule                    yes      yes   yes     403     403   401
POST   /batches/{batch}/schedule                    yes      yes   403     403     403   401
PUT    /batch-schedules/{schedule}                  yes      yes   403     403     403   401
DELETE /batch-schedules/{schedule}                  yes      yes   403     403     403   401
GET    /clashes                                     yes      yes   yes     403     403   401
GET    /teachers/{teacher}/substitutes              yes      yes   403     403     403   401
POST   /teachers/{teacher}/substitute               yes      yes   403     403     403   401
GET    /sessions                                    yes      yes   own     403     403   401
POST   /sessions                                    yes      yes   own     403     403   401
POST   /sessions/resolve                            yes      yes   own     403     403   401
GET    /sessions/{session}                          yes      yes   own     403     403   401
PATCH  /sessions/{session}                          yes      yes   own     403     403   401
POST   /sessions/{session}/cancel                   yes      yes   403     403     403   401

# batches, the coaching way
POST   /batches                                     yes      yes   403     403     403   401
PATCH  /batches/{batch}                             yes      yes   403     403     403   401
PUT    /batches/{batch}                             yes      yes   403     403     403   401
DELETE /batches/{batch}                             yes      yes   403     403     403   401
DELETE /batches/{batch}/students/{student}          yes      yes   403     403     403   401
GET    /students/{student}/batches                  yes      yes   yes     403     403   401
# attendance
GET    /sessions/{session}/attendance               yes      yes   own     403     403   401
PUT    /sessions/{session}/attendance               yes      yes   own     403     403   401
POST   /sessions/{session}/reopen                   yes      yes   403     403     403   401
PATCH  /attendance/{attendance}                     yes      yes   403     403     403   401
GET    /attendance/{attendance}/history             yes      yes   own     403     403   401
GET    /students/{student}/attendance               yes      yes   yes     403     403   401
GET    /batches/{batch}/attendance                  yes      yes   yes     403     403   401
"""

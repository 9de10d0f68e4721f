"""The columns of the files that students are imported from and exported to."""

REQUIRED = ('name', 'email')
#: further fields of the student himself
DETAILS = ('phone', 'student_code')
#: what is read; everything else is ignored, and said to be
COLUMNS = (*REQUIRED, *DETAILS, 'class_name', 'course', 'course_name', 'status', 'team_number')
#: what is written, in this order
EXPORTED = ('name', 'email', 'class_name', 'course_name', 'status', *DETAILS)

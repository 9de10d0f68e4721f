"""What Hypothesis chooses from: few records, so that the changes meet each other."""

from hypothesis import strategies as st

STUDENTS, TEACHERS, CLASSROOMS, COURSES = 4, 3, 2, 2

names = st.sampled_from(['a', 'b'])
# positions in the lists of a school: ids would differ from one database to the next
somebody = st.integers(0, STUDENTS - 1)
students = st.sets(somebody)
teachers = st.sets(st.integers(0, TEACHERS - 1))
classrooms = st.integers(0, CLASSROOMS - 1)
courses = st.integers(0, COURSES - 1)
batches = st.integers(0, 15)
modes = st.sampled_from(['add', 'set', 'remove'])
records = st.sampled_from(
    [
        (kind, position)
        for kind, count in (
            ('student', STUDENTS),
            ('teacher', TEACHERS),
            ('classroom', CLASSROOMS),
            ('course', COURSES),
        )
        for position in range(count)
    ]
)

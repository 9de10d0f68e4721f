"""Whether the database holds what the clients were promised: plain SQL, after all have ended."""

from collections import Counter

from tests.workflow import observed

#: rows that must not exist, by the law they break
LAWS = {
    "nobody is twice on a roster": """
        SELECT classroom_id, student_id FROM encoach_classroom_student WHERE until IS NULL
         GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "nobody has two placements in a batch": """
        SELECT batch_id, student_id FROM encoach_batch_enrollment GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "nobody teaches a batch twice": """
        SELECT batch_id, teacher_id FROM encoach_batch_teacher WHERE until IS NULL
         GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "there is one batch of a classroom, course, section and term": """
        SELECT classroom_id, course_id, section_id, term_id FROM encoach_batch
         GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
    """,
    "a school has one term of a key": """
        SELECT entity_id, key FROM encoach_term GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "a school has one student of an address": """
        SELECT entity_id, email_key FROM encoach_student WHERE email_key IS NOT NULL
         GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "every active placement has an active course enrollment (the audit says 100 %)": """
        SELECT placement.id FROM encoach_batch_enrollment AS placement
          JOIN encoach_batch AS batch ON batch.id = placement.batch_id
          LEFT JOIN encoach_course_enrollment AS enrollment
            ON enrollment.course_id = batch.course_id
           AND enrollment.student_id = placement.student_id AND enrollment.active
         WHERE placement.active AND enrollment.id IS NULL
    """,
    "rosters stay in their school": """
        SELECT line.id FROM encoach_classroom_student AS line
          JOIN encoach_classroom AS classroom ON classroom.id = line.classroom_id
          JOIN encoach_student AS student ON student.id = line.student_id
         WHERE (classroom.entity_id, student.entity_id) <> (line.entity_id, line.entity_id)
    """,
    "placements stay in their school": """
        SELECT line.id FROM encoach_batch_enrollment AS line
          JOIN encoach_batch AS batch ON batch.id = line.batch_id
          JOIN encoach_student AS student ON student.id = line.student_id
         WHERE (batch.entity_id, student.entity_id) <> (line.entity_id, line.entity_id)
    """,
    "teachers of batches stay in their school": """
        SELECT line.id FROM encoach_batch_teacher AS line
          JOIN encoach_batch AS batch ON batch.id = line.batch_id
          JOIN encoach_teacher AS teacher ON teacher.id = line.teacher_id
         WHERE (batch.entity_id, teacher.entity_id) <> (line.entity_id, line.entity_id)
    """,
    "homeroom teachers stay in their school": """
        SELECT link.* FROM encoach_classroom_teacher_rel AS link
          JOIN encoach_classroom AS classroom ON classroom.id = link.classroom_id
          JOIN encoach_teacher AS teacher ON teacher.id = link.teacher_id
         WHERE classroom.entity_id <> teacher.entity_id
    """,
    "batches stay in their school": """
        SELECT batch.id FROM encoach_batch AS batch
          JOIN encoach_classroom AS classroom ON classroom.id = batch.classroom_id
          JOIN encoach_course AS course ON course.id = batch.course_id
         WHERE (classroom.entity_id, course.entity_id) <> (batch.entity_id, batch.entity_id)
    """,
}


class Promises:
    """Compares the database with the clients.

    :param cursor: of a connection to the database
    :param Journal journal: where what is broken is noted
    """

    def __init__(self, cursor, journal):
        self.cursor = cursor
        self.journal = journal

    def _query(self, statement, *parameters):
        self.cursor.execute(statement, parameters or None)
        return self.cursor.fetchall()

    def check_laws(self):
        """No row breaks a rule that holds whatever was done."""
        for law, statement in LAWS.items():
            self.journal.equal(law, self._query(statement), [])

    def check_owners(self, world, owners):
        """The classrooms that one client owns hold exactly what its rules say."""
        expected = {}
        for owner in owners:
            for name, rows in observed.expected(owner.school).items():
                expected.setdefault(name, []).extend(rows)
        classrooms = {owner.classroom for owner in owners}
        students = {id_ for owner in owners for id_ in owner.students}
        mine = {
            'takes': lambda row: row[1] in students,
            'archived': lambda row: row[0] == 'student' and row[1] in students,
        }
        for name, rows in observed.stored(self.cursor, world.entity).items():
            is_mine = mine.get(name, lambda row: row[0] in classrooms)
            found = Counter(row for row in rows if is_mine(row))
            wanted = Counter(expected.get(name, []))
            lost, made_up = list((wanted - found).elements()), list((found - wanted).elements())
            self.journal.check(f'{name} of owned classrooms', not lost, f'lost: {lost[:3]}')
            self.journal.check(f'{name} of owned classrooms', not made_up, f'more: {made_up[:3]}')

    def check_crowd(self, world, crowd):
        """Additions less removals are what is there, for everything the clients share."""
        told, removals = Counter(), Counter()
        for client in crowd:
            for key, count in client.told.items():
                told[key] += count
            removals.update(client.removals)
        present = Counter({('roster', id_): 1 for id_ in self._roster(world, 'IS NULL')})
        present.update(('teachers', id_) for id_ in self._teachers(world))
        present.update(self._placements(world))
        told = Counter({key: count for key, count in told.items() if count})
        self.journal.equal("additions less removals in shared lists", told, present)
        ended = Counter(self._roster(world, 'IS NOT NULL'))
        wanted = Counter({key[1]: count for key, count in removals.items() if key[0] == 'roster'})
        self.journal.equal("every removal from the shared roster has its line", ended, wanted)
        self._check_assignments(world, crowd)

    def _roster(self, world, ended):
        statement = f"""
            SELECT student_id FROM encoach_classroom_student
             WHERE classroom_id = %s AND until {ended}
        """
        return [id_ for (id_,) in self._query(statement, world.classroom)]

    def _teachers(self, world):
        statement = (
            'SELECT teacher_id FROM encoach_batch_teacher WHERE batch_id = %s AND until IS NULL'
        )
        return [id_ for (id_,) in self._query(statement, world.batch)]

    def _placements(self, world):
        return self._query(
            """
            SELECT batch_id, student_id FROM encoach_batch_enrollment AS line
              JOIN encoach_batch AS batch ON batch.id = line.batch_id
             WHERE batch.classroom_id = %s AND line.active
            """,
            world.classroom,
        )

    def _check_assignments(self, world, crowd):
        """Everybody who raced for a batch got the same one, and one of them made it."""
        races = {}
        for client in crowd:
            for term, batch, created in client.assigned:
                races.setdefault(term, []).append((batch, created))
        for term, answers in races.items():
            self.journal.equal(f'{term}: batches', len({batch for batch, _c in answers}), 1)
            self.journal.equal(f'{term}: created', sum(created for _b, created in answers), 1)
        statement = """
            SELECT term.key FROM encoach_batch AS batch JOIN encoach_term AS term
                ON term.id = batch.term_id WHERE classroom_id = %s
        """
        stored = {term for (term,) in self._query(statement, world.classroom)}
        self.journal.equal("batches of the shared classroom", stored, set(races))

    def check_registrars(self, world, registrars):
        """Whoever was promised is there once, under the last name he was given."""
        expected = {}
        for client in registrars:
            for id_, name in client.names.items():
                expected[id_] = name, client.addresses[id_]
        found = self._query(
            """
            SELECT student.id, partner.name, student.email_key FROM encoach_student AS student
              JOIN res_partner AS partner ON partner.id = student.partner_id
             WHERE student.entity_id = %s
               AND student.email_key SIMILAR TO '(student|twin)[0-9.]+@load.example'
            """,
            world.entity,
        )
        self.journal.equal(
            "registered students", {id_: (name, email) for id_, name, email in found}, expected
        )

    def check_feed(self, connection, classroom):
        """A client that replays a classroom's feed from the beginning ends with the tables."""
        path = f'/sync/changes?classroom_id={classroom}&limit=500'
        known, page = {}, connection.get(path)
        while page:
            for item in page['items']:
                field = {'roster_line': 'until', 'batch': 'active', 'placement': 'active'}.get(
                    item['model']
                )
                if field is None:
                    continue
                state = item['record'] and item['record'][field]
                known[item['model'], item['id']] = state
            more = page['has_more']
            page = connection.get(f'{path}&since={page["cursor"]}') if more else None
        self.journal.equal(f'the feed of classroom {classroom}', known, self._truth(classroom))

    def _truth(self, classroom):
        rows = self._query(
            """
            SELECT 'roster_line', id, until::text, NULL FROM encoach_classroom_student
             WHERE classroom_id = %s
             UNION ALL
            SELECT 'batch', id, NULL, active FROM encoach_batch WHERE classroom_id = %s
             UNION ALL
            SELECT 'placement', line.id, NULL, line.active FROM encoach_batch_enrollment AS line
              JOIN encoach_batch AS batch ON batch.id = line.batch_id WHERE classroom_id = %s
            """,
            *[classroom] * 3,
        )
        return {
            (model, id_): until if model == 'roster_line' else active
            for model, id_, until, active in rows
        }

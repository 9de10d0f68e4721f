from collections import defaultdict

from odoo import api, models

from ...exceptions import InvalidInput
from .lines import Line
from .operation_kinds import Draft, merge
from .rollover_seats import Fate, Moves, get_fate

#: what can be taken along into the new term
TAKEN = ('batches', 'sections', 'teachers', 'courses')


class EncoachOperation(models.Model):
    """Rolling over into another term.

    Every student of the chosen classrooms is promoted to another classroom, kept, or leaves. The
    batches of the term that ends go on as batches of the new one: in their classroom, or, where
    the courses are taken along, in the one that their students are promoted to. What a student was
    taken out of he stays out of; of several sections that are new to him he is given one
    afterwards, by a split. Whoever was rolled over into a term is not rolled over into it again.
    """

    _inherit = 'encoach.operation'

    @api.model
    def _draft_rollover(self, entity, params):
        self.env.flush_all()
        rules = {rule['classroom_id']: get_fate(rule) for rule in params.get('rules', [])}
        own = {rule['student_id']: get_fate(rule) for rule in params.get('student_rules', [])}
        rooms, term_id = self._read_rooms(entity, self._get_rooms(params), params['term_key'])
        ending, there = defaultdict(list), defaultdict(set)
        for id_, room in rooms.items():
            for student in room.student_ids:
                there[student].add(id_)
                if id_ in params['classroom_ids']:
                    ending[student].append(id_)
        done = self._read_rolled_over(entity, params['term_key'])
        moves = Moves.decide(rules, own, ending, done)
        lines, courses = [], {}
        for (student, room), fate in moves.fates.items():
            lines += self._draft_move(student, room, fate, there[student])
        if 'batches' in params.get('take', TAKEN):
            more, courses = self._draft_next_term(params, rooms, term_id, moves)
            lines += more
        return Draft(merge(lines), courses, 'cascade')

    @api.model
    def _get_rooms(self, params):
        """Return the ids of the chosen classrooms, and of those that students are promoted to."""
        rules = [*params.get('rules', []), *params.get('student_rules', [])]
        targets = {rule.get('to_classroom_id') for rule in rules if rule['rule'] == 'promote'}
        targets.add(params.get('to_classroom_id'))
        return sorted({*params['classroom_ids'], *targets} - {None})

    @api.model
    def _claim_owners(self, params):
        if 'classroom_ids' in params:
            params = {**params, 'classroom_ids': self._get_rooms(params)}
        return super()._claim_owners(params)

    @api.model
    def _draft_move(self, student, room, fate, there):
        """Return the lines of a student's place on a roster.

        :param there: ids of all the classrooms whose roster he is on
        """
        if fate.rule is None:
            return [Line('roster', room, student, 'skipped', 'no_rule', True)]
        if fate.room == room:
            reason = 'rolled_over' if fate.rule == 'done' else 'stays'
            return [Line('roster', room, student, 'kept', reason, True)]
        if fate.rule == 'leave':
            return [Line('roster', room, student, 'removed', 'leaves', True)]
        target = Line('roster', fate.room, student, 'added', 'promoted', False)
        if fate.room in there:
            target = Line('roster', fate.room, student, 'kept', 'there_already', True)
        return [Line('roster', room, student, 'removed', 'promoted', True), target]

    # BATCHES

    @api.model
    def _draft_next_term(self, params, rooms, term_id, moves):
        """Return the lines of the new term's batches and their people, and their courses."""
        take = params.get('take', TAKEN)
        read = params['classroom_ids'] if 'courses' in take else list(rooms)
        lines, following = [], defaultdict(list)
        for source in self._read_sources(read, params.get('from_term_key')):
            if source.is_usable:
                following[self._get_following(source, take, moves.rules)].append(source)
            else:
                lines.append(Line('batch', source.id, None, 'skipped', 'archived', True))
        known = self._read_next(list(rooms), params['term_key'])
        ids = {
            key: known[key][0] if key in known else -1 - number
            for number, key in enumerate(following)
        }
        lines += self._draft_following(params, rooms, term_id, following, known, ids)
        lines += self._draft_seats(moves.seat(following), known, ids)
        return lines, {ids[key]: key[1] for key in following}

    @api.model
    def _get_following(self, source, take, rules):
        """Return which batch follows one: ``(classroom, course, section or None)``."""
        room = source.classroom_id
        fate = rules.get(room, Fate(None))
        if 'courses' in take and fate.rule == 'promote':
            room = fate.room
        return room, source.course_id, source.section_id if 'sections' in take else None

    @api.model
    def _draft_following(self, params, rooms, term_id, following, known, ids):
        """Return the lines of batches that follow, and of their teachers where they are new."""
        take, term_key = params.get('take', TAKEN), params['term_key']
        lines = []
        if following and not term_id:
            lines.append(Line('term', -1, None, 'added', 'new_term', None, {'key': term_key}))
        for key, sources in following.items():
            room, course, section = key
            if key in known:
                is_active = known[key][1]
                action, reason = ('kept', 'there_already') if is_active else ('skipped', 'archived')
                lines.append(Line('batch', ids[key], None, action, reason, is_active))
                continue
            if course not in rooms[room].course_ids:
                lines.append(Line('course', room, course, 'added', 'goes_on'))
            words = rooms[room].name, sources[0].course, sources[0].section if section else None
            detail = {
                'name': self.env['encoach.batch']._join_names(*words),
                'classroom_id': room,
                'course_id': course,
                'section_id': section,
                'term_id': term_id,
                'term_key': term_key,
            }
            lines.append(Line('batch', ids[key], None, 'added', 'goes_on', None, detail))
            teachers, reason = rooms[room].teacher_ids, 'homeroom_teacher'
            if 'teachers' in take:
                teachers = sorted({id_ for source in sources for id_ in source.teacher_ids})
                reason = 'goes_on'
            lines += self._draft_teachers(ids[key], [], teachers, 'add', reason)
        return lines

    @api.model
    def _draft_seats(self, seats, known, ids):
        """Return the lines of students in the new term's batches."""
        keys, students = {key for key, _student in seats}, {student for _key, student in seats}
        taken = self._read_taken({key[1] for key in keys}, students)
        lines = []
        for (key, student), (action, reason) in sorted(seats.items(), key=repr):
            _id, is_active, placed = known.get(key, (None, True, {}))
            before = placed.get(student)
            if action == 'added' and not is_active:
                action, reason = 'skipped', 'archived'
            elif action == 'added' and before is not None:
                action, reason = {
                    True: ('kept', 'there_already'),
                    False: ('skipped', 'removed_from_batch'),
                }[before]
            lines.append(Line('placement', ids[key], student, action, reason, before))
            is_taken = taken.get((key[1], student))
            if action == 'added' and not is_taken:
                lines.append(Line('enrollment', key[1], student, 'added', 'placed', is_taken))
        return lines

    # CONFIRMING

    @api.model
    def _check_lines(self, lines):
        """Refuse to apply a plan in which somebody has no rule.

        :raise InvalidInput: with the ids of the students
        """
        students = sorted({line.member for line in lines if line.reason == 'no_rule'})
        if students:
            message = self.env._(
                "student_rules: say for %s students what becomes of them.", len(students)
            )
            raise InvalidInput(message, 'student_rules', students, reason='without_rule')

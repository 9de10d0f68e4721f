from collections import defaultdict

from odoo import api, models

from .drift import REASONS

#: by the kind of a row: whose member it is, and who the member is
SIDES = {
    'roster': ('encoach.classroom', 'encoach.student'),
    'homeroom': ('encoach.classroom', 'encoach.teacher'),
    'course': ('encoach.classroom', 'encoach.course'),
    'batch_teacher': ('encoach.batch', 'encoach.teacher'),
    'placement': ('encoach.batch', 'encoach.student'),
    'enrollment': ('encoach.course', 'encoach.student'),
    'batch': ('encoach.batch', None),
    'term': ('encoach.term', None),
    'student': ('encoach.student', None),
    'teacher': ('encoach.teacher', None),
    'classroom': ('encoach.classroom', None),
    'course_record': ('encoach.course', None),
}
#: the field of a line that holds an id, by its model
FIELDS = {
    'encoach.classroom': 'classroom_id',
    'encoach.batch': 'batch_id',
    'encoach.course': 'course_id',
    'encoach.term': 'term_id',
    'encoach.student': 'student_id',
    'encoach.teacher': 'teacher_id',
}
#: how many lines of a difference are told
MAX_DIFFERENCES = 100


class EncoachOperation(models.Model):
    """Tells lines in words, with the names that records have now."""

    _inherit = 'encoach.operation'

    @api.model
    def _tell_lines(self, lines):
        """Return lines as dicts.

        :return: ``{'what', 'action', 'reason', 'explanation', 'owner', 'member'}`` and the ids in
            `FIELDS` and of the batch's section, of which those of other kinds of records are None;
            owner and member are names
        """
        names = self._get_names(lines)
        sections = self._get_sections(lines)
        new = {
            (line.what, line.owner): line.detail.get('name') or line.detail.get('key')
            for line in lines
            if line.owner < 0 and line.detail and line.what in ('batch', 'term')
        }
        told = []
        for line in lines:
            owner, member = SIDES[line.what]
            ids = dict.fromkeys(FIELDS.values())
            ids[FIELDS[owner]] = line.owner if line.owner > 0 else None
            if member:
                ids[FIELDS[member]] = line.member
            kind = 'term' if line.what == 'term' else 'batch'
            told.append(
                {
                    'what': line.what,
                    'action': line.action,
                    'reason': line.reason,
                    'explanation': self._explain(line.reason),
                    'owner': names[owner].get(line.owner) or new.get((kind, line.owner)),
                    'member': names[member].get(line.member) if member else None,
                    **ids,
                    'section_id': sections.get(line.owner) if owner == 'encoach.batch' else None,
                }
            )
        return told

    @api.model
    def _get_sections(self, lines):
        """Return ``{batch: id of its section}``, of those that are to be made, too."""
        ids = {line.owner for line in lines if SIDES[line.what][0] == 'encoach.batch'}
        batches = self.env['encoach.batch'].browse(id_ for id_ in ids if id_ > 0).exists()
        return {batch.id: batch.section_id.id or None for batch in batches} | {
            line.owner: line.detail['section_id']
            for line in lines
            if line.what == 'batch' and line.owner < 0
        }

    @api.model
    def _get_names(self, lines):
        """Return ``{model: {id: name}}`` of what lines are about: two statements a model."""
        ids = defaultdict(set)
        for line in lines:
            owner, member = SIDES[line.what]
            ids[owner].add(line.owner)
            if member:
                ids[member].add(line.member)
        names = defaultdict(dict)
        for model, chosen in ids.items():
            wanted = [('id', 'in', [id_ for id_ in chosen if id_ > 0])]
            field = 'key' if model == 'encoach.term' else 'name'
            found = self.env[model].with_context(active_test=False).search_fetch(wanted, [field])
            names[model] = {record.id: record[field] for record in found}
        return names

    @api.model
    def _explain(self, reason):
        """Return in a sentence why a row becomes what it becomes."""
        if reason in REASONS:
            return self._explain_drift(reason)
        return {
            'on_roster': self.env._("Is on the classroom's roster."),
            'there_already': self.env._("Is there already."),
            'removed_from_batch': self.env._("Was taken out of this batch before, and stays out."),
            'placed': self.env._("Is placed in a batch of this course."),
            'assigned': self.env._("The course is assigned to the classroom."),
            'new_term': self.env._("The school has no term of this key yet."),
            'named': self.env._("Was named."),
            'homeroom_teacher': self.env._("Is a homeroom teacher."),
            'spread': self.env._("Was spread over the sections."),
            'other_section': self.env._("Is in another section."),
            'by_hand': self.env._("Was put there by hand, and stays."),
            'no_section': self.env._("Was taken out of every section before, and stays out."),
            'not_placed': self.env._("Was given no section."),
            'archiving': self.env._("Goes with the archiving."),
            'promoted': self.env._("Is promoted to another classroom."),
            'stays': self.env._("Stays in the classroom."),
            'leaves': self.env._("Leaves."),
            'transferred': self.env._("Is moved to another place."),
            'not_on_roster': self.env._("Is not on the classroom's roster."),
            'no_rule': self.env._("Nobody has said what becomes of this student."),
            'rolled_over': self.env._("Was rolled over into this term before."),
            'goes_on': self.env._("Goes on from the term before."),
            'reset': self.env._("The batch becomes what the classroom has."),
            'undone': self.env._("Goes back to what it was."),
            'changed_since': self.env._("Was changed since, and stays as it is."),
            'archived': self.env._("Is archived meanwhile, and does not come back."),
            'not_enrolled': self.env._("Does not take the course any more."),
            'in_use': self.env._("Is in use, and stays."),
        }[reason]

    @api.model
    def _tell_difference(self, gone, new):
        """Return the entries of an error for lines of a plan that are no more, and new ones."""
        told = []
        for code, lines in (('no_longer', gone), ('new', new)):
            for line, words in zip(lines, self._tell_lines(lines), strict=True):
                if code == 'new':
                    sentence = self.env._("Now: %s", self._tell_line(words))
                else:
                    sentence = self.env._("No longer: %s", self._tell_line(words))
                ids = [id_ for id_ in (line.owner, line.member) if id_ and id_ > 0]
                told.append({'field': line.what, 'code': code, 'message': sentence, 'ids': ids})
        return told[:MAX_DIFFERENCES]

    @api.model
    def _tell_line(self, words):
        """Return a line as a text, such as `Amina Said added to Grade 7 — Physics 102 — A`."""
        names = {'member': words['member'] or '', 'owner': words['owner'] or ''}
        return {
            'added': self.env._("%(member)s added to %(owner)s.", **names),
            'kept': self.env._("%(member)s kept in %(owner)s.", **names),
            'skipped': self.env._("%(member)s left out of %(owner)s.", **names),
            'removed': self.env._("%(member)s removed from %(owner)s.", **names),
        }[words['action']]

from odoo import models


class EncoachClassroom(models.Model):
    """Tells in a sentence what assigning a course would do, from the same plan."""

    _inherit = 'encoach.classroom'

    def action_assign_course(self):
        """Open the dialog that assigns a course."""
        self.ensure_one()
        self.check_access('write')
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Assign Course"),
            'res_model': 'encoach.assign.course',
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'default_classroom_id': self.id},
        }

    def _preview_course(self, course, section, term):
        """Return what would happen and what to mind, as two sentences; the second may be False."""
        classroom = self._origin
        (state,) = classroom._get_cascade_states(
            [(course._origin.id, section._origin.id)], term.key
        )
        batch = self.env['encoach.batch'].browse(state.batch_id or ())
        name = batch._join_names(self.name, course.name, section.name)
        summary = self._describe_cascade(state, name)
        total = batch.student_count + len(state.enrolled)
        if section.capacity and total > section.capacity:
            return summary, self.env._(
                "Section %(section)s has %(seats)s seats for %(students)s students: "
                "%(excess)s too many.",
                section=section.name,
                seats=section.capacity,
                students=total,
                excess=total - section.capacity,
            )
        if not state.student_ids:
            return summary, self.env._("The roster is empty: nobody is enrolled yet.")
        return summary, False

    def _describe_cascade(self, state, name):
        enrolled, skipped = len(state.enrolled), len(state.skipped)
        if not state.batch_id:
            summary = self.env._(
                "%(students)s and %(teachers)s will join %(batch)s.",
                students=self._count_students(enrolled),
                teachers=self._count_teachers(len(state.teacher_ids)),
                batch=name,
            )
        elif enrolled:
            summary = self.env._(
                "%(students)s will join %(batch)s, which exists already.",
                students=self._count_students(enrolled),
                batch=name,
            )
        elif skipped:
            summary = self.env._("Nobody new will join %s.", name)
        else:
            summary = self.env._("Everybody is in %s already: nothing changes.", name)
        if skipped:
            summary += " " + self.env._(
                "%s taken out of it before will stay out.", self._count_students(skipped)
            )
        return summary

    def _count_students(self, count):
        return self.env._("1 student") if count == 1 else self.env._("%s students", count)

    def _count_teachers(self, count):
        return self.env._("1 teacher") if count == 1 else self.env._("%s teachers", count)

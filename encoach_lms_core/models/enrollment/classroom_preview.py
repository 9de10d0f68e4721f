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
        batch = classroom._find_batch(course._origin, section._origin, term._origin)
        plan = classroom._plan_cascade(batch)
        name = " — ".join(filter(None, [self.name, course.name, section.name]))
        summary = self._describe_cascade(plan, batch, name)
        total = batch.student_count + len(plan.enrolled)
        if section.capacity and total > section.capacity:
            return summary, self.env._(
                "Section %(section)s has %(seats)s seats for %(students)s students: "
                "%(excess)s too many.",
                section=section.name,
                seats=section.capacity,
                students=total,
                excess=total - section.capacity,
            )
        if not plan.enrolled and not plan.kept and not plan.skipped:
            return summary, self.env._("The roster is empty: nobody is enrolled yet.")
        return summary, False

    def _describe_cascade(self, plan, batch, name):
        enrolled, skipped = len(plan.enrolled), len(plan.skipped)
        if not batch:
            summary = self.env._(
                "%(students)s and %(teachers)s will join %(batch)s.",
                students=self._count_students(enrolled),
                teachers=self._count_teachers(len(self._origin.teacher_ids)),
                batch=name,
            )
        elif enrolled:
            summary = self.env._(
                "%(students)s will join %(batch)s, which exists already.",
                students=self._count_students(enrolled),
                batch=name,
            )
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

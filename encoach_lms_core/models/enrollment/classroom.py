from typing import NamedTuple

from odoo import models
from odoo.fields import Command

from ...door import public
from ...exceptions import InvalidInput

REMOVED = 'removed_from_batch'
NO_CHATTER = {'mail_create_nolog': True, 'mail_create_nosubscribe': True, 'tracking_disable': True}


class CascadePlan(NamedTuple):
    """Whom a cascade enrols, as lists of student ids."""

    enrolled: list
    kept: list
    skipped: list


class EncoachClassroom(models.Model):
    """The cascade: what binds a course to a classroom and fills the batch."""

    _inherit = 'encoach.classroom'

    @public
    def assign_course(self, course_id, section_id=None, term_key=None, teacher_ids=None):
        """Bind a course to this classroom and fill the batch from its roster.

        Finds or creates the one batch of (classroom, course, section or none, term or none),
        enrols every roster student without a line in it, and attaches the teachers: the homeroom
        teachers when the batch is new and ``teacher_ids`` is left out. A student who was once
        taken out of the batch stays out; teachers set per batch stay.

        :param int course_id: a course of this entity
        :param int section_id: a section of that course; none means the whole course
        :param str term_key: such as ``2026-T1``; an unknown key creates the term
        :param teacher_ids: ids of the batch's teachers instead of the homeroom teachers
        :return: ``{'batch_id', 'created', 'enrolled': [ids], 'kept': count,
            'skipped': [{'student_id', 'reason'}], 'teacher_ids': [ids]}``
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_entity`
        :raise ConcurrencyError: when the same batch is being created; Odoo then runs again
        """
        self.ensure_one()
        self.check_access('write')
        course, section = self._resolve_course(course_id, section_id)
        if teacher_ids is not None:
            teacher_ids = (
                self.env['encoach.teacher']
                ._browse_in_entity(teacher_ids, self.entity_id, 'teacher_ids')
                .ids
            )
        term = self.env['encoach.term']
        if term_key:
            term = term._get_or_create(self.entity_id, term_key)

        batch, created = self._find_or_create_batch(course, section, term)
        plan = self._plan_cascade(batch.browse() if created else batch)
        self.env['encoach.batch.enrollment']._place(batch, plan.enrolled, 'cascade')
        if created and teacher_ids is None:
            teacher_ids = self.teacher_ids.ids
        teachers = batch._apply_teachers(teacher_ids or [], 'add', present=[] if created else None)
        return {
            'batch_id': batch.id,
            'created': created,
            'enrolled': plan.enrolled,
            'kept': len(plan.kept),
            'skipped': [
                {'student_id': student_id, 'reason': REMOVED} for student_id in plan.skipped
            ],
            'teacher_ids': teachers['teacher_ids'],
        }

    def _resolve_course(self, course_id, section_id):
        """Return the course and the section, or none, of these ids."""
        course = self.env['encoach.course']._browse_in_entity(
            [course_id], self.entity_id, 'course_id'
        )
        section = self.env['encoach.course.section']
        if section_id:
            section = section._browse_in_entity([section_id], self.entity_id, 'section_id')
            if section.course_id != course:
                message = self.env._("section_id: the section belongs to another course.")
                raise InvalidInput(message, 'section_id', section.ids)
        return course, section

    def _find_batch(self, course, section, term):
        """Return the one batch of this key, archived or not, or none."""
        # no followers and no "created" line: the placements tell what happened
        Batch = self.env['encoach.batch'].with_context(active_test=False, **NO_CHATTER)
        key = self._get_batch_key(course, section, term)
        return Batch.search([(fname, '=', value) for fname, value in key.items()], order='id')

    def _get_batch_key(self, course, section, term):
        return {
            'classroom_id': self.id,
            'course_id': course.id,
            'section_id': section.id,
            'term_id': term.id,
        }

    def _find_or_create_batch(self, course, section, term):
        """Return the batch of this key and whether it is new; an archived one comes back."""
        if course not in self.course_ids:
            self.course_ids = [Command.link(course.id)]
        batch = self._find_batch(course, section, term)
        if not batch:
            key = self._get_batch_key(course, section, term)
            return batch._create_or_retry(key).with_env(self.env), True
        if not batch.active:
            batch.active = True
        return batch.with_env(self.env), False

    def _plan_cascade(self, batch):
        """Return who of the roster is enrolled by a cascade into ``batch``, which may be none."""
        roster = self.env['encoach.classroom.student']._get_present(self)
        lines = self.env['encoach.batch.enrollment']._get_lines(batch) if batch else {}
        return CascadePlan(
            enrolled=[student_id for student_id in roster if student_id not in lines],
            kept=[student_id for student_id in roster if lines.get(student_id)],
            skipped=[student_id for student_id in roster if lines.get(student_id) is False],
        )

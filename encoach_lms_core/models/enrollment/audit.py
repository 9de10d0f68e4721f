from dataclasses import dataclass, field

from odoo import api, models
from odoo.tools import SQL

PASS, WARNING, FAIL = range(3)
ENOUGH = 0.99
SHOWN = 10

#: every (course, student) that the active placements of schools need, and the enrollment if any
NEEDED = """
    SELECT batch.entity_id, batch.course_id, placement.student_id, count(*) AS placements,
           enrollment.active, enrollment.id IS NULL AS missing
      FROM encoach_batch_enrollment AS placement
      JOIN encoach_batch AS batch ON batch.id = placement.batch_id
      LEFT JOIN encoach_course_enrollment AS enrollment
        ON enrollment.course_id = batch.course_id
       AND enrollment.student_id = placement.student_id
       AND enrollment.entity_id = ANY(%(entities)s)
     WHERE placement.active AND placement.entity_id = ANY(%(entities)s)
     GROUP BY batch.entity_id, batch.course_id, placement.student_id, enrollment.id
"""


@dataclass
class EntityAudit:
    """How far the active placements of a school have their active course enrollments.

    Counted are pairs of student and course: several placements may need the same enrollment.
    """

    code: str
    name: str
    placements: int
    active: int
    inactive: int
    missing: int
    students: int
    students_without: int
    #: ``(student id, student, course id, course, whether it is missing)``
    broken: list = field(default_factory=list)

    @property
    def coverage(self):
        """Return which part of the needed enrollments is there and active."""
        needed = self.active + self.inactive + self.missing
        return self.active / needed if needed else 1.0

    @property
    def verdict(self):
        """Return PASS, WARNING or FAIL, which are exit codes too."""
        if not self.inactive and not self.missing:
            return PASS
        return WARNING if self.coverage >= ENOUGH else FAIL

    def describe(self):
        """Return the lines of the audit's report; the percentage is never rounded up."""
        return [
            f"{self.code}  {self.name}",
            f"  active placements: {self.placements}",
            f"  students placed: {self.students}",
            f"    with their course enrollments: {self.students - self.students_without}",
            f"    without: {self.students_without}",
            f"  course enrollments: active {self.active}, present but inactive {self.inactive},"
            f" missing {self.missing}",
            f"  coverage: {int(self.coverage * 10_000) / 100:.2f} %",
            *self.describe_broken(),
        ]

    def describe_broken(self):
        """Return a line for each of the first broken enrollments, and how many more there are."""
        lines = [
            f"    {'missing' if missing else 'inactive'}: student {student_id} ({student}),"
            f" course {course_id} ({course})"
            for student_id, student, course_id, course, missing in self.broken[:SHOWN]
        ]
        if len(self.broken) > SHOWN:
            lines.append(f"    ... and {len(self.broken) - SHOWN} more")
        return lines


class EncoachEnrollmentAudit(models.AbstractModel):
    """Finds and mends placements without an active course enrollment, as raw SQL may leave them.

    For whoever administers the database: nobody else calls it, and it looks past the rules.
    """

    _name = 'encoach.enrollment.audit'
    _description = "Audit of course enrollments"

    @api.model
    def _audit(self, entities):
        """Return an `EntityAudit` for each of these schools: two statements."""
        self.env.flush_all()
        counts = self.env.execute_query(
            SQL(
                """
                WITH needed AS (%s)
                SELECT entity.id, entity.code, entity.name,
                       COALESCE(sum(placements), 0)::int,
                       count(*) FILTER (WHERE needed.active),
                       count(*) FILTER (WHERE NOT needed.active),
                       count(*) FILTER (WHERE missing),
                       count(DISTINCT student_id),
                       count(DISTINCT student_id) FILTER (WHERE needed.active IS NOT TRUE)
                  FROM encoach_entity AS entity
                  LEFT JOIN needed ON needed.entity_id = entity.id
                 WHERE entity.id = ANY(%s)
                 GROUP BY entity.id
                 ORDER BY entity.code
                """,
                SQL(NEEDED, entities=entities.ids),
                entities.ids,
            )
        )
        audits = {entity_id: EntityAudit(*values) for entity_id, *values in counts}
        for entity_id, *broken in self._find_broken(entities):
            audits[entity_id].broken.append(broken)
        return list(audits.values())

    def _find_broken(self, entities):
        """Return rows of ``(entity id, student id, name, course id, name, missing)``."""
        return self.env.execute_query(
            SQL(
                """
                WITH needed AS (%s)
                SELECT needed.entity_id, student.id, partner.name, course.id, course.name, missing
                  FROM needed
                  JOIN encoach_student AS student ON student.id = needed.student_id
                  JOIN res_partner AS partner ON partner.id = student.partner_id
                  JOIN encoach_course AS course ON course.id = needed.course_id
                 WHERE needed.active IS NOT TRUE
                 ORDER BY needed.entity_id, missing DESC, student.id, course.id
                """,
                SQL(NEEDED, entities=entities.ids),
            )
        )

    @api.model
    def _backfill(self, entities):
        """Create the missing enrollments and make the inactive ones active.

        :return: the audits of before, which tell what was mended
        """
        audits = self._audit(entities)
        by_code = {entity.code: entity for entity in entities}
        for audit in audits:
            pairs = [(course_id, student_id) for student_id, _n, course_id, *_rest in audit.broken]
            if pairs:
                Enrollment = self.env['encoach.course.enrollment']
                Enrollment._ensure_active_pairs(by_code[audit.code], pairs)
        return audits

from odoo import fields, models
from odoo.tools import SQL

from .marks import STATUSES

# After the row is written, because policies are to decide before; then nothing of it remains.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION encoach_attendance_log() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO encoach_attendance_change (attendance_id, entity_id, new_status,
               new_minutes, new_note, reason, create_uid, create_date, write_uid, write_date)
        SELECT id, entity_id, status, minutes_late, note, reason,
               write_uid, write_date, write_uid, write_date
          FROM new_rows ORDER BY id;
    ELSE
        IF EXISTS (SELECT FROM new_rows AS line JOIN old_rows AS was USING (id)
                    WHERE line.session_id <> was.session_id
                       OR line.student_id <> was.student_id) THEN
            RAISE restrict_violation USING MESSAGE = 'a mark stays that of its session and student';
        END IF;
        INSERT INTO encoach_attendance_change (attendance_id, entity_id, old_status, old_minutes,
               old_note, new_status, new_minutes, new_note, reason,
               create_uid, create_date, write_uid, write_date)
        SELECT id, line.entity_id, was.status, was.minutes_late, was.note, line.status,
               line.minutes_late, line.note, line.reason,
               line.write_uid, line.write_date, line.write_uid, line.write_date
          FROM new_rows AS line JOIN old_rows AS was USING (id)
         WHERE (line.status, line.minutes_late, line.note)
               IS DISTINCT FROM (was.status, was.minutes_late, was.note)
         ORDER BY id;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION encoach_attendance_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE restrict_violation USING MESSAGE = 'the history of attendance is never rewritten';
END $$
"""

#: by name: on which table, and what it does
TRIGGERS = {
    'encoach_attendance_logs_new': (
        'encoach_attendance',
        'AFTER INSERT ON encoach_attendance REFERENCING NEW TABLE AS new_rows'
        ' FOR EACH STATEMENT EXECUTE FUNCTION encoach_attendance_log()',
    ),
    'encoach_attendance_logs_changed': (
        'encoach_attendance',
        'AFTER UPDATE ON encoach_attendance REFERENCING OLD TABLE AS old_rows'
        ' NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION encoach_attendance_log()',
    ),
    'encoach_attendance_keeps': (
        'encoach_attendance',
        'AFTER DELETE ON encoach_attendance'
        ' FOR EACH ROW EXECUTE FUNCTION encoach_attendance_keep()',
    ),
    'encoach_attendance_change_keeps': (
        'encoach_attendance_change',
        'AFTER UPDATE OR DELETE ON encoach_attendance_change'
        ' FOR EACH ROW EXECUTE FUNCTION encoach_attendance_keep()',
    ),
    'encoach_attendance_change_stays': (
        'encoach_attendance_change',
        'BEFORE TRUNCATE ON encoach_attendance_change'
        ' FOR EACH STATEMENT EXECUTE FUNCTION encoach_attendance_keep()',
    ),
}


class EncoachAttendanceChange(models.Model):
    """What a mark was and became, by whom, when and why; the first line is the mark itself.

    Written by the database, whatever way a mark is written, and never rewritten: raw SQL is
    refused too. ``create_uid`` and ``create_date`` say who and when. Who sees the mark reads it.
    """

    _name = 'encoach.attendance.change'
    _description = "Change of attendance"
    _inherit = ['encoach.entity.mixin']
    _order = 'id'
    _rec_name = 'new_status'
    _entity_parent = 'attendance_id'

    attendance_id = fields.Many2one(
        'encoach.attendance', required=True, index=True, ondelete='restrict', check_entity=True
    )
    old_status = fields.Selection(STATUSES)
    old_minutes = fields.Integer()
    old_note = fields.Char()
    new_status = fields.Selection(STATUSES, required=True)
    new_minutes = fields.Integer()
    new_note = fields.Char()
    reason = fields.Char()

    def init(self):
        self.env.cr.execute(SQL(FUNCTIONS))
        self.env.registry.post_init(self._install_triggers)

    def _install_triggers(self):
        for name, (table, definition) in TRIGGERS.items():
            self.env.cr.execute(
                SQL('DROP TRIGGER IF EXISTS %s ON %s', SQL.identifier(name), SQL.identifier(table))
            )
            self.env.cr.execute(SQL('CREATE TRIGGER %s %s', SQL.identifier(name), SQL(definition)))

from odoo.tools import SQL, sql


def migrate(cr, version):
    """Fill columns that become NOT NULL with what is true of each row."""
    _archive_what_is_neither(cr)
    _add_course_to_placements(cr)


def _archive_what_is_neither(cr):
    """Say of what is neither active nor archived that it is archived, as it was read till now.

    Odoo would fill the column with the field's default, which is active.
    """
    cr.execute(
        r"""
        SELECT table_name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name LIKE 'encoach\_%'
           AND column_name = 'active' AND is_nullable = 'YES'
        """
    )
    for (table,) in cr.fetchall():
        statement = 'UPDATE %s SET active = FALSE WHERE active IS NULL'
        cr.execute(SQL(statement, SQL.identifier(table)))


def _add_course_to_placements(cr):
    """Add the batch's course to every placement.

    Odoo would compute it row by row, and note itself as whoever changed each placement last.
    """
    if sql.column_exists(cr, 'encoach_batch_enrollment', 'course_id'):
        return
    cr.execute('ALTER TABLE encoach_batch_enrollment ADD COLUMN course_id integer')
    cr.execute(
        """
        UPDATE encoach_batch_enrollment AS placement SET course_id = batch.course_id
          FROM encoach_batch AS batch WHERE batch.id = placement.batch_id
        """
    )

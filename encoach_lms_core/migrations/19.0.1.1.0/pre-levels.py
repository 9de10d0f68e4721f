from odoo.tools import sql


def migrate(cr, version):
    """Give batches the level of their classroom.

    Odoo would compute it row by row, and note itself as whoever changed each batch last.
    """
    if sql.column_exists(cr, 'encoach_batch', 'academic_level'):
        return
    cr.execute('ALTER TABLE encoach_batch ADD COLUMN academic_level varchar')
    cr.execute(
        """
        UPDATE encoach_batch AS batch SET academic_level = classroom.grade
          FROM encoach_classroom AS classroom WHERE classroom.id = batch.classroom_id
        """
    )

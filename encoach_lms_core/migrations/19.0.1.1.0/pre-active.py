def migrate(cr, version):
    """Say of what is neither active nor archived that it is archived, as it was read till now.

    The column becomes NOT NULL, and Odoo would fill it with the field's default, which is active.
    """
    cr.execute(
        r"""
        SELECT table_name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name LIKE 'encoach\_%'
           AND column_name = 'active' AND is_nullable = 'YES'
        """
    )
    for (table,) in cr.fetchall():
        cr.execute(f'UPDATE {table} SET active = FALSE WHERE active IS NULL')

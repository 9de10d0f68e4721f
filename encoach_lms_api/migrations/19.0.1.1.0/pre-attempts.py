def migrate(cr, version):
    """Drop the failed attempts to sign in that only the API counted; the core addon counts all.

    Odoo leaves the table of a model that is gone.
    """
    cr.execute('DROP TABLE IF EXISTS encoach_api_login_attempt')

"""The wall: PostgreSQL itself refuses what is not of the caller's schools.

Record rules and checks of the ORM guard what goes through it as its authors meant it. ``sudo()``,
raw SQL, templates, defaults from the context and stale caches go past them; the database does not
mind who asks. So a transaction of somebody who signed in runs in a role that owns nothing
(`cursor`), and that role is granted what the class of each table says (`classes`, `policies`).
`install` brings a database to that state and tells when it is not in it.
"""

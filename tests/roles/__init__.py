"""Who may do what: one table (table.py), and the tests that hold the server to it."""

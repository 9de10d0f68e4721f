"""Bring EnCoach up from nothing: environment, Odoo, PostgreSQL, databases, server, tests.

The package runs twice for each command: first with whatever Python 3.10 to 3.13 the machine has,
to prepare the virtual environment and Odoo, then inside that environment for everything else.
Modules of the first half therefore import the standard library only.
"""

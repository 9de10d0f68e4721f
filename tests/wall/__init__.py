"""The wall in PostgreSQL on real transactions, real servers and a PostgreSQL of the tests' own."""

"""Many clients at once, and whether the database keeps every promise an answer made."""

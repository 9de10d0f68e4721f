"""Whole journeys against a running server: what is written is committed, and read back by SQL."""

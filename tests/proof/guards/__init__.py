"""Proof of the guards of tenancy: ``scripts/check_guards`` removes each, and a test has to fail."""

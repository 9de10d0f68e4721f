"""Odd requests, thousands of them, made from the API's own description; see runs.py."""

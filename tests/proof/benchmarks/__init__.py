"""Measurements of EnCoach: ``scripts/bench`` runs them and prints what they say."""

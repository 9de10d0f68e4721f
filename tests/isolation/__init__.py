"""The program that proves the isolation of schools, and that it would notice a breach."""

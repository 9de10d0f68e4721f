"""Programs that prove a promise on a running server, or measure; `scripts` has their commands."""

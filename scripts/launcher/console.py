"""What the user sees: numbered steps, and one sentence when something is missing."""

import contextlib
import sys
import time


class Stop(Exception):
    """The command cannot go on; the message says in one sentence what to do."""


class Steps:
    """Print numbered steps with the time each took.

    A quiet instance prints a step only when it has something to tell, for commands whose own
    output matters more (``scripts/odoo shell``).
    """

    def __init__(self, total, *, first=1, quiet=False):
        self._total = total
        self._next = first
        self._quiet = quiet
        self._shown = True

    @contextlib.contextmanager
    def step(self, title):
        """Announce one step, and say how long it took when it is done."""
        self._title = f"[{self._next}/{self._total}] {title}"
        self._next += 1
        self._shown = False
        if not self._quiet:
            self._show_title()
        started = time.monotonic()
        yield self
        if self._shown:
            self._print(f"      done in {time.monotonic() - started:.1f} s")

    def note(self, text):
        """Say what the current step is doing."""
        if not self._shown:
            self._show_title()
        self._print(f"      {text}")

    def _show_title(self):
        self._shown = True
        self._print(self._title)

    def _print(self, text):
        # Standard output belongs to the command that is started.
        print(text, file=sys.stderr, flush=True)

"""Locks between processes that the kernel releases however a process ends."""

import contextlib
import fcntl


@contextlib.contextmanager
def exclusive(path, on_wait=None):
    """Hold ``path`` alone; call ``on_wait`` once if somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('a') as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait:
                on_wait()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Share:
    """One of several users of a thing; the last one out can tell that he is the last."""

    def __init__(self, path):
        self._path = path
        self._file = None

    def take(self):
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open('a')
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def give_back(self):
        """Leave, and return whether nobody else is left."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False
        finally:
            self._file.close()

"""Conditions that are better found out before a long job than in the middle of it."""

import shutil
import socket

from .console import Stop

GIGABYTE = 1024**3
FIRST_START = 3  # gigabytes: Odoo 1.4, packages 0.6, databases and working room
LATER_START = 0.2


def require_space(path, gigabytes):
    """Stop unless the file system of ``path`` has that much room."""
    free = shutil.disk_usage(path).free / GIGABYTE
    if free < gigabytes:
        raise Stop(
            f"The disk of {path} is too full ({free:.1f} GB free, {gigabytes:g} GB needed): "
            "make room or point ENCOACH_HOME at another disk."
        )


def require_port(port):
    """Stop unless a server can listen on ``port`` of this machine."""
    with socket.socket() as probe:
        # As the server does: a connection that just ended does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(('127.0.0.1', port))
        except PermissionError as error:
            raise Stop(
                f"Port {port} needs special rights: choose one above 1023, for example "
                "ENCOACH_PORT=8069."
            ) from error
        except OSError as error:
            raise Stop(
                f"Port {port} is taken: stop what uses it or choose another one, for example "
                f"ENCOACH_PORT={port % 65535 + 1}."
            ) from error


def free_port():
    """Return a port nobody listens on at present."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]

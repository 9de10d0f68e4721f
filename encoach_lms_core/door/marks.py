"""The mark of a method that clients are meant to call."""

MARK = '_door_public'


def public(method):
    """Let people of a school call a method over RPC: it checks what it is given."""
    setattr(method, MARK, True)
    return method


def find(cls):
    """Return the names of the methods of a model's class that bear the mark."""
    return frozenset(
        name
        for parent in cls.mro()
        for name, value in vars(parent).items()
        if getattr(value, MARK, False)
    )

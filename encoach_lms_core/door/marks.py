"""The marks of methods that clients are meant to call."""

MARK = '_door_public'
PLATFORM_MARK = '_door_platform'


def public(method):
    """Let people of a school call a method over RPC: it checks what it is given."""
    setattr(method, MARK, True)
    return method


def platform(method):
    """Say that a method is for platform administrators alone, for whom the door is open."""
    setattr(method, PLATFORM_MARK, True)
    return method


def find(cls):
    """Return the names of the methods of a model's class that people of a school may call."""
    return frozenset(
        name
        for parent in cls.mro()
        for name, value in vars(parent).items()
        if getattr(value, MARK, False)
    )

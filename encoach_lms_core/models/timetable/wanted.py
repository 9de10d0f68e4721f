"""Who would be in two places at once, found by going through time once."""

from typing import NamedTuple


class Place(NamedTuple):
    """A session that is there, or is wanted.

    :param key: the id of the session, or whatever tells wanted ones apart
    :param start, stop: moments of UTC; what begins as another one ends is no clash
    :param room: an id, or None
    :param teachers: ids
    :param bool wanted: whether it is still to be written
    :param batch: an id
    :param day_end: when the day of the session ends
    """

    key: object
    start: object
    stop: object
    room: int = None
    teachers: tuple = ()
    wanted: bool = False
    batch: int = None
    day_end: object = None


class Taken(NamedTuple):
    """A room or teacher whom two places need at once; the first is the wanted one."""

    field: str
    resource: int
    place: Place
    other: Place


def find_overlaps(places):
    """Yield the pairs of places that overlap, the later one first, by going through time once.

    >>> a, b, c = Place('a', 1, 3), Place('b', 2, 4), Place('c', 3, 5)
    >>> [(p.key, q.key) for p, q in find_overlaps([c, b, a])]
    [('b', 'a'), ('c', 'b')]
    """
    running = []
    for place in sorted(places, key=lambda place: place.start):
        running = [other for other in running if other.stop > place.start]
        for other in running:
            yield place, other
        running.append(place)


def find_taken(places):
    """Yield what is `Taken` among places; of two that are there already nothing is told."""
    needs = {}
    for place in places:
        if place.room:
            needs.setdefault(('room_id', place.room), []).append(place)
        for teacher in place.teachers:
            needs.setdefault(('teacher_id', teacher), []).append(place)
    for (field, resource), users in needs.items():
        for place, other in find_overlaps(users):
            if place.wanted:
                yield Taken(field, resource, place, other)
            elif other.wanted:
                yield Taken(field, resource, other, place)

import itertools
import os
import random
from datetime import datetime, timedelta

from odoo.tests import TransactionCase, tagged

from odoo.addons.encoach_lms_core.models.timetable.wanted import Place, find_overlaps, find_taken

#: how many timetables are drawn; ``ENCOACH_TIMETABLES=1000`` is what was once run whole
TIMETABLES = int(os.environ.get('ENCOACH_TIMETABLES', 60))
MONDAY = datetime(2026, 9, 7)


def draw(rng):
    """Return a timetable of places of which many touch, overlap or are the same."""
    places = []
    for key in range(rng.randint(2, 40)):
        start = MONDAY + timedelta(minutes=15 * rng.randint(0, 60))
        stop = start + timedelta(minutes=15 * rng.randint(1, 12))
        teachers = tuple(rng.sample(range(1, 5), rng.randint(0, 2)))
        room = rng.choice([None, 1, 2, 3])
        places.append(Place(key, start, stop, room, teachers, rng.random() < 0.5))
    return places


def overlap(one, other):
    return one.start < other.stop and other.start < one.stop


@tagged('post_install', '-at_install')
class TestRandom(TransactionCase):
    """Random timetables against looking at every pair."""

    def test_what_overlaps_is_found_and_nothing_else(self):
        for seed in range(TIMETABLES):
            places = draw(random.Random(seed))
            found = [frozenset((a.key, b.key)) for a, b in find_overlaps(places)]
            expected = {
                frozenset((a.key, b.key))
                for a, b in itertools.combinations(places, 2)
                if overlap(a, b)
            }
            self.assertEqual(len(found), len(set(found)), seed)
            self.assertEqual(set(found), expected, seed)

    def test_what_is_taken_is_found_and_nothing_else(self):
        for seed in range(TIMETABLES):
            places = draw(random.Random(seed))
            found = {
                (each.field, each.resource, frozenset((each.place.key, each.other.key)))
                for each in find_taken(places)
            }
            expected = set()
            for a, b in itertools.combinations(places, 2):
                if overlap(a, b) and (a.wanted or b.wanted):
                    pair = frozenset((a.key, b.key))
                    if a.room and a.room == b.room:
                        expected.add(('room_id', a.room, pair))
                    expected |= {
                        ('teacher_id', each, pair) for each in set(a.teachers) & set(b.teachers)
                    }
            self.assertEqual(found, expected, seed)

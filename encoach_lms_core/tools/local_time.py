"""Clock times of a school: the one place that turns them into UTC, and back.

PostgreSQL, pytz and Python know different tables of time zones; only Python's is asked here. A
clock time that a change of clocks leaves out is as much later as the clocks go forward; of one that
comes twice the first is meant.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60


def to_utc(day, minutes, tz):
    """Return the moment at which it is so many minutes after midnight by the clocks of a zone.

    >>> from datetime import date
    >>> [to_utc(date(2026, 3, day), 480, 'Europe/Berlin').hour for day in (28, 29)]
    [7, 6]
    """
    clock = time(*divmod(minutes, 60), tzinfo=ZoneInfo(tz))
    return datetime.combine(day, clock).astimezone(UTC).replace(tzinfo=None)


def to_local(moment, tz):
    """Return what the clocks of a zone show at a moment of UTC, without the zone.

    >>> to_local(datetime(2026, 3, 29, 6), 'Europe/Berlin')
    datetime.datetime(2026, 3, 29, 8, 0)
    """
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(tz)).replace(tzinfo=None)


def day_end(day, tz):
    """Return the moment at which a day ends by the clocks of a zone.

    >>> from datetime import date
    >>> day_end(date(2026, 3, 29), 'Europe/Berlin')
    datetime.datetime(2026, 3, 29, 22, 0)
    """
    return to_utc(day + timedelta(days=1), 0, tz)


def clock(minutes):
    """Return minutes after midnight as a clock shows them.

    >>> clock(480), clock(1439)
    ('08:00', '23:59')
    """
    return '{:02}:{:02}'.format(*divmod(minutes, 60))

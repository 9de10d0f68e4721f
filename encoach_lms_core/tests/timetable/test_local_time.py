from datetime import date, datetime

from odoo.tests import tagged

from odoo.addons.encoach_lms_core.tools import local_time

from . import cases


@tagged('post_install', '-at_install')
class TestLocalTime(cases.TimetableCase):
    """What counts is what the school's clocks show (S1-28)."""

    def fill(self, tz, day, **values):
        """Return the sessions of a slot around a day, in a zone."""
        self.a.entity.tz = tz
        self.a.term.write({'date_start': False, 'date_end': False})
        self.clock.move_to(datetime(day.year, day.month, day.day))
        return self.sessions(self.slot(self.a, valid_from=day, **values))

    def test_eight_stays_eight_across_both_changes_of_clocks(self):
        for tz, day, hours in (
            ('Europe/Berlin', date(2026, 3, 23), [7, 6]),
            ('Europe/Berlin', date(2026, 10, 19), [6, 7]),
            ('America/New_York', date(2026, 3, 2), [13, 12]),
            ('America/New_York', date(2026, 10, 26), [12, 13]),
        ):
            with self.subTest(tz=tz, day=day):
                values = {'weekday': str(day.weekday()), 'start_minutes': 480}
                first, second, *_rest = self.fill(tz, day, **values)
                self.assertEqual([first.start.hour, second.start.hour], hours)
                for session in (first, second):
                    local = local_time.to_local(session.start, tz)
                    self.assertEqual((local.hour, local.minute), (8, 0))
                    self.assertEqual(session.date, session.slot_date)

    def test_an_hour_that_is_left_out_begins_later_and_one_that_comes_twice_is_the_first(self):
        spring = self.fill('Europe/Berlin', date(2026, 3, 29), weekday='6', start_minutes=150)[0]
        self.assertEqual(spring.start, datetime(2026, 3, 29, 1, 30))
        autumn = self.fill('Europe/Berlin', date(2026, 10, 25), weekday='6', start_minutes=150)[0]
        self.assertEqual(autumn.start, datetime(2026, 10, 25, 0, 30))

    def test_a_slot_over_midnight_is_of_the_day_on_which_it_starts(self):
        session = self.fill(
            'Africa/Cairo', date(2026, 2, 2), weekday='0', start_minutes=1380, duration_minutes=120
        )[0]
        self.assertEqual(session.date, date(2026, 2, 2))
        self.assertEqual(session.start, datetime(2026, 2, 2, 21))
        self.assertEqual(session.stop, datetime(2026, 2, 2, 23))
        self.assertEqual(local_time.to_local(session.stop, 'Africa/Cairo').day, 3)

    def test_a_leap_day_is_a_day(self):
        session = self.fill('Asia/Kolkata', date(2028, 2, 29), weekday='1')[0]
        self.assertEqual(session.date, date(2028, 2, 29))

    def test_only_zones_that_everybody_knows_are_offered(self):
        offered = {name for name, _label in self.env['encoach.entity']._selection_tz()}
        self.assertNotIn('localtime', offered)
        self.assertLessEqual({'Asia/Kolkata', 'Africa/Cairo', 'Europe/Berlin'}, offered)

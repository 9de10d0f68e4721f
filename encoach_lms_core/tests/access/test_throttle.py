from freezegun import freeze_time

from odoo.tests import TransactionCase, tagged

from ...exceptions import TooManyAttempts

PLACE, ELSEWHERE = '192.0.2.1', '198.51.100.1'


@tagged('encoach')
class TestThrottle(TransactionCase):
    """Guessing is slowed down, and shuts nobody out from where he has signed in before."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.attempts = self.env['encoach.login.attempt']
        self.attempts.search([]).unlink()

    def begin(self, login='salem', address=PLACE, times=1):
        for _attempt in range(times):
            attempt = self.attempts._begin(login, address)
        return attempt

    def guess_everywhere(self, login='salem', times=50):
        """Fail at as many addresses, so that it is the login alone that can be counted."""
        for number in range(times):
            self.begin(login, f'203.0.113.{number}')

    def assertWait(self, low, high, login='salem', address=PLACE):
        with self.assertRaises(TooManyAttempts) as caught:
            self.begin(login, address)
        wait = int(dict(caught.exception.headers)['Retry-After'])
        self.assertGreaterEqual(wait, low)
        self.assertLessEqual(wait, high)

    def age(self, seconds):
        self.env.cr.execute(
            'UPDATE encoach_login_attempt'
            " SET attempted_at = attempted_at - %s * interval '1 second'",
            [seconds],
        )

    def test_failures_of_a_login_at_an_address_make_it_wait_there_only(self):
        self.begin(times=10)
        self.assertWait(9, 10, ' SALEM')
        self.assertEqual(self.begin('khaled').wait, 0)
        self.assertEqual(self.begin(address=ELSEWHERE).wait, 0)

    def test_the_wait_grows_to_a_minute(self):
        self.begin(times=10)
        for wait in (10, 20, 40, 60, 60):
            self.assertWait(wait - 1, wait)
            self.age(wait)
            self.begin()

    def test_a_distributed_attack_makes_new_places_wait(self):
        self.guess_everywhere()
        attempt = self.begin(address=ELSEWHERE)
        self.assertFalse(attempt.known)
        self.assertIn(attempt.wait, (9, 10))
        self.assertEqual(self.begin('khaled', ELSEWHERE).wait, 0)

    def test_what_is_tried_in_the_wait_does_not_prolong_it(self):
        self.guess_everywhere()
        for number in range(20):
            self.assertLessEqual(self.begin(address=f'198.51.100.{number}').wait, 10)

    def test_the_wait_of_new_places_grows_to_the_window(self):
        self.guess_everywhere(times=60)
        # those that came in the wait do not count: as if each had come after it
        self.env.cr.execute('UPDATE encoach_login_attempt SET counts_elsewhere = TRUE')
        self.assertIn(self.begin(address=ELSEWHERE).wait, (899, 900))

    def test_a_place_where_the_login_succeeded_is_known(self):
        self.attempts._succeed(self.begin())
        self.guess_everywhere()
        attempt = self.begin()
        self.assertTrue(attempt.known, "the right password counts")
        self.assertFalse(self.begin(address=ELSEWHERE).known)
        self.assertFalse(self.begin('khaled').known)

    def test_a_known_place_tells_nothing_of_itself(self):
        """Whoever guesses there gets the same waits as for a login that does not exist."""
        self.enterContext(freeze_time())  # a second that passes between the two would be told
        self.attempts._succeed(self.begin())
        for login in ('salem', 'nobody'):
            self.guess_everywhere(login)
        answers = {'salem': [], 'nobody': []}
        for login, waits in answers.items():
            for _guess in range(12):
                try:
                    waits.append(self.begin(login).wait)
                except TooManyAttempts as exc:
                    waits.append(exc.headers)
        self.assertEqual(answers['salem'], answers['nobody'])

    def test_failures_of_an_address_make_it_wait(self):
        self.attempts._succeed(self.begin())
        for number in range(100):
            self.begin(f'guess {number}')
        self.assertIn(self.begin('khaled').wait, (9, 10))
        self.assertEqual(self.begin('khaled', ELSEWHERE).wait, 0)
        self.assertTrue(self.begin().known, "a whole school may sit behind one address")

    def test_half_an_address_of_version_6_is_one_place(self):
        self.begin(address='2001:db8::1', times=10)
        self.assertWait(9, 10, address='2001:db8::2')
        self.begin(address='2001:db8:0:1::2')

    def test_failures_are_forgotten_after_the_window(self):
        self.begin(times=10)
        self.age(16 * 60)
        self.begin()
        self.attempts._gc_old()
        self.assertEqual(len(self.attempts.search([])), 1)

    def test_success_forgets_the_failures_of_that_login_at_that_address(self):
        self.begin(address=ELSEWHERE)
        self.begin('khaled')
        self.attempts._succeed(self.begin(times=5))
        self.assertEqual(len(self.attempts.search([])), 2)

    def test_a_place_is_forgotten_after_90_days(self):
        places = self.env['encoach.login.place']
        for _time in range(2):
            self.attempts._succeed(self.begin())
        self.attempts._succeed(self.begin('khaled'))
        self.assertEqual(len(places.search([])), 2)
        digest = self.attempts._digest('salem')
        places.search([('login_digest', '=', digest)]).seen_at = '2020-01-01'
        places.flush_model()
        places._gc_old()
        self.assertEqual(len(places.search([])), 1)
        self.assertFalse(self.begin().known)

    def test_the_limits_are_parameters(self):
        self.env['ir.config_parameter'].set_param('encoach.login_failures_per_place', '2')
        self.begin(times=2)
        with self.assertRaises(TooManyAttempts):
            self.begin()

    def test_neither_login_nor_address_is_stored(self):
        self.attempts._succeed(self.begin())
        self.begin()
        stored = repr(self.attempts.search([]).read())
        stored += repr(self.env['encoach.login.place'].search([]).read())
        self.assertNotIn('salem', stored)
        self.assertNotIn('192.0.2', stored)

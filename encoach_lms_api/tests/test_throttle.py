from odoo.tests import TransactionCase, tagged

from ..exceptions import TooManyRequests


@tagged('post_install', '-at_install')
class TestThrottle(TransactionCase):
    """How many failures a login and an address have; tests/journeys tries it over HTTP."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.attempts = self.env['encoach.api.login.attempt']
        self.attempts.search([]).unlink()

    def begin(self, login='salem', address='192.0.2.1', times=1):
        for _attempt in range(times):
            attempt_id = self.attempts._begin(login, address)
        return attempt_id

    def age(self, minutes):
        self.env.cr.execute(
            'UPDATE encoach_api_login_attempt'
            " SET attempted_at = attempted_at - %s * interval '1 min'",
            [minutes],
        )

    def test_ten_failures_of_a_login_are_enough(self):
        self.begin(times=10)
        with self.assertRaises(TooManyRequests) as caught:
            self.begin(' SALEM', '192.0.2.2')
        retry_after = int(dict(caught.exception.headers)['Retry-After'])
        self.assertGreater(retry_after, 14 * 60)
        self.assertLessEqual(retry_after, 15 * 60)
        self.begin('khaled')

    def test_a_hundred_failures_of_an_address_are_enough(self):
        for number in range(100):
            self.begin(f'guess {number}')
        with self.assertRaises(TooManyRequests):
            self.begin('salem')
        self.begin('salem', '192.0.2.2')

    def test_failures_are_forgotten_after_the_window(self):
        self.begin(times=10)
        self.age(16)
        self.begin()
        self.attempts._gc_old()
        self.assertEqual(len(self.attempts.search([])), 1)

    def test_success_forgets_the_failures_of_that_login_at_that_address(self):
        self.begin(address='192.0.2.9')
        self.begin('khaled')
        self.attempts._succeed(self.begin(times=5))
        self.assertEqual(len(self.attempts.search([])), 2)

    def test_the_limits_are_parameters(self):
        self.env['ir.config_parameter'].set_param('encoach.login_failures_per_login', '2')
        self.begin(times=2)
        with self.assertRaises(TooManyRequests):
            self.begin()

    def test_neither_login_nor_address_is_stored(self):
        self.begin()
        stored = repr(self.attempts.search([]).read())
        self.assertNotIn('salem', stored)
        self.assertNotIn('192.0.2', stored)

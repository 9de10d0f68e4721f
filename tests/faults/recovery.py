"""How long it takes until a server answers again, by itself."""

import time

from smoke.client import Stop

#: seconds; what the product promises
LIMIT = 10


class Recovery:
    """Measures recoveries, which `pytest_terminal_summary` prints at the end of the run."""

    def __init__(self, record_property):
        self._record = record_property

    def measure(self, what, client, *, limit=LIMIT):
        """Wait until health, an authenticated read and a write succeed; fail after ``limit``.

        The write is read back. Call it when the fault is over, or when it has begun if the product
        is to go on during the fault.
        """
        began = time.monotonic()
        last = None
        while True:
            last = self._attempt(client)
            seconds = time.monotonic() - began
            assert seconds < limit, f'{what}: {last} after {seconds:.1f} s'
            if last is None:
                break
            time.sleep(0.05)
        self._record('recovery', (what, round(seconds, 2)))
        return seconds

    @staticmethod
    def _attempt(client):
        """Return None if everything succeeds, else what did not."""
        name = str(time.monotonic_ns())
        try:
            health = client.send('GET', '/health')
            if not health.ok:
                return health.text
            term, _created = client.find_or_create('/terms', key='recovery')
            client.call('PATCH', f'/terms/{term["id"]}', json={'name': name})
            read = client.call('GET', f'/terms/{term["id"]}')['name']
        except Stop as stop:
            return str(stop)
        return None if read == name else f'{read} was read instead of {name}'

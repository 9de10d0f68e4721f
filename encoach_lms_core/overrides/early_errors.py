"""A request may fail before its route is known, as when no connection to the database is to be had.

Odoo answers with a page then, whoever asks. A dispatcher with ``early_errors`` answers for its own.
"""

from odoo.http import HttpDispatcher, _dispatchers


class EarlyDispatcher(HttpDispatcher):
    """Odoo's dispatcher of every request whose route is not known yet, and of web pages."""

    routing_type = HttpDispatcher.routing_type

    def handle_error(self, exc):
        for dispatcher in _dispatchers.values():
            answers = getattr(dispatcher, 'early_errors', False)
            if answers and dispatcher.is_compatible_with(self.request):
                return dispatcher(self.request).handle_error(exc)
        return super().handle_error(exc)

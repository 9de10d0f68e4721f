from odoo.http import Controller

from ..http import api_route
from ..schemas.common import Page
from ..schemas.terms import Term, TermCreate, TermPatch, TermQuery
from .resource import change, create, created, find, show, show_page


class TermController(Controller):
    """Terms."""

    @api_route('/terms', query=TermQuery, answer=Page[Term])
    def list_terms(self, query):
        """List the terms of the caller's entities."""
        return show_page(self.env['encoach.term'], query, Term)

    @api_route('/terms', methods=['POST'], body=TermCreate, answer=Term, status=201)
    def create_term(self, body):
        """Add a term."""
        term = create(self.env['encoach.term'], body)
        return created(term, Term, 'terms')

    @api_route('/terms/<record_id:term_id>', answer=Term)
    def show_term(self, term_id):
        """Show one term."""
        return show(find(self.env['encoach.term'], term_id), Term)

    @api_route('/terms/<record_id:term_id>', methods=['PATCH'], body=TermPatch, answer=Term)
    def change_term(self, term_id, body):
        """Change the given fields of a term."""
        term = find(self.env['encoach.term'], term_id)
        return show(change(term, body), Term)

    @api_route('/terms/<record_id:term_id>', methods=['DELETE'], status=204)
    def delete_term(self, term_id):
        """Delete a term that nothing refers to."""
        find(self.env['encoach.term'], term_id).unlink()

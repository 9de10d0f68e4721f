from odoo.http import Controller

from ..roles import EVERYBODY
from ..schemas.terms import Term, TermCreate, TermPatch, TermQuery
from .crud import crud


@crud(
    'encoach.term',
    'term',
    query=TermQuery,
    answer=Term,
    new=TermCreate,
    patch=TermPatch,
    readers=EVERYBODY,
    deleted="Delete a term that nothing refers to.",
)
class TermController(Controller):
    """Terms."""

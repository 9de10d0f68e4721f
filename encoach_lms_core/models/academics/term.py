from odoo import api, fields, models

from ...exceptions import InvalidInput


class EncoachTerm(models.Model):
    """A term (academic session) of one entity, known by its key.

    Entity administrators manage terms, everybody of the entity reads them.
    """

    _name = 'encoach.term'
    _description = "Term"
    _inherit = ['encoach.entity.mixin']
    _order = 'key desc, id'
    _rec_name = 'key'
    _rec_names_search = ['key', 'name']

    key = fields.Char(required=True, help="Short and unique within the entity, such as 2026-T1.")
    name = fields.Char(
        compute='_compute_name', store=True, readonly=False, precompute=True, required=True
    )
    date_start = fields.Date(string="Start")
    date_end = fields.Date(string="End")

    _key_uniq = models.UniqueIndex('(entity_id, key)', "This school has a term with this key.")

    @api.depends('key')
    def _compute_name(self):
        for term in self:
            term.name = term.name or term.key

    @api.constrains('date_start', 'date_end')
    def _check_dates(self):
        for term in self:
            if term.date_start and term.date_end and term.date_end < term.date_start:
                message = self.env._("A term cannot end before it starts.")
                raise InvalidInput(message, 'date_end', reason='wrong_order')

    @api.model
    def _get_of_today(self, entity):
        """Return the entity's term that today is in, if its terms have dates."""
        today = entity._today()
        domain = [
            ('entity_id', '=', entity.id),
            ('date_start', '<=', today),
            ('date_end', '>=', today),
        ]
        return self.search(domain, limit=1)

    @api.model
    def _find_by_key(self, entity, key):
        """Return the entity's term of this key, where a mistyped one must not become a new term.

        :raise InvalidInput: for an unknown key
        """
        term = self.search([('entity_id', '=', entity.id), ('key', '=', key)])
        if not key or not term:
            message = self.env._("term_key: this school has no such term.")
            raise InvalidInput(message, 'term_key', reason='unknown_value')
        return term

    @api.model
    def _get_or_create(self, entity, key):
        """Return the entity's term with this key, which is created when unknown.

        :raise ConcurrencyError: when another transaction is creating it; Odoo then runs again
        """
        domain = [('entity_id', '=', entity.id), ('key', '=', key)]
        term = self.search_fetch(domain, ['entity_id', 'key'])
        return term or self._create_or_retry({'entity_id': entity.id, 'key': key})

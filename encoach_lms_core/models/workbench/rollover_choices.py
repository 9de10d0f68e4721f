from odoo import api, models

from ...door import public
from ...tools import PRESENT


class EncoachOperation(models.Model):
    """What the page of rollovers shows."""

    _inherit = 'encoach.operation'

    @public
    @api.model
    def get_rollover_choices(self, entity_id=None):
        """Return what a rollover can be made with.

        :return: ``{'entity_id', 'terms': [keys], 'from_term_key', 'classrooms': [{'id', 'name',
            'grade', 'student_count'}]}``; the term that ends is the one of today
        """
        self.env['encoach.batch'].check_access('write')
        Entity, Term = self.env['encoach.entity'], self.env['encoach.term']
        entity = Entity.browse(Entity._choose(entity_id))
        own = [('entity_id', '=', entity.id)]
        terms = Term.search(own)
        rooms = self.env['encoach.classroom'].search_fetch(own, ['name', 'grade'])
        counts = dict(
            self.env['encoach.classroom.student']._read_group(
                [*own, *PRESENT], ['classroom_id'], ['__count']
            )
        )
        return {
            'entity_id': entity.id,
            'terms': terms.mapped('key'),
            'from_term_key': (Term._get_of_today(entity) or terms[:1]).key or None,
            'classrooms': [
                {
                    'id': room.id,
                    'name': room.name,
                    'grade': room.grade or '',
                    'student_count': counts.get(room, 0),
                }
                for room in rooms
            ],
        }

"""SQL objects shared by the models."""

from odoo import models


class EntityForeignKey(models.Constraint):
    """A composite foreign key that keeps a link inside one entity.

    Both ends carry the entity, so that even raw SQL cannot link records of two entities.

    :param str column: the many2one's column, such as ``batch_id``
    :param str table: the table it points to, which has ``UNIQUE (id, entity_id)``
    :param str ondelete: the many2one's own ``ondelete``: with another action, Odoo would drop the
        key as a wrong version of the many2one's simple one

    >>> EntityForeignKey('batch_id', 'encoach_batch', 'cascade').get_definition(None)
    'FOREIGN KEY (batch_id, entity_id) REFERENCES encoach_batch(id, entity_id) ON DELETE cascade'
    """

    def __init__(self, column, table, ondelete):
        super().__init__(
            f'FOREIGN KEY ({column}, entity_id) REFERENCES {table}(id, entity_id)'
            f' ON DELETE {ondelete}',
            "Choose records of the same school.",
        )

from odoo import api, fields, models
from odoo.tools import SQL

from ...exceptions import InvalidInput
from ...tools import make_email_key


class EncoachStudent(models.Model):
    """A student of one entity.

    Entity administrators manage students, teachers read them, a student reads himself.
    """

    _name = 'encoach.student'
    _description = "Student"
    _inherit = ['encoach.person.mixin']
    _inherits = {'res.partner': 'partner_id'}
    _order = 'name, id'
    _picker_detail = 'student_code'
    _unique_keys = {'email': 'email_key', 'student_code': 'student_code'}

    student_code = fields.Char(
        copy=False, tracking=True, help="The school's own number; unique within the entity."
    )

    # the target of keys that want him active
    _id_active_uniq = models.Constraint('UNIQUE (id, active)')
    _partner_uniq = models.UniqueIndex('(partner_id)', "This contact is a student already.")
    _email_uniq = models.UniqueIndex(
        '(entity_id, email_key) WHERE email_key IS NOT NULL',
        "Another student of this school has this e-mail address.",
    )
    _code_uniq = models.UniqueIndex(
        '(entity_id, student_code) WHERE student_code IS NOT NULL',
        "Another student of this school has this code.",
    )

    @api.model
    def _create_people(self, entity, people):
        """Create students of a school by a few statements, whatever their number.

        They do not pass through `create`: what is added there is to be added here.

        Where another transaction has created one of them in the meantime, PostgreSQL says that this
        one has to run again, and it then finds him.

        :param people: dicts with ``name`` and ``email``, and perhaps ``phone`` and ``student_code``
        :return: the students, in this order
        :raise InvalidInput: when an address or a code is somebody else's
        """
        if not people:
            return self.browse()
        self.check_access('create')
        contacts = self.env['res.partner']._create_people(
            entity,
            [{name: vals.get(name) for name in ('name', 'email', 'phone')} for vals in people],
        )
        columns = {
            'partner_id': contacts.ids,
            'email_key': [make_email_key(vals['email']) or None for vals in people],
            'student_code': [vals.get('student_code') for vals in people],
        }
        tail = SQL('ORDER BY email_key ON CONFLICT DO NOTHING RETURNING partner_id, id')
        rows = self._insert_rows(columns, self._get_same_columns(entity), tail)
        if len(rows) < len(people):
            message = self.env._("Another student of this school has this e-mail address or code.")
            raise InvalidInput(message, ('email', 'student_code'), reason='taken')
        ids = dict(rows)
        return self.browse(ids[contact.id] for contact in contacts)

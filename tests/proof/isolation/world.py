"""The two schools on a running server: who is there, what they have, and who asks."""

import threading

import psycopg2

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry

from tests.world import cast
from tests.world.person import Person

from . import marks
from .fingerprint import Fingerprint
from .ownership import Ownership

NOWHERE = 2_000_000_000
#: who tries: an administrator of a school, a teacher and a student of it, an administrator who also
#: holds Odoo's system group, and somebody with all roles of a school who belongs to none
ROLES = ('administrator', 'teacher', 'system', 'student', 'stray')


class World:
    """Two schools with everything in them, and the means to look past every rule."""

    def __init__(self, url, database):
        self.url, self.database = url, database
        # as Odoo does for a request: the routing map looks here
        threading.current_thread().dbname = database
        self.registry = Registry(database)
        self.connection = psycopg2.connect(dbname=database)
        self.connection.autocommit = True
        self.ownership = Ownership(self.connection)
        users = self._build()
        self.marks = marks.mark(
            self.connection, self.ownership, self.registry, self.entities['DELTA']
        )
        self.own = self._ids('NILE')
        self.foreign = self._ids('DELTA')
        self.people = {role: Person(url, database, **access) for role, access in users.items()}
        self.fingerprint = Fingerprint(
            *(self.connection, self.ownership, self.entities['NILE'], self.entities['DELTA']),
            personal={
                'mail_presence',
                *(m._table for m in self.registry.values() if m._transient and m._auto),
            },
            stray=self.people['stray'].user_id,
        )

    def _build(self):
        """Complete both schools; return who asks, by role."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            schools = {code: cast.complete(env, code) for code in cast.SCHOOLS}
            self.entities = {code: school.entity.id for code, school in schools.items()}
            nile, delta = schools['NILE'], schools['DELTA']
            users = {
                'administrator': nile.admin,
                'teacher': nile.teacher,
                'system': cast.add_system_administrator(env, nile),
                'student': cast.add_pupil(env, nile),
                'stray': cast.add_stray(env),
                'neighbor': delta.admin,
            }
            self.api_ids_of = {code: _find_api_ids(school) for code, school in schools.items()}
            self.api_ids = self.api_ids_of['NILE']
            self.creatable = _find_accessible(env(user=nile.admin), 'create')
            self.readable = _find_accessible(env(user=delta.admin), 'read')
            people = {role: self.admit(env, user) for role, user in users.items()}
            cr.commit()
        self.registry.signal_changes()
        return people

    def admit(self, env, user):
        """Return what `Person` needs of a user to get in by every way."""
        token, _expires_at = env['encoach.api.token']._issue(user)
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        key = env(user=user)['res.users.apikeys']._generate('rpc', 'isolation', tomorrow)
        return {'login': user.login, 'token': token, 'key': key}

    def _ids(self, code):
        """Return ``{model: sorted ids}`` of what a school has."""
        owned = self.ownership.find(self.entities[code])
        return {
            name: sorted(owned[model._table])
            for name, model in self.registry.items()
            if not model._abstract and owned.get(model._table)
        }

    def is_foreign(self, model, id_):
        """Return whether a record is the foreign school's, and not the caller's as well."""
        return id_ in self.foreign.get(model, ()) and id_ not in self.own.get(model, ())

    def find_marks(self, raw):
        """Return the marks of the foreign school that an answer holds."""
        lower = raw.lower()
        return sorted(mark for mark in self.marks if mark in lower)


def _find_api_ids(school):
    """Return the ids of what belongs together in a school, by model."""
    return {
        'encoach.course': school.course.id,
        'encoach.course.section': school.section.id,
        'encoach.classroom': school.classroom.id,
        'encoach.student': school.students[0].id,
        'encoach.teacher': school.account.id,
        'encoach.batch': school.batch.id,
        'encoach.course.assignment': school.assignment.id,
    }


def _find_accessible(env, operation):
    """Return the names of the models of which a user may at all read or create records."""
    return {
        name for name, model in env.items() if not model._abstract and model.has_access(operation)
    }

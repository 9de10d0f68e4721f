from odoo import api, models
from odoo.fields import Domain

from ...wall.classes import MIXIN, STAMP, STAMPED, UNSHARED, get_others

#: models that have rules of their own in tenancy_rules.xml, though they do not inherit the mixin
WITH_OWN_RULE = {'encoach.entity', 'res.users'}


class EncoachAccess(models.AbstractModel):
    """What somebody may do with the records of a model, as far as schools decide it.

    One global rule of each model with an entity is derived here and has no record: it binds
    everybody but the superuser, whatever his groups. Those of entities, contacts and users are in
    tenancy_rules.xml. What people of schools make in Odoo's own models, such as filters, templates
    and messages, is bound to the school, too: Odoo shares most of it with every user, so each
    record carries a stamp (`encoach.stamp.mixin`). How Odoo is told is in odoo_access.py.
    """

    _name = 'encoach.access'
    _description = "Access by schools"

    @api.model
    def _get_entity_domain(self, fname):
        """Return the domain of what the current user may see, by the field that holds the entity.

        With entities: those, whatever groups he holds. Without: everything for a platform
        administrator, nothing for anybody else.
        """
        user = self.env.user
        if user._is_platform_admin():
            return Domain.TRUE
        return Domain(fname, 'in', list(user._get_entity_ids()))

    @api.model
    def _get_domain(self, model_name, mode):
        """Return the domain of what the current user may do with records of a model.

        :param str mode: ``read``, ``write``, ``create`` or ``unlink``
        """
        if self.env.su:
            return Domain.TRUE
        model = self.env[model_name]
        bound = self.env.user._is_bound()
        domain = self._get_school_domain(model_name, mode) if bound else Domain.TRUE
        if model._entity_rule:
            fnames = model._get_entity_rule_fnames()
            domain &= Domain.AND(map(self._get_entity_domain, fnames))
        return domain

    @api.model
    def _get_school_domain(self, model_name, mode):
        """Return the domain of what a user who is bound may do with records of a model of Odoo's.

        Without a school he may read what the platform keeps for all, and change nothing.
        """
        if model_name not in STAMPED:
            return self._get_unstamped_domain(model_name, mode)
        scope = list(self.env.user._get_entity_ids())
        if not scope and mode != 'read':
            return Domain.FALSE
        # a new record gets its stamp from the database, which Odoo has not read yet
        shared = mode == 'read' and model_name not in UNSHARED
        return Domain(STAMP, 'in', [*scope, False] if shared or mode == 'create' else scope)

    @api.model
    def _get_unstamped_domain(self, model_name, mode):
        """Return the domain of what a confined user may do with records that carry no stamp.

        Odoo's dialogs are of whoever opened them; ours have rules of their own. What neither has a
        school nor is somebody's own is the platform's, and to be read only.
        """
        model = self.env[model_name]
        if model._transient and 'entity_id' not in model._fields:
            return Domain('create_uid', '=', self.env.uid)
        if (
            mode == 'read'
            or not model._auto
            or self._is_of_schools(model_name)
            or model._table in get_others(self.env.registry)
        ):
            return Domain.TRUE
        return Domain.FALSE

    @api.model
    def _is_of_schools(self, model_name):
        """Return whether records of a model may belong to a school, and so be foreign."""
        return (
            model_name in WITH_OWN_RULE
            or model_name in STAMPED
            or issubclass(type(self.env[model_name]), self.env.registry[MIXIN])
            or any(map(self._is_of_schools, self.env[model_name]._inherits))
        )

import logging
from collections import defaultdict

from odoo import api, models, tools
from odoo.exceptions import AccessError
from odoo.tools import frozendict

from ...door import marks, verbs

_logger = logging.getLogger(__name__)

MIXIN = 'encoach.entity.mixin'
SCHOOL_ROLES = ('entity_admin', 'teacher', 'student')


class Door(models.AbstractModel):
    """The list of what is callable over RPC for everybody but platform administrators.

    Derived from models, menus and views, see ``door/verbs.py``. It is one list for all roles, and
    deny by default: access rights and record rules bind what is called, as ever.
    """

    _name = 'encoach.door'
    _description = "Door"

    @api.model
    def _check(self, model_name, method):
        """Raise AccessError unless the caller may name a method; the same, whatever exists."""
        if self._is_open_to_caller() or self._is_listed(model_name, method):
            return
        _logger.info(
            "Refused at the door: %.100r.%.100r by user %s", model_name, method, self.env.uid
        )
        raise AccessError(self.env._("People of a school may not call this from outside."))

    @api.model
    def _is_open_to_caller(self):
        """Return whether the caller administers the platform, or is the server itself."""
        return self.env.su or bool(self.env.uid) and self.env.user._is_platform_admin()

    @api.model
    def _is_listed(self, model_name, method):
        if not (isinstance(model_name, str) and isinstance(method, str)):
            return False
        return method in self._get_list().get(model_name, ())

    @api.model
    @tools.ormcache(cache='templates.cached_values')
    def _get_list(self):
        """Return ``{model: methods}``; every change of views, menus or rights clears the cache."""
        env = self.sudo().env
        readable = self.env['encoach.access']._get_readable_models(self._get_role_groups())
        found = defaultdict(set)
        own = [name for name in readable if self._is_own(name)]
        for name in own:
            found[name] |= verbs.SHOWING | verbs.EDITING | verbs.INTEGRATING
            found[name] |= marks.find(env.registry[name])
            if 'message_follower_ids' in env[name]._fields:
                found[name] |= verbs.CHATTER
        shown = readable & self._get_menu_models()
        for name in shown:
            found[name] |= verbs.SHOWING | verbs.EDITING
        for name in {*own, *shown}:
            self._add_views(found, readable, self._get_view_facts(name))
        for xmlid in verbs.SCREENS:
            self._add_views(found, readable, self._get_view_facts(None, xmlid))
        for name, methods, _reason in verbs.BY_HAND:
            if name in env:
                found[name].update(methods.split())
        return frozendict({name: frozenset(methods) for name, methods in found.items()})

    @api.model
    def _add_views(self, found, readable, facts):
        """Add the buttons of views, and the models that links in them lead to."""
        buttons, linked = facts
        for name, method in buttons:
            if name in readable:
                found[name].add(method)
        for name in linked & readable:
            found[name] |= verbs.SHOWING

    @api.model
    def _is_own(self, model_name):
        """Return whether a model is ours, or holds what belongs to a school."""
        cls = self.env.registry.get(model_name)
        mixin = self.env.registry[MIXIN]
        return cls is not None and (model_name.startswith('encoach.') or issubclass(cls, mixin))

    @api.model
    def _get_role_groups(self):
        """Return the groups of the school's roles, with those they imply."""
        groups = self.env['res.groups'].sudo()
        for role in SCHOOL_ROLES:
            groups |= self.env.ref(f'encoach_lms_core.group_{role}').sudo().all_implied_ids
        return groups

    @api.model
    def _get_menu_models(self):
        """Return the names of the models that menus of the school's roles open."""
        groups = self._get_role_groups()
        menus = (
            self.env['ir.ui.menu'].sudo().with_context(**{'ir.ui.menu.full_list': True}).search([])
        )
        hidden = menus.filtered(lambda menu: menu.group_ids and not (menu.group_ids & groups))
        open_menus = menus - menus.search([('id', 'child_of', hidden.ids)])
        return frozenset(
            menu.action.res_model
            for menu in open_menus
            if menu.action and menu.action._name == 'ir.actions.act_window'
        )

    @api.model
    @tools.ormcache('model_name', 'xmlid', cache='templates')
    def _get_view_facts(self, model_name, xmlid=None):
        """Return ``(buttons, linked models)`` of a model's views, or of one view.

        Whoever may see a button is not asked: methods are bound by rights of their own.
        """
        if xmlid:
            views = self.env.ref(xmlid).sudo()
        else:
            domain = [('model', '=', model_name), ('mode', '=', 'primary'), ('type', '!=', 'qweb')]
            views = self.env['ir.ui.view'].sudo().search(domain)
        buttons, linked = set(), set()
        for view in views:
            self._walk_view(view._get_combined_arch(), view.model, buttons, linked)
        return frozenset(buttons), frozenset(linked)

    @api.model
    def _walk_view(self, node, model_name, buttons, linked):
        """Collect the buttons and linked models below a node that shows a model."""
        if node.get('type') == 'object':
            method = node.get('action') or node.get('name')
            if method:
                buttons.add((model_name, method))
        inside = model_name
        if node.tag == 'field':
            field = self.env[model_name]._fields.get(node.get('name'))
            if field is not None and field.relational:
                inside = field.comodel_name
                linked.add(inside)
        for child in node:
            self._walk_view(child, inside, buttons, linked)

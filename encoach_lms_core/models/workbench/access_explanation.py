from odoo import api, models

from ...exceptions import EntityMismatch, InvalidInput


class EncoachAccess(models.AbstractModel):
    """Tells an administrator which rule lets somebody read or change a record."""

    _inherit = 'encoach.access'

    @api.model
    def _explain(self, model, record_id, user_id):
        """Return what decides about somebody and a record of his school.

        The rules themselves are asked, as that person: nothing is decided here anew.

        :param str model: such as ``encoach.batch``
        :param int record_id: of a record of the caller's schools
        :param int user_id: of somebody who works or learns in the record's school
        :return: ``{'may_read', 'read_rule', 'read_explanation'}`` and the same of ``change``; the
            rule is ``role``, ``school``, ``none`` or the name of the rule that lets him
        :raise AccessError: for others than administrators
        :raise EntityMismatch, RecordNotFound, InvalidInput: see `_browse_in_scope`
        """
        self.env['encoach.operation'].check_access('read')
        if type(user_id) is not int:
            message = self.env._("%(field)s: a whole number is expected.", field='user_id')
            raise InvalidInput(message, 'user_id', reason='wrong_type')
        record = self._browse_explained(model, record_id)
        user = self.env['res.users'].search([('id', '=', user_id)])
        entity = record.sudo().entity_id
        if not user or entity not in user.sudo().entity_ids:
            message = self.env._("user_id: this account is not one of the record's school.")
            raise EntityMismatch(message, 'user_id', [user_id])
        read, change = (self._explain_mode(record, user, mode) for mode in ('read', 'write'))
        return {
            **dict(zip(('may_read', 'read_rule', 'read_explanation'), read, strict=True)),
            **dict(zip(('may_change', 'change_rule', 'change_explanation'), change, strict=True)),
        }

    @api.model
    def _explain_one(self, records, user_id):
        """Explain the one record that is named, as ``(model, id)``.

        :raise InvalidInput: for none or several
        """
        if len(records) != 1:
            message = self.env._("Name one record.")
            raise InvalidInput(message, 'classroom_id', reason='one_of')
        return self._explain(*records[0], user_id)

    @api.model
    def _browse_explained(self, model, record_id):
        if model not in self.env or not getattr(self.env[model], '_entity_rule', False):
            message = self.env._("model: expected a kind of record that schools have.")
            raise InvalidInput(message, 'model', reason='unknown_value')
        return self.env[model]._browse_in_scope([record_id], 'record_id')

    @api.model
    def _explain_mode(self, record, user, mode):
        """Return ``(whether he may, the rule, a sentence)``."""
        as_user = record.with_user(user)
        names = {
            'person': user.sudo().name,
            'what': self.env['ir.model']._get(record._name).sudo().name,
            'role': self._tell_role(user),
        }
        if not as_user.browse().has_access(mode):
            return False, 'role', self._say_no_role(mode, names)
        rules, giving = as_user.env['ir.rule']._get_giving(as_user, mode)
        if not as_user.has_access(mode):
            names['rules'] = self._join_rules(rules)
            return False, 'none', self._say_no_rule(mode, names)
        if giving:
            names['rule'] = giving[0].name
            return True, giving[0].name, self._say_rule(mode, names)
        return True, 'school', self._say_school(mode, names)

    @api.model
    def _join_rules(self, rules):
        return ", ".join(f"“{name}”" for name in rules.mapped('name'))

    # SENTENCES

    @api.model
    def _tell_role(self, user):
        return {
            'platform_admin': self.env._("a platform administrator"),
            'entity_admin': self.env._("a school administrator"),
            'teacher': self.env._("a teacher"),
            'student': self.env._("a student"),
        }.get(user.sudo()._get_encoach_role(), self.env._("somebody without a role"))

    @api.model
    def _say_no_role(self, mode, names):
        if mode == 'read':
            return self.env._("%(person)s is %(role)s, who reads no record of “%(what)s”.", **names)
        return self.env._("%(person)s is %(role)s, who changes no record of “%(what)s”.", **names)

    @api.model
    def _say_no_rule(self, mode, names):
        if mode == 'read':
            return self.env._(
                "%(person)s is %(role)s, who reads of “%(what)s” only what a rule gives him, and"
                " none gives him this one: %(rules)s.",
                **names,
            )
        return self.env._(
            "%(person)s is %(role)s, who changes of “%(what)s” only what a rule gives him, and"
            " none gives him this one: %(rules)s.",
            **names,
        )

    @api.model
    def _say_rule(self, mode, names):
        if mode == 'read':
            return self.env._("%(person)s may read this as %(role)s by “%(rule)s”.", **names)
        return self.env._("%(person)s may change this as %(role)s by “%(rule)s”.", **names)

    @api.model
    def _say_school(self, mode, names):
        if mode == 'read':
            return self.env._(
                "%(person)s is %(role)s of this school, who reads all its records of “%(what)s”.",
                **names,
            )
        return self.env._(
            "%(person)s is %(role)s of this school, who changes all its records of “%(what)s”.",
            **names,
        )

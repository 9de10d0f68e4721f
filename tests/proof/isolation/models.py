"""Which models of the registry must have cases, and why the others need none."""

from .problems import Missing

MIXIN = 'encoach.entity.mixin'
#: the school of a row of Odoo's, which the database sets: no link that somebody makes
STAMP = 'encoach_entity_id'
PEOPLE = ('res.partner', 'res.users', 'encoach.entity')
PREFIX = 'encoach.'

#: models of Odoo's that could hold something of a school and have no case of their own, and why
REASONS = {
    "a dialog, bound to its maker's school by the same rule as files to import": (
        *('base.language.export', 'base.partner.merge.automatic.wizard', 'base.partner.merge.line'),
        *('change.password.own', 'mail.activity.schedule', 'mail.activity.schedule.line'),
        *('mail.compose.message', 'mail.followers.edit', 'mail.template.preview', 'portal.share'),
        *('portal.wizard', 'portal.wizard.user', 'res.users.apikeys.description'),
        *('res.users.identitycheck', 'mail.template.reset'),
    ),
    "bound to its maker's school by the same rule as filters": (
        *('base_import.mapping', 'discuss.gif.favorite', 'ir.embedded.actions', 'report.layout'),
        *('res.country.group', 'res.country.state', 'res.users.settings.embedded.action'),
        *('res.users.settings.volumes', 'mail.message.reaction'),
    ),
    "nobody of a school reads or writes it, see the technical doors": (
        *('change.password.user', 'discuss.channel.rtc.session', 'ir.actions.server', 'ir.cron'),
        *('ir.mail_server', 'ir.ui.view.custom', 'mail.presence', 'mail.push.device'),
        *('res.config.settings', 'res.device.log', 'res.users.deletion'),
    ),
    "the platform's own, which every user reads; its people are read by the rules of users": (
        *('ir.ui.menu', 'mail.activity.plan.template', 'mail.activity.type', 'res.company'),
        *('res.groups', 'res.role', 'web_tour.tour'),
    ),
}
WITHOUT_CASE = {name for names in REASONS.values() for name in names}


def is_tenant(registry, name):
    """Return whether a model's records belong to a school by its own declaration."""
    model = registry[name]
    return not model._abstract and issubclass(model, registry[MIXIN])


def is_checked(registry, name):
    """Return whether a model has a table, and so something to find."""
    model = registry[name]
    return not model._abstract and model._auto and name not in WITHOUT_CASE


def find_uncovered(world):
    """Yield `Missing` for each model that could hold something of a school and has no case."""
    for name in sorted(world.registry):
        model = world.registry[name]
        if model._abstract or not model._auto or name in world.foreign or name in WITHOUT_CASE:
            continue
        if is_tenant(world.registry, name):
            yield Missing(name, "the cast has no record of this tenant model")
        elif why := _can_hold(world, model):
            yield Missing(name, f"the cast has no record of this model, which {why}")


def _can_hold(world, model):
    """Return why a model could hold something of a school, or None."""
    schools = {name for name in world.registry if name.startswith(PREFIX)} | set(PEOPLE)
    for field in model._fields.values():
        if field.name in ('create_uid', 'write_uid', STAMP) or not field.store:
            continue
        if field.comodel_name in schools:
            return f"points at {field.comodel_name} ({field.name})"
        if field.type in ('many2one_reference', 'reference'):
            return f"points at any record ({field.name})"
    if model._name in world.creatable:
        return "people of a school may create"
    return None

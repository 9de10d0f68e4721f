"""What somebody of a school may do with the rows of each table: every table is in one class.

- *tenant*: models with ``encoach.entity.mixin``; rows of one's schools, to read and to write.
- *stamped*: models of Odoo's own that schools fill; each row carries its school for good, or none,
  then it is the platform's: everybody may read it, and nobody of a school changes it.
- *personal*: rows of one user.
- *transient*: the rows of dialogs, of whoever opened them.
- *link*: tables of many2many fields; both ends decide.
- *log*: everybody may add a row, and read.
- *hidden*: nothing at all.
- *own policies*: contacts, users, schools and companies, see `policies`.
- everything else can be read and not written. A new addon's tables are there until they are put
  into a class.

A model of ours says its class itself, by the attribute ``_wall``; the tables here are Odoo's.
"""

from typing import NamedTuple

MIXIN = 'encoach.entity.mixin'

#: the column, and field, that holds the school of a row of a stamped model
STAMP = 'encoach_entity_id'


class About(NamedTuple):
    """A row is of the school of the record it is about."""

    model: str
    record: str


class Parent(NamedTuple):
    """A row is of the school of the row that ``column`` points at."""

    column: str


class Channel(NamedTuple):
    """A notification is of the school of the record whose channel ``column`` names, if any."""

    column: str


class Maker(NamedTuple):
    """A row is about nothing, and of the school of whoever makes it."""


class Personal(NamedTuple):
    """A row is of the user whom ``column`` holds; with ``seen`` others of his schools read it.

    :param bool common: whether everybody may read a row of nobody
    """

    column: str
    seen: bool = False
    common: bool = False


class OfSettings(NamedTuple):
    """A row is of the user whose settings ``column`` points at."""

    column: str


class Device(NamedTuple):
    """A row is of the contact whom ``column`` holds; those who may read him may read it."""

    column: str


class Log(NamedTuple):
    """Everybody may add a row; so a caller can do no more than what is meant to be open to all."""


class Hidden(NamedTuple):
    """Nothing for anybody of a school."""


class School(NamedTuple):
    """A table without model that holds rows of schools, which triggers write; to read only."""

    column: str


#: by model; the stamp comes from what a row is about, else from who makes it. Rows from before the
#: wall are stamped in this order: what others take their stamp from goes first
STAMPED = {
    'base_import.mapping': Maker(),
    'discuss.channel': Maker(),
    'ir.embedded.actions': Maker(),
    'ir.exports': Maker(),
    'ir.filters': Maker(),
    'mail.canned.response': Maker(),
    'mail.push': Maker(),
    'mail.template': Maker(),
    'res.bank': Maker(),
    'res.partner.category': Maker(),
    'bus.bus': Channel('channel'),
    'mail.activity': About('res_model', 'res_id'),
    'mail.followers': About('res_model', 'res_id'),
    'mail.message': About('model', 'res_id'),
    'mail.scheduled.message': About('model', 'res_id'),
    'discuss.call.history': Parent('channel_id'),
    'discuss.channel.member': Parent('channel_id'),
    'discuss.channel.rtc.session': Parent('channel_id'),
    'ir.exports.line': Parent('export_id'),
    'mail.mail': Parent('mail_message_id'),
    'mail.message.link.preview': Parent('message_id'),
    'mail.message.reaction': Parent('message_id'),
    'mail.message.schedule': Parent('mail_message_id'),
    'mail.message.translation': Parent('message_id'),
    'mail.notification': Parent('mail_message_id'),
    'mail.tracking.value': Parent('mail_message_id'),
    'res.partner.bank': Parent('partner_id'),
    'ir.attachment': About('res_model', 'res_id'),
    'discuss.voice.metadata': Parent('attachment_id'),
}

#: stamped models whose rows without school are hidden too: a channel of the platform mixes all
UNSHARED = {'discuss.channel', 'discuss.channel.member', 'discuss.channel.rtc.session'}

#: by table
OTHERS = {
    'discuss_gif_favorite': Personal('create_uid'),
    'ir_default': Personal('user_id', common=True),
    'ir_ui_view_custom': Personal('user_id'),
    'mail_presence': Personal('user_id', seen=True),
    'mail_push_device': Device('partner_id'),
    'auth_totp_device': Personal('user_id'),
    'res_device_log': Personal('user_id'),
    'res_users_apikeys': Personal('user_id'),
    'res_users_log': Personal('create_uid', seen=True),
    'res_users_settings': Personal('user_id'),
    'res_users_settings_embedded_action': OfSettings('user_setting_id'),
    'res_users_settings_volumes': OfSettings('user_setting_id'),
    'res_users_web_tour_tour_rel': Personal('res_users_id'),
    'ir_cron_trigger': Log(),
    'orm_signaling_assets': Log(),
    'orm_signaling_default': Log(),
    'orm_signaling_groups': Log(),
    'orm_signaling_registry': Log(),
    'orm_signaling_routing': Log(),
    'orm_signaling_stable': Log(),
    'orm_signaling_templates': Log(),
    'fetchmail_server': Hidden(),
    'ir_logging': Hidden(),
    'ir_profile': Hidden(),
    'mail_gateway_allowed': Hidden(),
    'mail_guest': Hidden(),
    'res_users_deletion': Hidden(),
    'encoach_sync_change': School('entity_id'),
}

#: tables with policies of their own
OWN = {'encoach_entity', 'encoach_entity_users_rel', 'res_company', 'res_partner', 'res_users'}


def get_tenant_tables(registry):
    """Return the tables of models that belong to a school, by their names, but for contacts."""
    return sorted(
        model._table
        for model in registry.values()
        if model._auto
        and not model._abstract
        and not model._transient
        and issubclass(model, registry[MIXIN])
        and model._table not in OWN
    )


def get_stamped(registry):
    """Return ``{table: source of the stamp}``."""
    return {registry[name]._table: source for name, source in STAMPED.items() if name in registry}


def get_transient_tables(registry):
    """Return the tables of dialogs, by their names."""
    return sorted(
        model._table
        for model in registry.values()
        if model._auto and model._transient and not model._abstract
    )


def get_others(registry):
    """Return ``{table: class}`` of personal, logged and hidden tables."""
    ours = {
        model._table: model._wall
        for model in registry.values()
        if getattr(model, '_wall', None) is not None
    }
    return OTHERS | ours


def get_links(registry):
    """Return ``{table: [(column, table it points to), …]}`` of many2many fields without a model."""
    links = {}
    tables = {model._table for model in registry.values()}
    for model in registry.values():
        if not model._auto or model._abstract:
            continue
        for field in model._fields.values():
            if field.type != 'many2many' or not field.store or not field.relation:
                continue
            if field.relation not in tables:
                comodel = registry[field.comodel_name]
                links.setdefault(
                    field.relation,
                    [(field.column1, model._table), (field.column2, comodel._table)],
                )
    return links

"""Technical doors: what an administrator who holds ``base.group_system`` could undo the rules with.

One literal list. Holding that group confers nothing while a user belongs to a school, so each of
these must be refused; an attempt that is answered needs a reason in allowed.py.
"""

SURFACE = "Technical doors (system administrator of a school)"

#: an expression that would read everything, if anything evaluated it
CODE = "str(env['encoach.student'].sudo().search([]).mapped('name'))"
TEMPLATE = "{{ str(object.env['encoach.student'].sudo().search([]).mapped('name')) }}"
QWEB = '<t t-out="object.env[\'encoach.student\'].sudo().search([]).mapped(\'name\')"/>'

#: a message to many, each with what the expression makes of him
COMPOSED = {
    'model': 'encoach.classroom',
    'res_ids': '[{classroom}]',
    'composition_mode': 'mass_mail',
    'subject': TEMPLATE,
    'body': QWEB,
}

#: door, and what is tried: model, method, arguments. A word in braces is filled with an id.
DOORS = {
    "record rules": [
        ('ir.rule', 'write', ['{ir.rule}', {'active': False}]),
        ('ir.rule', 'unlink', ['{ir.rule}']),
        ('ir.rule', 'create', [{'name': "all", 'model_id': 1, 'domain_force': "[]"}]),
        ('ir.rule', 'search_read', [[]]),
    ],
    "access lists": [
        ('ir.model.access', 'write', ['{ir.model.access}', {'perm_unlink': True}]),
        ('ir.model.access', 'create', [{'name': "all", 'model_id': 1, 'perm_read': True}]),
        ('ir.model.access', 'unlink', ['{ir.model.access}']),
    ],
    "groups": [
        ('res.groups', 'write', ['{res.groups}', {'implied_ids': [(5,)]}]),
        ('res.groups', 'create', [{'name': "mine"}]),
        ('res.groups', 'unlink', ['{res.groups}']),
        ('res.users', 'write', ['{self}', {'group_ids': [(4, 1)]}]),
    ],
    "his own schools": [
        ('res.users', 'write', ['{self}', {'entity_ids': [(5,)]}]),
        ('res.users', 'write', ['{self}', {'entity_ids': [(4, '{delta}')]}]),
        ('encoach.entity', 'write', ['{own entity}', {'user_ids': [(3, '{uid}')]}]),
        ('encoach.entity', 'create', [{'name': "mine", 'code': 'MINE', 'tz': 'UTC'}]),
        ('encoach.entity.setup', 'create', [{'name': "mine", 'code': 'MINE'}]),
        ('encoach.invite.user', 'create', [{'name': "x", 'email': 'x@x.test'}]),
    ],
    "passwords, logins and keys of others": [
        ('res.users', 'write', ['{foreign user}', {'password': 'taken-taken'}]),
        ('res.users', 'write', ['{foreign user}', {'login': 'taken'}]),
        ('res.users', 'write', ['{colleague}', {'password': 'taken-taken'}]),
        ('res.users', 'write', ['{colleague}', {'group_ids': [(4, 1)]}]),
        ('res.users', 'create', [{'name': "x", 'login': 'x'}]),
        ('res.users', 'action_reset_password', ['{foreign user}']),
        ('res.users', 'action_unlink_me', ['{foreign user}']),
        ('res.users', 'api_key_wizard', ['{foreign user}']),
        ('res.users', 'reset_password', ['admin@delta.example']),
        ('res.users.apikeys', 'search_read', [[['user_id', '!=', '{uid}']]]),
        ('res.users.apikeys', 'unlink', ['{foreign key}']),
        ('res.users.apikeys', 'remove', ['{foreign key}']),
        ('change.password.wizard', 'create', [{'user_ids': [(0, 0, {'user_id': 1})]}]),
        ('change.password.user', 'create', [{'user_id': 1, 'new_passwd': 'taken'}]),
        ('res.users.deletion', 'create', [{'user_id': 1}]),
    ],
    "server actions": [
        (
            'ir.actions.server',
            'create',
            [{'name': "x", 'model_id': 1, 'state': 'code', 'code': CODE}],
        ),
        ('ir.actions.server', 'write', ['{ir.actions.server}', {'code': CODE}]),
        ('ir.actions.server', 'run', ['{ir.actions.server}']),
        ('ir.actions.act_window', 'create', [{'name': "x", 'res_model': 'ir.rule'}]),
        ('ir.actions.report', 'create', [{'name': "x", 'model': 'x', 'report_name': 'x'}]),
    ],
    "scheduled actions": [
        ('ir.cron', 'create', [{'name': "x", 'model_id': 1, 'code': CODE}]),
        ('ir.cron', 'method_direct_trigger', ['{ir.cron}']),
        ('ir.cron', 'write', ['{ir.cron}', {'active': False}]),
        ('ir.cron', 'toggle', ['encoach.student', []]),
    ],
    "automation rules": [('base.automation', 'create', [{'name': "x"}])],
    "views with code": [
        ('ir.ui.view', 'create', [{'type': 'qweb', 'arch': f'<t>{QWEB}</t>', 'key': 'x.y'}]),
        ('ir.ui.view', 'write', ['{ir.ui.view}', {'arch': f'<t>{QWEB}</t>'}]),
        ('ir.ui.view', 'save', ['{ir.ui.view}', f'<t>{QWEB}</t>']),
        ('ir.ui.view', 'render_public_asset', ['web.login', {}]),
        ('ir.ui.view.custom', 'create', [{'ref_id': 1, 'user_id': 1, 'arch': '<form/>'}]),
        ('ir.qweb', 'render', ['web.login', {}]),
        ('ir.ui.menu', 'write', ['{ir.ui.menu}', {'active': False}]),
        ('ir.asset', 'create', [{'name': "x", 'bundle': 'web.assets_backend', 'path': '/x.js'}]),
    ],
    "system parameters and settings": [
        ('ir.config_parameter', 'get_param', ['database.secret']),
        ('ir.config_parameter', 'set_param', ['encoach.token_ttl_hours', '1']),
        ('ir.config_parameter', 'search_read', [[]]),
        ('res.config.settings', 'create', [{}]),
        ('res.config.settings', 'execute', [[1]]),
        ('res.company', 'write', [[1], {'name': "taken"}]),
        ('res.company', 'create', [{'name': "mine"}]),
    ],
    "modules": [
        ('ir.module.module', 'button_immediate_install', ['{ir.module.module}']),
        ('ir.module.module', 'button_immediate_uninstall', ['{ir.module.module}']),
        ('ir.module.module', 'button_immediate_upgrade', ['{ir.module.module}']),
        ('ir.module.module', 'update_list', []),
        ('base.module.upgrade', 'create', [{}]),
        ('base.module.uninstall', 'create', [{'module_ids': []}]),
        ('base.module.update', 'create', [{}]),
        ('base.import.module', 'create', [{}]),
    ],
    "models and fields with code": [
        ('ir.model', 'create', [{'name': "x", 'model': 'x_x'}]),
        ('ir.model', 'write', ['{ir.model}', {'name': "taken"}]),
        (
            'ir.model.fields',
            'create',
            [{'name': 'x_x', 'model_id': 1, 'ttype': 'char', 'compute': CODE, 'depends': 'name'}],
        ),
        ('ir.model.fields', 'write', ['{ir.model.fields}', {'compute': CODE}]),
        ('ir.model.fields', 'search_read', [[]]),
        ('ir.model.data', 'unlink', ['{ir.model.data}']),
        ('ir.model.data', 'create', [{'name': 'x', 'model': 'res.users', 'res_id': 1}]),
        ('ir.model.constraint', 'unlink', [[1]]),
        ('properties.base.definition', 'search_read', [[]]),
        ('ir.sequence', 'write', [[1], {'number_next': 1}]),
    ],
    "mail templates and expressions": [
        ('mail.template', 'write', ['{mail.template}', {'subject': TEMPLATE}]),
        (
            'mail.template',
            'create',
            [{'name': "x", 'model_id': '{student model}', 'subject': TEMPLATE}],
        ),
        (
            'mail.template',
            'create',
            [{'name': "x", 'model_id': '{student model}', 'body_html': QWEB}],
        ),
        ('mail.template', 'send_mail', ['{mail.template}', '{foreign student}']),
        (
            'mail.compose.message',
            'create',
            [COMPOSED],
        ),
        ('mail.compose.message', 'action_send_mail', ['{composer}']),
        ('mail.render.mixin', 'render', [TEMPLATE]),
        ('mail.template.reset', 'create', [{}]),
    ],
    "mail servers": [
        ('ir.mail_server', 'create', [{'name': "x", 'smtp_host': 'x'}]),
        ('ir.mail_server', 'search_read', [[]]),
        ('fetchmail.server', 'create', [{'name': "x"}]),
        ('mail.alias', 'create', [{'alias_name': 'x', 'alias_model_id': 1}]),
        ('mail.alias.domain', 'write', [[1], {'name': 'x.test'}]),
        ('mail.blacklist', 'create', [{'email': 'admin@delta.example'}]),
        ('mail.mail', 'create', [{'subject': "x", 'email_to': 'x@x.test'}]),
        ('mail.mail', 'search_read', [[]]),
        ('mail.gateway.allowed', 'create', [{'email': 'x@x.test'}]),
    ],
    "defaults and filters for everybody": [
        ('ir.default', 'create', [{'field_id': 1, 'json_value': '1'}]),
        ('ir.default', 'set', ['encoach.student', 'phone', 'taken']),
        ('ir.default', 'write', ['{foreign default}', {'json_value': '1'}]),
        ('ir.filters', 'write', ['{foreign filter}', {'name': "taken"}]),
        ('ir.filters', 'unlink', ['{foreign filter}']),
    ],
    "files of everybody": [
        (
            'ir.attachment',
            'create',
            [
                {
                    'name': "x.js",
                    'url': '/web/x.js',
                    'type': 'binary',
                    'raw': 'x',
                    'res_model': 'ir.ui.view',
                    'res_id': 1,
                }
            ],
        ),
        ('ir.attachment', 'write', ['{asset}', {'raw': 'taken'}]),
        ('ir.attachment', 'regenerate_assets_bundles', []),
        ('ir.attachment', 'force_storage', []),
    ],
    "what all schools share": [
        ('res.lang', 'write', [[1], {'name': "taken"}]),
        ('res.currency', 'write', [[1], {'symbol': "taken"}]),
        ('res.country', 'write', [[1], {'name': "taken"}]),
        ('res.country.state', 'write', [[1], {'name': "taken"}]),
        ('res.country.group', 'write', [[1], {'name': "taken"}]),
        ('report.layout', 'write', [[1], {'name': "taken"}]),
        ('report.paperformat', 'write', [[1], {'name': "taken"}]),
        ('mail.activity.type', 'write', [[1], {'name': "taken"}]),
        ('mail.message.subtype', 'write', [[1], {'name': "taken"}]),
        ('base.document.layout', 'create', [{'company_id': 1}]),
        ('web_tour.tour', 'write', [[1], {'name': "taken"}]),
        ('ir.logging', 'search_read', [[]]),
        ('ir.profile', 'search_read', [[]]),
        ('base.language.install', 'create', [{}]),
    ],
    "merging contacts": [
        (
            'base.partner.merge.automatic.wizard',
            'create',
            [
                {
                    'partner_ids': [(6, 0, ['{own contact}', '{foreign contact}'])],
                    'dst_partner_id': '{own contact}',
                }
            ],
        ),
        ('base.partner.merge.automatic.wizard', 'create', [{'group_by_name': True}]),
        ('base.partner.merge.automatic.wizard', 'action_start_automatic_process', ['{merge}']),
        ('base.partner.merge.automatic.wizard', 'action_merge', ['{merge}']),
    ],
    "portal invitations": [
        ('portal.wizard', 'create', [{'partner_ids': [(6, 0, ['{foreign contact}'])]}]),
        (
            'portal.share',
            'create',
            [{'res_model': 'encoach.student', 'res_id': '{foreign student}'}],
        ),
    ],
}

#: routes below which a whole database is managed, and others become somebody else
PAGES = [
    ('the database manager', 'GET', '/web/database/manager', {}),
    ('the database manager', 'GET', '/web/database/selector', {}),
    (
        'the database manager',
        'POST',
        '/web/database/backup',
        {'master_pwd': 'admin', 'name': '{db}'},
    ),
    ('the database manager', 'POST', '/web/database/drop', {'master_pwd': 'admin', 'name': '{db}'}),
    (
        'the database manager',
        'POST',
        '/web/database/duplicate',
        {'master_pwd': 'admin', 'name': '{db}', 'new_name': 'x'},
    ),
    (
        'the database manager',
        'POST',
        '/web/database/change_password',
        {'master_pwd': 'admin', 'master_pwd_new': 'x'},
    ),
    ('becoming the superuser', 'GET', '/web/become', {}),
    ('the list of modules', 'GET', '/json/1/ir.module.module', {}),
]

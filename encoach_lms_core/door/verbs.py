"""What is listed, by where a model is met; the list itself is derived in `encoach.door`."""

#: what the web client asks of a model that it shows, or that a link leads to
SHOWING = frozenset(
    {
        'fields_get',
        'formatted_read_group',
        'formatted_read_grouping_sets',
        'get_formview_action',
        'get_formview_id',
        'get_views',
        'has_access',
        'name_search',
        'read',
        'read_progress_bar',
        'search_count',
        'search_panel_select_multi_range',
        'search_panel_select_range',
        'search_read',
        'web_name_search',
        'web_read',
        'web_read_group',
        'web_search_read',
    }
)
#: what it does with a model that has a screen
EDITING = frozenset(
    {
        'action_archive',
        'action_unarchive',
        'copy',
        'create',
        'get_import_templates',
        'name_create',
        'onchange',
        'unlink',
        'web_save',
        'web_save_multi',
        'write',
    }
)
#: what integrators write programs with, on our models
INTEGRATING = frozenset({'default_get', 'search'})
#: what the chatter of a record asks beside its own routes
CHATTER = frozenset({'message_get_followers', 'message_subscribe'})

#: screens that no menu leads to
SCREENS = ('base.view_users_form_simple_modif',)

#: (model, methods, why): what cannot be derived
BY_HAND = (
    (
        'res.users',
        'action_get context_get has_group onchange web_save',
        "The web client asks for groups; the user menu opens one's own preferences; XML-RPC"
        " clients ask for the language.",
    ),
    (
        'res.users.settings',
        'set_res_users_settings set_volume_setting',
        "What the web client remembers of a user; the rules know only his own.",
    ),
    (
        'res.users.identitycheck',
        'get_views run_check web_read web_save write',
        "Asks for one's password before one's own keys or password are changed; the portal writes.",
    ),
    (
        'change.password.own',
        'change_password get_views onchange web_save',
        "One's own password, from the preferences.",
    ),
    (
        'res.users.apikeys.description',
        'get_views make_key onchange web_save',
        "One's own key for programs, from the preferences.",
    ),
    ('res.users.apikeys.show', 'get_views onchange', "Shows that key once."),
    ('res.users.apikeys', 'remove', "Takes one of one's own keys back."),
    (
        'auth_totp.wizard',
        'enable get_views onchange web_read web_save',
        "One's own second factor, where that addon is installed.",
    ),
    (
        'ir.filters',
        'create_filter get_views unlink web_read web_save',
        "Favorites of a search; the rules know those of the school.",
    ),
    (
        'ir.exports',
        'create search_read unlink',
        "What one exports again and again; the rules know that of the school.",
    ),
    ('ir.model', 'display_name_for', "The name of a kind of record, in dialogs."),
    (
        'base_import.import',
        'create execute_import parse_preview',
        "Odoo's own import into a list: creates and writes as the caller.",
    ),
    (
        'mail.activity',
        'action_cancel action_close_dialog action_done action_feedback'
        ' action_feedback_schedule_next action_reschedule_nextweek action_reschedule_today'
        ' action_reschedule_tomorrow onchange unlink web_save',
        "Activities in the chatter and in the menu above.",
    ),
    ('mail.activity.type', 'search_read', "The kinds of activity, in the dialog that plans one."),
    (
        'mail.activity.schedule',
        'action_schedule_activities action_schedule_activities_done get_model_options get_views'
        ' onchange web_save',
        "The dialog that plans an activity.",
    ),
    (
        'mail.message',
        'mark_all_as_read set_message_done toggle_message_starred unstar_all',
        "One's own inbox in Discuss.",
    ),
    (
        'mail.compose.message',
        'action_schedule_message action_send_mail get_views onchange web_save',
        "The large composer of the chatter; it posts as the caller, on what he may read.",
    ),
    (
        'mail.scheduled.message',
        'get_views open_edit_form post_message unlink web_read web_save',
        "Messages of the chatter that are sent later.",
    ),
    (
        'mail.followers.edit',
        'edit_followers get_views onchange web_save',
        "The dialog that invites followers.",
    ),
    (
        'mail.push.device',
        'get_web_push_vapid_public_key register_devices unregister_devices',
        "Notifications of the browser, for one's own devices.",
    ),
    (
        'res.partner',
        'get_mention_suggestions get_mention_suggestions_from_channel search_for_channel_invite',
        "Whom one may name or talk to in Discuss; found under the caller's rules.",
    ),
    (
        'discuss.channel',
        'add_members channel_change_description channel_fetched channel_pin'
        ' channel_rename channel_set_custom_name get_mention_suggestions set_message_pin',
        "Channels in Discuss, under the rules of channels and their members.",
    ),
    ('ir.attachment', 'register_as_main_attachment', "Files of the chatter."),
)

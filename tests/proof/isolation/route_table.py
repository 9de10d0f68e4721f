"""How the routes of Odoo's own that hold something of a school are asked for what is foreign.

Every route of the routing map is tried by `odoo_routes`, stands here, or is exempt for a reason.
``{model}`` stands for the last id of the foreign school.
"""

THREAD = {'thread_model': 'encoach.classroom', 'thread_id': '{encoach.classroom}'}
CHANNEL = {'channel_id': '{discuss.channel}'}
FILE = {'attachment_id': '{ir.attachment}'}
RECORD = {'model': 'encoach.student', 'id': '{encoach.student}'}
ADD = {
    'name': "x.png",
    'data': 'eA==',
    'res_model': 'encoach.student',
    'res_id': '{encoach.student}',
}
IMAGE = 'encoach.student/{encoach.student}/image_1920'

#: JSON-RPC: (path, parameters)
CALLS = [
    (
        '/ui/attendance/session/{encoach.session}',
        {
            'user_id': 1,
            'entries': [{'student_id': '{encoach.student}', 'status': 'absent'}],
        },
    ),
    ('/ui/attendance/late/{encoach.attendance.late}/accept', {}),
    ('/discuss/channel/mark_as_read', {**CHANNEL, 'last_message_id': '{mail.message}'}),
    ('/discuss/channel/notify_typing', {**CHANNEL, 'is_typing': True}),
    ('/discuss/channel/set_new_message_separator', {**CHANNEL, 'message_id': '{mail.message}'}),
    ('/discuss/channel/sub_channel/create', {'parent_channel_id': '{discuss.channel}'}),
    ('/discuss/channel/sub_channel/fetch', {'parent_channel_id': '{discuss.channel}'}),
    ('/discuss/channel/sub_channel/delete', {'sub_channel_id': '{discuss.channel}'}),
    ('/discuss/channel/update_avatar', {**CHANNEL, 'data': False}),
    ('/discuss/settings/mute', {**CHANNEL, 'minutes': -1}),
    (
        '/discuss/settings/custom_notifications',
        {**CHANNEL, 'custom_notifications': 'no_notif'},
    ),
    ('/html_editor/attachment/add_data', {**ADD, 'is_image': False}),
    ('/html_editor/attachment/add_url', {**ADD, 'url': 'https://x.test/x.png'}),
    ('/html_editor/attachment/remove', {'ids': ['{ir.attachment}']}),
    (
        '/html_editor/bus_broadcast',
        {
            'model_name': 'encoach.lesson.note',
            'field_name': 'body',
            'res_id': '{encoach.lesson.note}',
            'bus_data': {},
        },
    ),
    ('/html_editor/get_image_info', {'src': '/web/image/{ir.attachment}'}),
    (
        '/html_editor/link_preview_internal',
        {'preview_url': '/odoo/encoach.student/{encoach.student}'},
    ),
    ('/html_editor/modify_image/{ir.attachment}', {'data': 'eA==', 'name': "taken"}),
    (
        '/mail/action',
        {'fetch_params': [['mail.thread', {**THREAD, 'request_list': ['followers']}]]},
    ),
    ('/mail/attachment/update_thumbnail', {**FILE, 'thumbnail': 'eA=='}),
    ('/mail/link_preview', {'message_id': '{mail.message}'}),
    ('/mail/link_preview/hide', {'message_link_preview_ids': [1]}),
    ('/mail/message/translate', {'message_id': '{mail.message}'}),
    ('/mail/read_subscription_data', {'follower_id': '{mail.followers}'}),
    ('/mail/rtc/channel/cancel_call_invitation', CHANNEL),
    ('/mail/rtc/channel/join_call', CHANNEL),
    ('/mail/rtc/channel/leave_call', CHANNEL),
    ('/mail/rtc/channel/upgrade_connection', CHANNEL),
    ('/mail/rtc/session/notify_call_members', {'peer_notifications': [[1, [1], "{}"]]}),
    ('/mail/rtc/session/update_and_broadcast', {'session_id': 1, 'values': {}}),
    ('/mail/thread/recipients/get_suggested_recipients', THREAD),
    ('/mail/update_is_internal', {'message_id': '{mail.message}', 'is_internal': True}),
    ('/my/address/archive', {'partner_id': '{res.partner}'}),
    ('/my/counters', {'counters': []}),
    ('/portal/attachment/remove', FILE),
    ('/portal/chatter_init', THREAD),
    ('/web/action/load', {'action_id': 'mail.action_discuss'}),
    (
        '/web/action/load_breadcrumbs',
        {'actions': [{'action': 'x', 'model': RECORD['model'], 'resId': RECORD['id']}]},
    ),
    (
        '/web/action/run',
        {'action_id': 1, 'context': {'active_model': RECORD['model'], 'active_id': RECORD['id']}},
    ),
    ('/web/domain/validate', {'model': 'encoach.student', 'domain': [['id', '=', RECORD['id']]]}),
    ('/web/export/get_fields', {'model': 'encoach.student', 'domain': [['id', '=', RECORD['id']]]}),
    ('/web/view/edit_custom', {'custom_id': 1, 'arch': '<form/>'}),
    (
        '/websocket/update_bus_presence',
        {'inactivity_period': 1, 'im_status_ids_by_model': {'res.partner': ['{res.partner}']}},
    ),
]
#: pages and files: paths
PAGES = [
    '/ui/attendance/manage',
    '/ui/attendance/session/{encoach.session}',
    '/chat/{discuss.channel}/x',
    '/json/1/encoach.student/{encoach.student}',
    '/mail/attachment/pdf_first_page/{ir.attachment}',
    '/mail/unfollow?model=encoach.classroom&res_id={encoach.classroom}&pid={res.partner}&token=x',
    '/my/address?partner_id={res.partner}',
    '/my/addresses',
    '/my/home',
    '/report/pdf/base.report_irmodeloverview/{encoach.student}',
    '/web/content/{ir.attachment}/x.txt',
    f'/web/content/{IMAGE}',
    f'/web/content/{IMAGE}/x.png',
    '/web/image/{ir.attachment}-x',
    '/web/image/{ir.attachment}-x/9x9',
    '/web/image/{ir.attachment}-x/9x9/x.png',
    '/web/image/{ir.attachment}-x/x.png',
    '/web/image/{ir.attachment}/9x9',
    '/web/image/{ir.attachment}/9x9/x.png',
    '/web/image/{ir.attachment}/x.png',
    f'/web/image/{IMAGE}/9x9',
    f'/web/image/{IMAGE}/9x9/x.png',
    f'/web/image/{IMAGE}/x.png',
]
#: forms that are sent: (path, fields); a field ``ufile`` is sent as a file
FORMS = [
    ('/base_import/set_file', {'id': '{base_import.import}', 'ufile': b'name\ntaken\n'}),
    ('/mail/attachment/upload', {**THREAD, 'ufile': b'taken'}),
    ('/mail/attachment/zip', {'file_ids': '{ir.attachment}', 'zip_name': 'x'}),
    ('/my/address/submit', {'partner_id': '{res.partner}', 'name': "taken"}),
    ('/web/binary/upload_attachment', {**RECORD, 'ufile': b'taken'}),
]
#: (regular expression of a route, why it needs no case)
EXEMPT = [
    (r'/base_setup/(data|demo_active)', "Counts for system administrators, whom it asks for."),
    (r'/(bus/get_model_definitions|web/model/get_definitions)', "Fields of models, no records."),
    (r'/(bus/websocket_worker_bundle|web/bundle/.*|web/assets/.*|web/tests.*)', "Program text."),
    (r'/(chat|meet)/<string:create_token>.*', "Makes a channel of one's own, if guests may come."),
    (r'/discuss/gif/.*', "Asks a service elsewhere; favorites are rows of the caller."),
    (r'/(discuss/voice|mail/rtc/audio)_?/?.*worklet_processor.*', "Program text."),
    (r'/(html_editor|web_editor)/(shape|image_shape)/.*', "Pictures that addons bring."),
    (
        r'/html_editor/(generate_text|get_ice_servers|link_preview_external|media_library_search'
        r'|save_library_media|video_url/data)',
        "Asks a service elsewhere, and names no record.",
    ),
    (r'/web_editor/.*', "The former names of the routes of html_editor, with the same code."),
    (r'/(mail|web_editor)/font_to_img/.*', "Draws a letter."),
    (r'/json/(2.*|version)', "Calls methods, which the cases of RPC try; or names a version."),
    (r'/(jsonrpc|xmlrpc/.*|web/dataset/.*)', "Calls methods, which the cases of RPC try."),
    (r'/logo(\.png)?|/web/binary/company_logo', "The logo of the platform's company."),
    (r'/mail/guest/update_name', "A guest's own name; schools have no guests."),
    (
        r'/mail/partner/from_email',
        "Finds a contact under the caller's rules or makes one, and repeats the address.",
    ),
    (r'/mail/set_manual_im_status', "The caller's own state."),
    (r'/mail/thread/recipients/fields', "Fields of a model, no records."),
    (r'/my/address/country_info/.*', "The world's countries."),
    (r'/my/deactivate_account', "The caller's own account, for his password."),
    (r'/odoo(/offline)?|/web|/|/robots\.txt|/scoped_app.*', "Start pages, without data."),
    (r'/report/(barcode.*|check_wkhtmltopdf|<converter>/<reportname>)', "Names no record."),
    (r'/report/download', "Leads to the route of a report that is tried."),
    (r'/web/(become|database/.*)', "Tried as technical doors, see doors.py."),
    (r'/web/content/<string:xmlid>.*|/web/image/<string:xmlid>.*', "The same as by id."),
    (r'/web/export/formats', "Names of formats."),
    (r'/web/pivot/export_xlsx', "Writes down what the client sends; names no record."),
    (r'/web/filestore/.*', "Answers nothing unless the web server of the platform is asked."),
    (r'/web/(health|version|login.*|signup|reset_password)', "Signing in; no data of a school."),
    (r'/web/(manifest\..*|service-worker\.js)', "Program text."),
    (r'/web/(profile_config|speedscope)/.*|/web/set_profiling', "For system administrators."),
    (r'/web/session/.*', "The caller's own session."),
    (r'/web/sign/get_fonts.*', "Fonts that addons bring."),
    (r'/web/webclient/.*|/website/translations', "Menus and texts of the program."),
    (r'/websocket(/health|/on_closed)?', "tests/isolation/test_websocket.py listens there."),
]

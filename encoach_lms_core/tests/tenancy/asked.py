"""What people and programs ask of the door; tests/web_client/test_what_is_asked.py records it."""

ASKED = {
    'base_import.import': 'create execute_import parse_preview',
    'change.password.own': 'change_password get_views onchange web_save',
    'discuss.channel': (
        'action_unfollow add_members channel_change_description channel_fetched channel_pin '
        'channel_rename channel_set_custom_name get_mention_suggestions get_views '
        'set_message_pin web_search_read'
    ),
    'encoach.assign.course': 'get_views onchange',
    'encoach.attendance': (
        'formatted_read_group formatted_read_grouping_sets get_views has_access onchange '
        'search_read web_name_search web_read web_read_group web_search_read '
        'correct'
    ),
    'encoach.attendance.change': (
        'formatted_read_group formatted_read_grouping_sets get_views has_access onchange '
        'search_read web_name_search web_read web_read_group web_search_read'
    ),
    'encoach.attendance.correct': 'action_correct get_views onchange web_save',
    'encoach.attendance.late': (
        'formatted_read_group formatted_read_grouping_sets get_views has_access onchange '
        'search_read web_name_search web_read web_read_group web_search_read '
        'accept dismiss'
    ),
    'encoach.batch': (
        'action_manage get_manager get_views has_access reset_students reset_teachers '
        'resolve_session '
        'update_people update_students update_teachers web_read web_search_read'
    ),
    'encoach.batch.enrollment': (
        'formatted_read_group formatted_read_grouping_sets get_views web_read web_search_read'
    ),
    'encoach.batch.teacher': 'get_views web_read web_search_read',
    'encoach.class.teacher': 'get_views web_read web_search_read',
    'encoach.classroom': (
        'action_assign_course action_manage_faculty action_manage_roster action_split '
        'assign_class_teacher assign_course detach_course get_faculty_picker get_roster_picker '
        'get_split_choices get_views '
        'remove_class_teacher update_roster update_teachers web_read web_read_group '
        'web_search_read'
    ),
    'encoach.classroom.student': 'get_views web_read web_search_read',
    'encoach.closure': (
        'formatted_read_group formatted_read_grouping_sets get_views has_access onchange '
        'search_read web_name_search web_read web_read_group web_search_read'
    ),
    'encoach.course': (
        'action_unarchive generate_default_sections get_views message_get_followers '
        'message_subscribe name_create web_read web_save web_search_read'
    ),
    'encoach.course.assignment': 'get_views web_read web_search_read',
    'encoach.course.enrollment': 'get_views web_read web_search_read',
    'encoach.course.section': 'get_views web_read web_search_read',
    'encoach.guardian': 'get_views web_read web_search_read',
    'encoach.import.students': 'get_views import_chunk onchange web_read web_save',
    'encoach.learner.group': (
        'create default_get fields_get get_formview_action get_formview_id get_views '
        'name_search read read_progress_bar search search_count '
        'search_panel_select_multi_range search_panel_select_range search_read '
        'web_name_search web_read web_save web_save_multi web_search_read write'
    ),
    'encoach.lesson.note': 'action_submit explain_access get_views web_read web_search_read',
    'encoach.room': (
        'formatted_read_group formatted_read_grouping_sets get_views has_access onchange '
        'search_read web_name_search web_read web_read_group web_search_read'
    ),
    'encoach.schedule.slot': (
        'formatted_read_group formatted_read_grouping_sets get_views has_access onchange '
        'search_read web_name_search web_read web_read_group web_search_read'
    ),
    'encoach.session': (
        'formatted_read_group formatted_read_grouping_sets get_views has_access onchange '
        'search_read web_name_search web_read web_read_group web_search_read '
        'cancel read_sheet reopen submit_attendance'
    ),
    'encoach.session.reason': 'action_cancel action_reopen get_views onchange web_save',
    'encoach.operation': ('get_drift get_grid get_rollover_choices get_views plan web_search_read'),
    'encoach.student': (
        'action_archive action_view_batches action_view_classrooms action_view_courses copy '
        'get_import_templates get_views search_count unlink web_read web_save web_search_read'
    ),
    'encoach.teacher': (
        'cover find_substitutes '
        'action_view_batches action_view_classrooms get_views web_read web_search_read'
    ),
    'encoach.term': 'get_views onchange web_read web_save web_search_read',
    'ir.attachment': 'register_as_main_attachment',
    'ir.exports': 'create search_read unlink',
    'ir.filters': 'create_filter get_views unlink web_read web_save',
    'ir.model': 'display_name_for',
    'mail.activity': (
        'action_cancel action_close_dialog action_done action_feedback '
        'action_feedback_schedule_next action_reschedule_nextweek action_reschedule_today '
        'action_reschedule_tomorrow get_views onchange unlink web_read web_save '
        'web_search_read'
    ),
    'mail.activity.schedule': (
        'action_schedule_activities action_schedule_activities_done get_model_options '
        'get_views onchange web_save'
    ),
    'mail.activity.type': 'search_read',
    'mail.canned.response': 'get_views web_search_read',
    'mail.compose.message': 'action_schedule_message action_send_mail get_views onchange web_save',
    'mail.followers.edit': 'edit_followers get_views onchange web_save',
    'mail.message': 'mark_all_as_read set_message_done toggle_message_starred unstar_all',
    'mail.push.device': 'get_web_push_vapid_public_key register_devices unregister_devices',
    'mail.scheduled.message': 'get_views open_edit_form post_message unlink web_read web_save',
    'res.partner': (
        'get_mention_suggestions get_mention_suggestions_from_channel get_views '
        'search_for_channel_invite search_read web_name_search web_read'
    ),
    'res.role': 'get_views web_search_read',
    'res.users': (
        'action_get action_revoke_all_devices api_key_wizard context_get get_views has_group '
        'onchange preference_change_password preference_save web_read web_save'
    ),
    'res.users.apikeys': 'remove',
    'res.users.apikeys.description': 'get_views make_key onchange web_save',
    'res.users.apikeys.show': 'get_views onchange',
    'res.users.identitycheck': 'get_views run_check web_read web_save write',
    'res.users.settings': 'set_res_users_settings set_volume_setting',
}

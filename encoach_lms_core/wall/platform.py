"""The tables that hold nothing of anybody: everybody may read them, and nobody of a school writes.

A table that is in no class of `classes` is open to the same reading. So it stands here by name, or
a test fails: somebody has looked at it, and found no person, no text and no choice of a school.
"""

PLATFORM = {
    # what the program is made of
    *('ir_model', 'ir_model_access', 'ir_model_constraint', 'ir_model_data', 'ir_model_fields'),
    *('ir_model_fields_group_rel', 'ir_model_fields_selection', 'ir_model_inherit'),
    *('ir_model_relation', 'ir_module_category', 'ir_module_module', 'ir_module_module_dependency'),
    *('ir_module_module_exclusion', 'module_country', 'ir_rule', 'rule_group_rel', 'res_groups'),
    *('res_groups_implied_rel', 'res_groups_privilege', 'res_groups_report_rel', 'res_role'),
    *('html_editor_converter_test', 'html_editor_converter_test_sub'),
    # the web client
    *('ir_act_client', 'ir_act_report_xml', 'ir_act_url', 'ir_act_window'),
    *('ir_act_window_group_rel', 'ir_act_window_view', 'ir_actions', 'ir_actions_todo', 'ir_asset'),
    *('ir_ui_menu', 'ir_ui_menu_group_rel', 'ir_ui_view', 'ir_ui_view_group_rel', 'report_layout'),
    *('report_paperformat', 'web_tour_tour', 'web_tour_tour_step', 'properties_base_definition'),
    # what the platform's administrators set up
    *('ir_act_server', 'ir_act_server_group_rel', 'ir_act_server_webhook_field_rel'),
    *('ir_actions_server_history', 'ir_config_parameter', 'ir_cron', 'ir_cron_progress'),
    *('ir_mail_server', 'ir_sequence', 'ir_sequence_date_range', 'encoach_sync_state'),
    *('mail_activity_plan', 'mail_activity_plan_template', 'mail_activity_rel'),
    *('mail_activity_plan_template_mail_activity_type_rel', 'mail_activity_type', 'mail_alias'),
    *('mail_alias_domain', 'mail_ice_server', 'mail_message_subtype'),
    # the world
    *('decimal_precision', 'res_country', 'res_country_group', 'res_country_state', 'res_lang'),
    *('res_country_res_country_group_rel', 'res_currency', 'res_currency_rate'),
    *('res_partner_industry',),
    # the texts of public pages that somebody linked to, and addresses that want no mail: Odoo
    # looks them up for whoever shows a message or writes one
    *('mail_blacklist', 'mail_link_preview'),
}

"""What the code makes of a database, as lines of text without ids: the same in every database."""

import re

#: the names by which other records are known
NAMED = """
    SELECT model, res_id, string_agg(module || '.' || name, ',' ORDER BY module, name) AS xmlid
      FROM ir_model_data GROUP BY model, res_id
"""

#: by what they tell of; NAMED stands for names of records
QUERIES = {
    'rules': """
        SELECT named.xmlid, model.model, rule.name, domain_force, rule.active, global,
               perm_read, perm_write, perm_create, perm_unlink,
               ARRAY(SELECT xmlid FROM rule_group_rel
                       JOIN named AS held ON held.model = 'res.groups' AND held.res_id = group_id
                      WHERE rule_group_id = rule.id ORDER BY 1)
          FROM ir_rule AS rule JOIN ir_model AS model ON model.id = model_id
          LEFT JOIN named ON named.model = 'ir.rule' AND named.res_id = rule.id
    """,
    'rights': """
        SELECT named.xmlid, model.model, access.name, held.xmlid, access.active,
               perm_read, perm_write, perm_create, perm_unlink
          FROM ir_model_access AS access JOIN ir_model AS model ON model.id = model_id
          LEFT JOIN named ON named.model = 'ir.model.access' AND named.res_id = access.id
          LEFT JOIN named AS held ON held.model = 'res.groups' AND held.res_id = group_id
    """,
    'groups': """
        SELECT named.xmlid, groups.name, groups.comment, share, groups.sequence, owner.xmlid,
               ARRAY(SELECT xmlid FROM res_groups_implied_rel
                       JOIN named AS held ON held.model = 'res.groups' AND held.res_id = hid
                      WHERE gid = groups.id ORDER BY 1)
          FROM res_groups AS groups
          JOIN named ON named.model = 'res.groups' AND named.res_id = groups.id
          LEFT JOIN named AS owner
            ON owner.model = 'res.groups.privilege' AND owner.res_id = privilege_id
    """,
    'menus': """
        SELECT named.xmlid, menu.name, owner.xmlid, menu.sequence, menu.active, web_icon,
               (SELECT xmlid FROM named AS target
                 WHERE target.model || ',' || target.res_id = menu.action),
               ARRAY(SELECT xmlid FROM ir_ui_menu_group_rel
                       JOIN named AS held ON held.model = 'res.groups' AND held.res_id = gid
                      WHERE menu_id = menu.id ORDER BY 1)
          FROM ir_ui_menu AS menu
          LEFT JOIN named ON named.model = 'ir.ui.menu' AND named.res_id = menu.id
          LEFT JOIN named AS owner ON owner.model = 'ir.ui.menu' AND owner.res_id = parent_id
    """,
    'views': """
        SELECT named.xmlid, view.model, view.name, type, mode, priority, view.active, arch_db,
               owner.xmlid,
               ARRAY(SELECT xmlid FROM ir_ui_view_group_rel
                       JOIN named AS held ON held.model = 'res.groups' AND held.res_id = group_id
                      WHERE view_id = view.id ORDER BY 1)
          FROM ir_ui_view AS view
          LEFT JOIN named ON named.model = 'ir.ui.view' AND named.res_id = view.id
          LEFT JOIN named AS owner ON owner.model = 'ir.ui.view' AND owner.res_id = inherit_id
    """,
    'windows': """
        SELECT named.xmlid, action.name, res_model, domain, context, view_mode, target, help
          FROM ir_act_window AS action
          LEFT JOIN named ON named.model = 'ir.actions.act_window' AND named.res_id = action.id
    """,
    'server actions': """
        SELECT named.xmlid, action.name, state, code,
               ARRAY(SELECT xmlid FROM ir_act_server_group_rel
                       JOIN named AS held ON held.model = 'res.groups' AND held.res_id = gid
                      WHERE act_id = action.id ORDER BY 1)
          FROM ir_act_server AS action
          LEFT JOIN named ON named.model = 'ir.actions.server' AND named.res_id = action.id
    """,
    'jobs': """
        SELECT named.xmlid, action.name, action.code, job.active, interval_number, interval_type
          FROM ir_cron AS job JOIN ir_act_server AS action ON action.id = ir_actions_server_id
          LEFT JOIN named ON named.model = 'ir.cron' AND named.res_id = job.id
    """,
    'models': "SELECT model, name, transient, is_mail_thread FROM ir_model",
    'fields': """
        SELECT model, name, ttype, relation, required, readonly, store, index, copied, related,
               on_delete, translate, size
          FROM ir_model_fields
    """,
    'names': """
        SELECT module, name, model, noupdate FROM ir_model_data
         WHERE module LIKE 'encoach%'
    """,
    'columns': """
        SELECT attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
               attidentity, attgenerated, pg_get_expr(adbin, adrelid)
          FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
           AND attnum > 0 AND NOT attisdropped
    """,
    # that a column is not null is told by the columns, and has a name since version 18 only
    'constraints': """
        SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated
          FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    """,
    'indexes': "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    'triggers': """
        SELECT tgrelid::regclass, tgname, pg_get_triggerdef(oid), tgenabled
          FROM pg_trigger WHERE NOT tgisinternal
    """,
    'functions': """
        SELECT oid::regprocedure, prosrc, prosecdef, proconfig, provolatile
          FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
    'policies': """
        SELECT tablename, policyname, permissive, roles, cmd, qual, with_check
          FROM pg_policies WHERE schemaname = 'public'
    """,
    'tables': """
        SELECT relname, relkind, relrowsecurity, relforcerowsecurity, reloptions
          FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    """,
    'grants': """
        SELECT relname, privilege_type, is_grantable
          FROM pg_class, aclexplode(relacl)
         WHERE relnamespace = 'public'::regnamespace
           AND grantee = 'encoach_school'::regrole
         UNION ALL
        SELECT 'public', privilege_type, is_grantable
          FROM pg_namespace, aclexplode(nspacl)
         WHERE nspname = 'public' AND grantee = 'encoach_school'::regrole
    """,
    'modules': """
        SELECT name, state, latest_version FROM ir_module_module WHERE state <> 'uninstalled'
    """,
}


# How an expression is written differs when it has been through a dump.
WRITTEN = re.compile(r'::[a-z ]+(\[\])?|[()]')


def read(connection):
    """Return ``{what: lines of text}``."""
    found = {}
    with connection.cursor() as cursor:
        for what, query in QUERIES.items():
            cursor.execute(f'WITH named AS ({NAMED}) SELECT * FROM ({query}) AS found')
            found[what] = sorted(map(repr, cursor.fetchall()))
    found['indexes'] = [WRITTEN.sub('', line) for line in found['indexes']]
    return found

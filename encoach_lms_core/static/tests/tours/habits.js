import { edit, queryFirst, waitFor } from "@odoo/hoot-dom";
import { rpcBus } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { DIALOG, addWalk, closeDialogs, open, openAction, press, rest, write } from "./walk";

const FILE = "name,email\nImported One,imported@alpha.example\n";

// A page that is loaded anew would end the walk.
for (const tag of ["reload", "reload_context"]) {
    registry.category("actions").add(tag, () => {}, { force: true });
}

async function openPreferences(tab) {
    await press(".o_user_menu button");
    await press("[data-menu=preferences]");
    await press(`.o_notebook .nav-link[name=${tab}]`);
}

/** Give one's password, where it is asked for. */
async function confirmIdentity() {
    if (queryFirst(`${DIALOG} button[name=run_check]`)) {
        await write(`${DIALOG} [name=password] input`, odoo.encoachWalker.password);
        await press(`${DIALOG} button[name=run_check]`);
    }
}

/** Preferences, a key for programs, and one's own password. */
addWalk("encoachAccount", async () => {
    await openPreferences("preferences_page");
    await write(".o_field_widget[name=phone] input", "+20 100 000 0000");
    await press("button[name=preference_save]");
    await openPreferences("page_security");
    await press("button[name=api_key_wizard]");
    await confirmIdentity();
    await write(`${DIALOG} [name=name] input`, "Program");
    await press(`${DIALOG} button[name=make_key]`);
    await press(`${DIALOG} footer button:contains(Done)`);
    await openPreferences("page_security");
    await press("button[name=remove]");
    await confirmIdentity();
    await openPreferences("page_security");
    await press("button[name=preference_change_password]");
    await confirmIdentity();
    const password = odoo.encoachWalker.password;
    await write(`${DIALOG} [name=new_password] input`, password);
    await write(`${DIALOG} [name=confirm_password] input`, password);
    await press(`${DIALOG} button[name=change_password]`);
});

async function openSearchMenu() {
    if (!queryFirst(".o_search_bar_menu")) {
        await press(".o_searchview_dropdown_toggler");
    }
}

/** A list as people use it: grouped, by its people, with a record that is made, copied, dropped. */
addWalk("encoachList", async () => {
    await openAction("encoach_lms_core.term_action");
    await press(".o_list_button_add");
    await write(".o_field_widget[name=key] input", "2027-T1");
    await press(".o_form_button_save, .o_list_button_save");
    await openAction("encoach_lms_core.classroom_action");
    await press(".o_searchview_dropdown_toggler");
    await press(".o_group_by_menu .o_menu_item");
    for (const view of ["pivot", "graph"]) {
        await open("encoach.batch.enrollment", view);
    }
    // what is deleted is the copy, below its original: others are needed by what refers to them
    for (const [entry, confirm, row] of [
        ["Archive", ".btn-primary", ".o_data_row"],
        ["Duplicate", "", ".o_data_row"],
        ["Delete", ".btn-primary", ".o_data_row:eq(1)"],
    ]) {
        await openAction("encoach_lms_core.student_action");
        await press(`${row} .o_list_record_selector input`);
        await press(".o_cp_action_menus button:contains(Actions)");
        await press(`.o-dropdown-item:contains(/^${entry}$/)`);
        if (confirm) {
            await press(`${DIALOG} ${confirm}`);
        }
    }
});

/** A favorite of a search: made, changed, dropped. */
addWalk("encoachFavorites", async () => {
    await openAction("encoach_lms_core.student_action");
    await openSearchMenu();
    await press(".o_add_favorite");
    await press(".o_favorite_menu input[type=text]");
    await edit("Mine");
    await press(".o_save_favorite");
    await openSearchMenu();
    queryFirst(".o_favorite_item i[title='Edit favorite']").click();
    await rest();
    await write(".o_field_widget[name=name] input, .o_field_widget[name=name] textarea", "My own");
    await press(".o_form_button_save");
    await press(".o_cp_action_menus button");
    await press(".o-dropdown-item:contains(Delete)");
    await press(`${DIALOG} .btn-primary`);
});

async function selectAll() {
    await press(".o_list_view thead .o_list_record_selector input");
    await press(".o_cp_action_menus button:contains(Actions)");
}

/** Exporting, with a list of fields that is kept. */
addWalk("encoachExport", async () => {
    await openAction("encoach_lms_core.student_action");
    await selectAll();
    await press(".o-dropdown-item:contains(Export)");
    await press(".o_exported_lists_select");
    queryFirst(".o_exported_lists_select").value = "new_template";
    queryFirst(".o_exported_lists_select").dispatchEvent(new Event("change"));
    await rest();
    await write(".o_save_list_name", "Names");
    await press(".o_save_list_btn");
    await press(".o_delete_exported_list");
    await press(`${DIALOG} .btn-primary:contains(Delete)`);
});

/** Importing into a list, as Odoo does it. */
addWalk("encoachImport", async () => {
    await openAction({
        type: "ir.actions.client",
        tag: "import",
        params: { active_model: "encoach.student" },
    });
    const files = new DataTransfer();
    files.items.add(new File([FILE], "students.csv", { type: "text/csv" }));
    const input = queryFirst(".o_import_action input[type=file], .o_control_panel input[type=file]");
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
    await rest();
    await press("button:contains(/^Test$/)");
    await press("button:contains(/^Import$/)");
});

/** Activities: planned, changed, put off, done. */
addWalk("encoachActivities", async () => {
    const plan = async (button) => {
        await press(".o-mail-Chatter-activity");
        await write(`${DIALOG} [name=summary] input`, "Call");
        await press(`${DIALOG} button[name=${button}]`);
    };
    const finish = async (button) => {
        await press(".o-mail-Activity-markDone");
        await press(`.o-mail-ActivityMarkAsDone button[aria-label='${button}']`);
    };
    // Odoo's form of a contact names a field of an addon that is not there.
    const fields = registry.category("fields");
    fields.add("res_partner_many2one", fields.get("many2one"));
    await open("res.partner", "form", odoo.encoachWalker.contact);
    await plan("action_schedule_activities");
    await plan("action_schedule_activities_done");
    await finish("Done and Schedule Next");
    await press(`${DIALOG} button[name=action_close_dialog]`);
    await finish("Done");
    await plan("action_schedule_activities");
    for (const button of ["action_close_dialog", "action_done"]) {
        await press(".o-mail-Activity-edit");
        await press(`${DIALOG} button[name=${button}]`);
    }
    for (let times = 0; times < 4; times++) {
        await plan("action_schedule_activities");
    }
    await press(".o-mail-Activity button:contains(Cancel)");
    await openAction(
        {
            type: "ir.actions.act_window",
            res_model: "mail.activity.schedule",
            views: [[false, "form"]],
            target: "new",
        },
        {}
    );
    await closeDialogs();
    await press("i[aria-label=Activities]");
    await press(".list-group-item:contains(View all)");
    await press(".o_searchview .o_facet_remove:last");
    for (const day of ["Today", "Next Week", "Tomorrow"]) {
        await press(".o_data_row .o_widget_mail_activity_list_reschedule_dropdown button");
        await press(`.o-dropdown-item:contains(${day})`);
    }
    await press(".o_data_row button[name=action_done]");
    await press(".o_data_row button[name=unlink]");
    await press(".o_data_row .o_list_record_selector input");
    await press(".o_control_panel button[name=action_cancel]");
});

/** What the push service of a browser would answer, which is a server of somebody else. */
class PushService {
    async getSubscription() {
        return this.subscription;
    }
    async subscribe(options) {
        const endpoint = "https://push.example/device";
        const keys = { p256dh: "x", auth: "x" };
        this.subscription = {
            endpoint,
            options,
            toJSON: () => ({ endpoint, keys, expirationTime: null }),
            unsubscribe: async () => delete this.subscription,
        };
        return this.subscription;
    }
}

/** Notifications of the browser, switched on and off. */
addWalk("encoachNotifications", async () => {
    const { root } = odoo.__WOWL_DEBUG__;
    const service = new PushService();
    root.pushManager = async () => service;
    root.serviceWorkerActivatedDeferred = Promise.resolve();
    await root._subscribePush();
    await root._unsubscribePush();
});

/** Signing out everywhere, in the portal. */
odoo.encoachRevokeSessions = async () => {
    await odoo.__WOWL_DEBUG__.root.env.services["public.interactions"].isReady;
    await press("#portal_revoke_all_sessions_popup");
    const password = await waitFor(`${DIALOG} input[name=password]`);
    password.value = odoo.encoachWalker.password;
    rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => {
        if (detail.data.params.method === "run_check" && !detail.error) {
            console.log("test successful");
        }
    });
    await press(`${DIALOG} button:contains(Confirm Password)`);
};

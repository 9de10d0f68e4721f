import { rpcBus } from "@web/core/network/rpc";

const DIALOG = ".o_dialog:not(.o_inactive_modal)";
const RECORD = ".o_data_row .o_data_cell, .o_kanban_record:not(.o_kanban_ghost)";
const SAMPLES = ".o_view_sample_data"; // what Odoo draws where there is nothing yet
const BUTTON = ".o_form_view button[name]:not([disabled])";
const TAB = ".o_form_view .o_notebook_headers .nav-link:not(.active)";
const BEST_BEFORE = 8000; // milliseconds that a page may take to come to rest

const pending = new Set();
const refused = [];
let where = "";

rpcBus.addEventListener("RPC:REQUEST", ({ detail }) => pending.add(detail.data.id));
rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => {
    pending.delete(detail.data.id);
    if (detail.error?.exceptionName === "odoo.exceptions.AccessError") {
        refused.push(`${where}: ${detail.settings?.url ?? ""} ${detail.error.data?.message ?? ""}`);
    }
});

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Wait until nothing has been asked of the server for a moment. */
async function rest() {
    const started = Date.now();
    let quiet = 0;
    while (quiet < 3 && Date.now() - started < BEST_BEFORE) {
        await pause(60);
        quiet = pending.size ? 0 : quiet + 1;
    }
}

async function click(element) {
    element.click();
    await rest();
}

/** Close whatever dialogs are open, without saving. */
async function closeDialogs() {
    for (let times = 0; times < 5; times++) {
        const close = document.querySelector(`${DIALOG} .btn-close, ${DIALOG} .o_form_button_cancel`);
        if (!close) {
            return;
        }
        await click(close);
    }
}

/** Open a menu entry and its first record; return whether there is one. */
async function open(action, menu) {
    await closeDialogs();
    where = menu.name;
    await action.doAction(menu.actionID, { clearBreadcrumbs: true });
    await rest();
    const record = document.querySelector(RECORD);
    if (record && !document.querySelector(SAMPLES)) {
        await click(record);
    }
    return Boolean(document.querySelector(".o_form_view"));
}

/** Open every menu entry, and of its first record every tab and every button. */
async function clickThrough() {
    const { services } = odoo.__WOWL_DEBUG__.root.env;
    for (const menu of services.menu.getAll().filter((entry) => entry.actionID)) {
        if (!(await open(services.action, menu))) {
            continue;
        }
        for (const tab of document.querySelectorAll(TAB)) {
            await click(tab);
        }
        const names = new Set([...document.querySelectorAll(BUTTON)].map((button) => button.name));
        for (const name of names) {
            await open(services.action, menu);
            const button = document.querySelector(`${BUTTON}[name="${name}"]`);
            if (button) {
                where = `${menu.name}, button ${name}`;
                await click(button);
            }
        }
    }
    await closeDialogs();
    if (refused.length) {
        throw new Error(`refused: ${refused.join("; ")}`);
    }
}

// No tour: a step of one may take ten seconds only.
odoo.encoachClickThrough = clickThrough;

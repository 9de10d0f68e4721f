/** What the walks through the web client share: waiting until it rests, and what was refused. */

import { click, edit, waitFor } from "@odoo/hoot-dom";
import { rpcBus } from "@web/core/network/rpc";

const BEST_BEFORE = 8000; // milliseconds that a page may take to come to rest
export const DIALOG = ".o_dialog:not(.o_inactive_modal)";

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

export const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Wait until nothing has been asked of the server for a moment. */
export async function rest() {
    const started = Date.now();
    let quiet = 0;
    while (quiet < 3 && Date.now() - started < BEST_BEFORE) {
        await pause(60);
        quiet = pending.size ? 0 : quiet + 1;
    }
}

/** Say where the walk has come to. */
export function at(place) {
    where = place;
}

/** Click what a selector of hoot-dom finds, once it is there. */
export async function press(selector) {
    at(selector);
    await click(await waitFor(selector, { timeout: BEST_BEFORE }));
    await rest();
}

/** Write into a field, in the place of what it holds. */
export async function write(selector, text) {
    await press(selector);
    await edit(text, { confirm: "blur" });
    await rest();
}

/** Close whatever dialogs are open, without saving. */
export async function closeDialogs() {
    for (let times = 0; times < 5; times++) {
        const close = document.querySelector(`${DIALOG} .btn-close, ${DIALOG} .o_form_button_cancel`);
        if (!close) {
            return;
        }
        close.click();
        await rest();
    }
}

/** Open an action by its XML id. */
export async function openAction(action, options = { clearBreadcrumbs: true }) {
    await closeDialogs();
    await odoo.__WOWL_DEBUG__.root.env.services.action.doAction(action, options);
    await rest();
}

/** Open a view of a model, or one of its records. */
export const open = (model, view, id = false) =>
    openAction({
        type: "ir.actions.act_window",
        res_model: model,
        res_id: id,
        views: [[false, view]],
    });

/** Make a walk callable by a test; it ends in an error if anything was refused. */
export function addWalk(name, walk) {
    odoo[name] = async () => {
        try {
            await walk();
        } catch (error) {
            throw new Error(`${where}: ${error.message}`);
        }
        if (refused.length) {
            throw new Error(`refused: ${refused.join("; ")}`);
        }
    };
}

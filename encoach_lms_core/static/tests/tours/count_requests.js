import { rpcBus } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { tabIsOpen } from "./tour_steps";

const counts = {};

// Not those of the kanban view before it, which may still be on their way.
const OURS = /encoach\.\w+\/(web_read|get_\w+|action_\w+)(#|$)/;

const sent = [];
const pending = new Set();
rpcBus.addEventListener("RPC:REQUEST", ({ detail }) => {
    if (OURS.test(detail.url)) {
        sent.push(detail.url);
        pending.add(detail.data.id);
    }
});
rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => pending.delete(detail.data.id));

/** Return the number of requests when each is answered and none has followed for a second. */
async function countSettledRequests() {
    let before;
    do {
        before = sent.length;
        await new Promise((resolve) => setTimeout(resolve, 1000));
    } while (pending.size || sent.length !== before);
    return before;
}

/** Open a classroom, its tabs and its dialogs; remember how many requests that took. */
function visit(name, label) {
    return [
        {
            trigger: `.o_kanban_record:contains(${name})`,
            async run({ click }) {
                sent.length = 0;
                await click();
            },
        },
        { trigger: ".o_encoach_guide [data-step=batches]", run: "click" },
        tabIsOpen("batches"),
        { trigger: ".o_data_row:first button[name=action_manage]", run: "click" },
        { trigger: ".modal .o_encoach_picker_list li" },
        { trigger: ".modal .btn-secondary:contains(Discard)", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_encoach_guide [data-step=roster]", run: "click" },
        tabIsOpen("roster"),
        { trigger: "button[name=action_manage_roster]", run: "click" },
        { trigger: ".modal .o_encoach_picker_list li" },
        { trigger: ".modal .btn-secondary:contains(Discard)", run: "click" },
        {
            trigger: "body:not(:has(.modal)) .o_form_view",
            async run() {
                counts[label] = await countSettledRequests();
            },
        },
        { trigger: ".o_back_button", run: "click" },
        { trigger: ".o_kanban_view" },
    ];
}

// The first visit loads the views as well and does not count.
registry.category("web_tour.tours").add("encoach_count_requests", {
    steps: () => [
        ...visit("Alpha Few", "first"),
        ...visit("Alpha Few", "few"),
        ...visit("Alpha Many", "many"),
        {
            trigger: ".o_kanban_view",
            run() {
                if (!counts.few || counts.few !== counts.many) {
                    throw new Error(`requests: ${JSON.stringify(counts)}`);
                }
            },
        },
    ],
});

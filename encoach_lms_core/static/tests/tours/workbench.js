import { registry } from "@web/core/registry";

let clicks = 0;
let isCounting = false;

/** Count every click and every choice of a list from here on. */
function countClicks() {
    clicks = 0;
    if (!isCounting) {
        isCounting = true;
        document.addEventListener("click", (ev) => ev.isTrusted !== null && (clicks += 1), {
            capture: true,
        });
        document.addEventListener(
            "change",
            (ev) => ev.target.tagName === "SELECT" && (clicks += 1),
            { capture: true }
        );
    }
}

function expectClicks(most) {
    if (!clicks || clicks > most) {
        throw new Error(`${clicks} clicks, ${most} at most`);
    }
}

const count = (section, number) => ({
    trigger: `.modal th[data-section=${section}] .o_encoach_split_count:contains(/^${number}$/)`,
});

registry.category("web_tour.tours").add("encoach_split", {
    steps: () => [
        { trigger: ".o_form_view .nav-link[name=batches]", run: countClicks },
        { trigger: ".o_form_view .nav-link[name=batches]", run: "click" },
        { trigger: ".o_form_view .tab-pane.active button[name=action_split]", run: "click" },
        count("A", 12),
        count("B", 12),
        { trigger: ".modal .o_encoach_split_save:enabled", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            trigger: ".o_data_row:contains(· B) td[name=roster_share]:contains(12 of 24)",
            run: () => expectClicks(6),
        },
    ],
});

registry.category("web_tour.tours").add("encoach_split_by_hand", {
    steps: () => [
        { trigger: ".o_form_view .nav-link[name=batches]", run: "click" },
        { trigger: ".o_form_view .tab-pane.active button[name=action_split]", run: "click" },
        count("A", 2),
        { trigger: ".modal tr:contains(Student 0000) input[data-section=B]", run: "click" },
        count("A", 1),
        count("B", 3),
        { trigger: ".modal .o_encoach_split_save:enabled", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("encoach_split_doubled", {
    steps: () => [
        { trigger: ".o_form_view .nav-link[name=batches]", run: "click" },
        { trigger: ".o_form_view .tab-pane.active button[name=action_split]", run: "click" },
        { trigger: ".modal .badge:contains(in several now)" },
        { trigger: ".modal .o_encoach_split_save:disabled" },
        { trigger: ".modal .o_encoach_confirm", run: "edit 4" },
        { trigger: ".modal .o_encoach_split_save:disabled" },
        // four students, and of two teachers each section keeps one
        { trigger: ".modal .o_encoach_confirm", run: "edit 6" },
        { trigger: ".modal .o_encoach_split_save:enabled", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_data_row:contains(· B) td[name=roster_share]:contains(2 of 4)" },
    ],
});

registry.category("web_tour.tours").add("encoach_term_start", {
    steps: () => [
        { trigger: ".o_encoach_grid_all", run: countClicks },
        { trigger: ".o_encoach_grid_all", run: "click" },
        { trigger: ".o_encoach_grid_preview:enabled", run: "click" },
        { trigger: ".o_encoach_grid_plan [data-action=added]" },
        { trigger: ".o_encoach_grid_apply:enabled", run: "click" },
        { trigger: ".o_encoach_grid:not(:has(td[data-state=missing]))" },
        {
            trigger: ".o_encoach_grid td[data-state=present]",
            run: () => expectClicks(6),
        },
    ],
});

registry.category("web_tour.tours").add("encoach_undo_a_mistake", {
    steps: () => [
        { trigger: ".o_list_view .o_data_row", run: countClicks },
        {
            trigger: ".o_data_row:contains(Courses assigned) button[name=action_undo]",
            run: "click",
        },
        { trigger: ".o_data_row:contains(Undone):not(:contains(Courses assigned))" },
        {
            trigger: ".o_data_row:contains(Courses assigned):not(:has(button[name=action_undo]))",
            run: () => expectClicks(1),
        },
        { trigger: ".o_data_row:contains(Courses assigned) td[name=subject]", run: "click" },
        { trigger: ".modal .o_encoach_lines" },
        { trigger: ".modal footer .btn-secondary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("encoach_differences", {
    steps: () => [
        { trigger: ".o_encoach_drift tr:contains(Was taken out)", run: countClicks },
        {
            trigger: ".o_encoach_drift tr:contains(Was taken out) .o_encoach_keep",
            run: "click",
        },
        { trigger: ".o_encoach_drift:not(:contains(Was taken out))" },
        { trigger: ".o_encoach_drift tr:contains(not on the roster) .o_encoach_take_out", run: "click" },
        { trigger: ".o_encoach_drift:not(:contains(not on the roster))" },
        { trigger: ".o_encoach_drift tr:contains(since) .o_encoach_enrol", run: "click" },
        { trigger: ".o_encoach_drift p:contains(Every batch)", run: () => expectClicks(3) },
    ],
});

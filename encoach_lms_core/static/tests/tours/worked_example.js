import { registry } from "@web/core/registry";
import {
    assignCourse,
    createClassroom,
    inDialog,
    manageBatch,
    selectAll,
    stepIsDone,
    tabIsOpen,
    toggle,
} from "./tour_steps";

const COURSE = "Alpha Physics";

/** Names of the seventh-graders from one number to another. */
function students(from, to) {
    const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    return numbers.map((number) => `Alpha seventh Student ${String(number).padStart(4, "0")}`);
}

let clicks = 0;
let isCounting = false;

/** Count what a person clicks outside the dialogs. */
function countClicks() {
    clicks = 0;
    if (!isCounting) {
        isCounting = true;
        document.addEventListener(
            "pointerdown",
            (ev) => {
                if (!ev.target.closest(".modal, .o-overlay-item")) {
                    clicks += 1;
                }
            },
            { capture: true }
        );
    }
}

// Requirement S0-30, with the overrides of its steps 6 to 9.
registry.category("web_tour.tours").add("encoach_worked_example", {
    steps: () => [
        { trigger: ".o-kanban-button-new", run: countClicks },
        ...createClassroom("Grade 7"),
        ...inDialog("button[name=action_manage_roster]", [
            { trigger: ".modal .o_encoach_picker_search", run: "edit seventh" },
            selectAll,
            { trigger: ".modal .o_encoach_picker_count:contains(24 selected)" },
        ]),
        stepIsDone("roster"),
        tabIsOpen("faculty"),
        ...inDialog("button[name=action_manage_faculty]", [selectAll]),
        stepIsDone("faculty"),
        tabIsOpen("courses"),
        ...assignCourse(COURSE, "A"),
        stepIsDone("courses"),
        stepIsDone("batches"),
        tabIsOpen("batches"),
        ...assignCourse(COURSE, "B"),
        ...manageBatch("A", [
            ...students(12, 23).map(toggle),
            { trigger: ".modal .o_encoach_picker_count:contains(12 selected)" },
            { trigger: ".modal .nav-link[name=teachers]", run: "click" },
            toggle("Alpha Teacher 0001"),
        ]),
        { trigger: ".o_data_row:contains(· A) td[name=roster_share]:contains(12 of 24)" },
        ...manageBatch("B", [
            ...students(0, 11).map(toggle),
            { trigger: ".modal .o_encoach_picker_count:contains(12 selected)" },
            { trigger: ".modal .nav-link[name=teachers]", run: "click" },
            toggle("Alpha Teacher 0000"),
        ]),
        {
            trigger: ".o_data_row:contains(· B) td[name=roster_share]:contains(12 of 24)",
            run() {
                if (clicks > 9) {
                    throw new Error(`${clicks} clicks beyond the pickers, 9 at most`);
                }
            },
        },
    ],
});

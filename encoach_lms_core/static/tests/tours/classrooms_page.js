import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import {
    assignCourse,
    chooseSection,
    createClassroom,
    inDialog,
    manageBatch,
    selectAll,
    stepIsDone,
    tabIsOpen,
    toggle,
} from "./tour_steps";

const open = (page) => [
    { trigger: `.o_encoach_guide [data-step=${page}]`, run: "click" },
    tabIsOpen(page),
];

// A batch is split and reset: both resets take one click in the dialog, and count when saved.
registry.category("web_tour.tours").add("encoach_resets", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Alpha Grade 7)", run: "click" },
        ...open("batches"),
        ...inDialog("button[name=action_manage]", [
            toggle("Alpha Student 0000"),
            { trigger: ".modal .nav-link[name=teachers]", run: "click" },
            toggle("Alpha Teacher 0000"),
        ]),
        { trigger: "td[name=roster_share]:contains(3 of 4)" },
        { trigger: ".o_data_row button[name=action_manage]", run: "click" },
        { trigger: ".modal li:contains(Alpha Student 0000) .badge:contains(taken out)" },
        { trigger: ".modal .o_encoach_reset:contains(roster)", run: "click" },
        { trigger: ".modal .o_encoach_picker_count:contains(4 selected)" },
        // and nothing of it is kept
        { trigger: ".modal .btn-secondary:contains(Discard)", run: "click" },
        { trigger: "body:not(:has(.modal)) td[name=roster_share]:contains(3 of 4)" },
        ...inDialog("button[name=action_manage]", [
            { trigger: ".modal .o_encoach_reset:contains(roster)", run: "click" },
            { trigger: ".modal .o_encoach_picker_count:contains(4 selected)" },
            { trigger: ".modal .nav-link[name=teachers]", run: "click" },
            { trigger: ".modal .o_encoach_reset:contains(homeroom)", run: "click" },
            { trigger: ".modal .o_encoach_picker_count:contains(2 selected)" },
        ]),
        { trigger: "td[name=roster_share]:contains(4 of 4)" },
    ],
});

// What is offered when a course has no sections, and when nothing is left to do.
registry.category("web_tour.tours").add("encoach_generate_sections", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Alpha Grade 7)", run: "click" },
        ...open("courses"),
        { trigger: ".tab-pane button[name=action_assign_course]", run: "click" },
        { trigger: ".modal .o_field_widget[name=course_id] input", run: "edit Latin" },
        { trigger: ".modal .dropdown-item:contains(Alpha Latin)", run: "click" },
        { trigger: ".modal button[name=action_generate_sections]", run: "click" },
        chooseSection("C"),
        { trigger: ".modal .o_field_widget[name=summary]:contains(Latin — C)" },
        { trigger: ".modal button[name=action_assign]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        stepIsDone("batches"),
        ...open("courses"),
        { trigger: ".tab-pane button[name=action_assign_course]", run: "click" },
        { trigger: ".modal .o_field_widget[name=course_id] input", run: "edit Latin" },
        { trigger: ".modal .dropdown-item:contains(Alpha Latin)", run: "click" },
        chooseSection("C"),
        { trigger: ".modal .o_field_widget[name=summary]:contains(nothing changes)" },
        { trigger: ".modal .modal-footer .btn-secondary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

/** Send the requests to `url` a second late, as a slow network does. */
function delay(url) {
    const open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function (method, target, ...rest) {
        if (target.includes(url)) {
            const send = this.send;
            this.send = (body) => setTimeout(() => send.call(this, body), 1000);
        }
        return open.call(this, method, target, ...rest);
    };
}

// A section chosen counts, even when nobody waits for what the dialog says of it.
registry.category("web_tour.tours").add("encoach_hasty_section", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Alpha Grade 7)", run: "click" },
        ...open("courses"),
        { trigger: ".tab-pane button[name=action_assign_course]", run: "click" },
        { trigger: ".modal .o_field_widget[name=course_id] input", run: "edit Physics" },
        { trigger: ".modal .dropdown-item:contains(Alpha Physics)", run: "click" },
        { trigger: ".modal .o_field_widget[name=summary]", run: () => delay("assign.course/onchange") },
        chooseSection("B"),
        { trigger: ".modal button[name=action_assign]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        stepIsDone("batches"),
    ],
});

// A dialog that was open while somebody else changed the roster saves nothing until it is said so
// again; then it makes its own changes to the list as it is now.
registry.category("web_tour.tours").add("encoach_stale_roster", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Alpha Grade 7)", run: "click" },
        { trigger: "button[name=action_manage_roster]", run: "click" },
        {
            trigger: ".modal .o_encoach_picker_list",
            async run() {
                const id = Number(new URL(location.href).pathname.split("/").pop());
                // everybody but the first, who was alone on it
                const others = [...document.querySelectorAll(".modal [data-id]")]
                    .map((label) => Number(label.dataset.id))
                    .slice(1);
                await rpc("/web/dataset/call_kw/encoach.classroom/update_roster", {
                    model: "encoach.classroom",
                    method: "update_roster",
                    args: [[id], others, "set"],
                    kwargs: {},
                });
            },
        },
        // he wanted the first one out, and the second in
        toggle("Alpha Student 0000"),
        toggle("Alpha Student 0001"),
        { trigger: ".modal .o_encoach_save", run: "click" },
        { trigger: ".modal .o_encoach_rebased:contains(Somebody else changed this list)" },
        { trigger: ".modal .o_encoach_picker_count:contains(3 selected)" },
        { trigger: ".modal .o_encoach_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

// The administrator of the other school starts from an empty page, and picks among his own.
registry.category("web_tour.tours").add("encoach_other_school", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Beta Grade 7)" },
        { trigger: "body:not(:contains(Alpha))" },
        ...createClassroom("Beta Grade 8"),
        ...inDialog("button[name=action_manage_roster]", [
            { trigger: ".modal:not(:contains(Alpha))" },
            { trigger: ".modal li:contains(Beta Student 0000)" },
            selectAll,
            { trigger: ".modal .o_encoach_picker_count:contains(4 selected)" },
        ]),
        tabIsOpen("faculty"),
        ...inDialog("button[name=action_manage_faculty]", [
            { trigger: ".modal:not(:contains(Alpha))" },
            selectAll,
        ]),
        tabIsOpen("courses"),
        ...assignCourse("Beta Physics", "A"),
        ...manageBatch("A", [{ trigger: ".modal:not(:contains(Alpha))" }]),
    ],
});

// A teacher sees the classes of his school, and is offered nothing that he may not do.
registry.category("web_tour.tours").add("encoach_teacher", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Alpha Grade 7)" },
        { trigger: "body:not(:contains(Beta)):not(:has(.o-kanban-button-new))" },
        { trigger: ".o_kanban_record:contains(Alpha Grade 7)", run: "click" },
        { trigger: ".o_form_view:not(:has(button[name=action_manage_roster]))" },
        ...open("courses"),
        { trigger: ".o_form_view:not(:has(button[name=action_assign_course]))" },
        ...open("batches"),
        { trigger: ".o_data_row button[name=action_manage]", run: "click" },
        { trigger: ".modal input:disabled" },
        { trigger: ".modal:not(:has(.o_encoach_save)):not(:has(.o_encoach_reset))" },
    ],
});

// What is in use is not deleted but archived, and the dialog says why and does it.
registry.category("web_tour.tours").add("encoach_delete_used", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Alpha Grade 7)", run: "click" },
        { trigger: ".o_form_view" },
        { trigger: ".o_cp_action_menus .fa-cog", run: "click" },
        { trigger: ".o-dropdown-item:contains(Delete)", run: "click" },
        { trigger: ".modal .btn-primary:contains(Delete)", run: "click" },
        { trigger: ".modal:contains(its batches and lesson notes stay)" },
        { trigger: ".modal:not(.o_inactive_modal) .btn-primary:contains(Archive)", run: "click" },
        { trigger: ".o_form_view .ribbon:contains(Archived)" },
    ],
});

import { registry } from "@web/core/registry";

const pick = (field, text) => [
    {
        content: `Type into ${field}`,
        trigger: `.modal .o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    {
        content: `Choose ${text}`,
        trigger: `.ui-autocomplete .dropdown-item:contains(${text})`,
        run: "click",
    },
];

const open = {
    content: "Open the dialog",
    trigger: ".o_list_view button:contains(Assign Class Teacher)",
    run: "click",
};

registry.category("web_tour.tours").add("encoach_class_teacher", {
    steps: () => [
        open,
        ...pick("classroom_id", "Alpha Grade 7"),
        ...pick("term_id", "2026-T1"),
        ...pick("teacher_id", "Alpha Teacher 0000"),
        {
            content: "Assign the first one",
            trigger: ".modal footer button[name=action_assign]",
            run: "click",
        },
        {
            content: "He is listed",
            trigger: "body:not(:has(.modal)) .o_data_row:contains(Alpha Teacher 0000)",
        },
        open,
        ...pick("classroom_id", "Alpha Grade 7"),
        ...pick("term_id", "2026-T1"),
        {
            content: "The dialog names the present one and offers to replace him",
            trigger: ".modal .alert:contains(Alpha Teacher 0000)",
        },
        ...pick("teacher_id", "Alpha Teacher 0001"),
        {
            content: "Replace him",
            trigger: ".modal footer:not(:has(button[name=action_assign])) button[name=action_replace]",
            run: "click",
        },
        {
            content: "The second one is listed, alone",
            trigger:
                "body:not(:has(.modal)) .o_list_view:not(:has(.o_data_row:contains(Alpha Teacher 0000))) .o_data_row:contains(Alpha Teacher 0001)",
        },
    ],
});

import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const pick = (field, text) => [
    {
        content: `Type into ${field}`,
        trigger: `.o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    {
        content: `Choose ${text}`,
        trigger: `.ui-autocomplete .dropdown-item:contains(${text})`,
        run: "click",
    },
];

const write = (field, text, element = "textarea") => ({
    content: `Write ${field}`,
    trigger: `.o_field_widget[name=${field}] ${element}`,
    run: `edit ${text}`,
});

const press = (name) => ({
    content: `Press ${name}`,
    trigger: `.o_form_statusbar button[name=${name}]:enabled`,
    run: "click",
});

const reached = (state) => ({
    content: `The note is ${state}`,
    trigger: `.o_statusbar_status button[data-value=${state}].o_arrow_button_current`,
});

const openNote = {
    content: "Open the note",
    trigger: ".o_data_row:contains(First law) td[name=title]",
    run: "click",
};

tours.add("encoach_lesson_note_write", {
    steps: () => [
        { content: "New", trigger: ".o_list_button_add", run: "click" },
        write("title", "First law", "input, .o_field_widget[name=title] textarea"),
        ...pick("classroom_id", "Alpha Grade 7"),
        ...pick("course_id", "Alpha Chemistry"),
        ...pick("term_id", "2026-T1"),
        { content: "He is the author", trigger: "[name=teacher_id]:contains(Alpha Teacher 0000)" },
        write("objectives", "Understand inertia"),
        press("action_submit"),
        reached("submitted"),
        {
            content: "Nothing can be pressed or changed any more",
            trigger:
                ".o_form_view:not(:has(button[name=action_submit])):not(:has(button[name=action_approve])):not(:has(.o_field_widget[name=objectives] textarea))",
        },
    ],
});

tours.add("encoach_lesson_note_return", {
    steps: () => [
        openNote,
        write("remark", "Add the homework."),
        press("action_return"),
        reached("returned"),
    ],
});

tours.add("encoach_lesson_note_mend", {
    steps: () => [
        openNote,
        { content: "Read the remark", trigger: ".alert:contains(Add the homework.)" },
        write("body", "Homework: page 12"),
        press("action_submit"),
        reached("submitted"),
    ],
});

tours.add("encoach_lesson_note_approve", {
    steps: () => [openNote, press("action_approve"), reached("approved")],
});

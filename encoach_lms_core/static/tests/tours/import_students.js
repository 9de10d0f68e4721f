import { registry } from "@web/core/registry";

const FILE = [
    "email;name;class_name;course",
    "layla@alpha.example;ليلى حسن;Alpha Grade 7;Alpha Physics",
    "omar@alpha.example;Omar;Alpha Grade 8;",
    "student0@alpha.example;Alpha Student 0000;;Alpha Latin",
].join("\r\n");

function chooseFile() {
    const input = document.querySelector(".modal .o_field_widget[name=data] input[type=file]");
    const transfer = new DataTransfer();
    transfer.items.add(new File([FILE], "students.csv", { type: "text/csv" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change"));
}

// An administrator checks a file with a mistake in it, sees it, and imports the rest, once he has
// been asked about the student who is moved by it.
registry.category("web_tour.tours").add("encoach_import_students", {
    steps: () => [
        {
            trigger: ".o_menu_sections [data-menu-xmlid='encoach_lms_core.menu_enrollment']",
            run: "click",
        },
        { trigger: "[data-menu-xmlid='encoach_lms_core.menu_import_students']", run: "click" },
        { trigger: ".modal .o_encoach_import_template[href$='students.csv']" },
        { trigger: ".modal .o_field_widget[name=data]", run: chooseFile },
        { trigger: ".modal .o_field_widget[name=data] input[type=text]:value(students.csv)" },
        { trigger: ".modal .o_encoach_import_progress button[name=check]", run: "click" },
        { trigger: ".modal .o_field_widget[name=summary]:contains(would create 1)" },
        { trigger: ".modal .o_field_widget[name=error_ids]:contains(Alpha Grade 8)" },
        { trigger: ".modal .o_field_widget[name=leave_ids]:contains(Alpha Physics (A))" },
        { trigger: ".modal .o_encoach_import_progress button[name=import].btn-primary", run: "click" },
        { trigger: ".modal:contains(1 of the students leave) .btn-secondary", run: "click" },
        { trigger: ".modal .o_field_widget[name=summary]:contains(would create 1)" },
        { trigger: ".modal .o_encoach_import_progress button[name=import].btn-primary", run: "click" },
        { trigger: ".modal:contains(1 of the students leave) .btn-primary:contains(Import)", run: "click" },
        { trigger: ".modal .o_field_widget[name=summary]:contains(Created 1)" },
        { trigger: ".modal footer button:contains(Close)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

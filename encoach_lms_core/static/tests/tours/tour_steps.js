/** Steps that the tours of the Classrooms page share. */

/** Open a picker, run `steps` in it, and save. */
export function inDialog(button, steps) {
    return [
        { trigger: `.o_form_view ${button}`, run: "click" },
        { trigger: ".modal .o_encoach_picker_list" },
        ...steps,
        { trigger: ".modal .o_encoach_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ];
}

export const selectAll = { trigger: ".modal .o_encoach_picker_all:not(:checked)", run: "click" };

/** Check or uncheck the person whose name contains `name`. */
export function toggle(name) {
    return {
        trigger: `.modal .o_encoach_picker_list label:contains("${name}") input`,
        run: "click",
    };
}

export function stepIsDone(page) {
    return { trigger: `.o_encoach_guide [data-step=${page}][data-done=true]` };
}

export function tabIsOpen(page) {
    return { trigger: `.o_notebook .nav-link.active[name=${page}]` };
}

export function createClassroom(name) {
    return [
        { trigger: ".o-kanban-button-new", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=name] input", run: `edit ${name}` },
    ];
}

export function chooseSection(name) {
    return {
        trigger: `.modal .o_field_widget[name=section_id] select:has(option + option)`,
        run: `selectByLabel ${name}`,
    };
}

export function assignCourse(course, section) {
    return [
        { trigger: ".o_form_view .tab-pane button[name=action_assign_course]", run: "click" },
        { trigger: ".modal .o_field_widget[name=course_id] input", run: `edit ${course}` },
        { trigger: `.modal .dropdown-item:contains("${course}")`, run: "click" },
        ...(section ? [chooseSection(section)] : []),
        { trigger: ".modal .o_field_widget[name=summary]:contains(will join)" },
        { trigger: ".modal button[name=action_assign]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ];
}

/** The batch of a section, in step 4. */
export function batchRow(section) {
    return `.o_field_widget[name=batch_ids] .o_data_row:has(td:contains(/ · ${section}$/))`;
}

export function manageBatch(section, steps) {
    return inDialog(`${batchRow(section)} button[name=action_manage]`, steps);
}

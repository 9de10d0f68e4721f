import { DIALOG, addWalk, at, closeDialogs, openAction, rest } from "./walk";

const RECORD = ".o_data_row .o_data_cell, .o_kanban_record:not(.o_kanban_ghost)";
const SAMPLES = ".o_view_sample_data"; // what Odoo draws where there is nothing yet
const BUTTON = ".o_form_view button[name]:not([disabled])";
const TAB = ".o_form_view .o_notebook_headers .nav-link";
const IN_DIALOG = `${DIALOG} button[name]:not([disabled])`;

async function click(element) {
    element.click();
    await rest();
}

/** Return the different names of the buttons that a selector finds. */
function namesOf(selector) {
    return [...new Set([...document.querySelectorAll(selector)].map((button) => button.name))];
}

/** Open a menu entry and its first record; return whether there is one. */
async function open(menu) {
    at(menu.name);
    await openAction(menu.actionID);
    const record = document.querySelector(RECORD);
    if (record && !document.querySelector(SAMPLES)) {
        await click(record);
    }
    return Boolean(document.querySelector(".o_form_view"));
}

/** Open the first record of a menu entry and one of its tabs; return the buttons there. */
async function openTab(menu, number) {
    await open(menu);
    const tab = document.querySelectorAll(TAB)[number];
    if (tab) {
        await click(tab);
    }
    return namesOf(BUTTON);
}

/** Press a button of a tab; return the buttons of the dialog that opens, if one does. */
async function pressButton(menu, number, name) {
    if (!(await openTab(menu, number)).includes(name)) {
        return [];
    }
    at(`${menu.name}, button ${name}`);
    await click(document.querySelector(`${BUTTON}[name="${name}"]`));
    for (const tab of document.querySelectorAll(`${DIALOG} .nav-link:not(.active)`)) {
        await click(tab);
    }
    return namesOf(IN_DIALOG);
}

/** Open every menu entry, and of its first record every tab and every button, in dialogs too. */
async function clickThrough() {
    const { menu: menus } = odoo.__WOWL_DEBUG__.root.env.services;
    for (const menu of menus.getAll().filter((entry) => entry.actionID)) {
        if (!(await open(menu))) {
            continue;
        }
        const tabs = document.querySelectorAll(TAB).length || 1;
        const pressed = new Set();
        for (let number = 0; number < tabs; number++) {
            for (const name of await openTab(menu, number)) {
                if (pressed.has(name)) {
                    continue; // it stands above all tabs
                }
                pressed.add(name);
                for (const inside of await pressButton(menu, number, name)) {
                    if (!document.querySelector(DIALOG)) {
                        await pressButton(menu, number, name);
                    }
                    at(`${menu.name}, button ${name}, button ${inside}`);
                    const button = document.querySelector(`${IN_DIALOG}[name="${inside}"]`);
                    if (button) {
                        await click(button);
                    }
                }
            }
        }
    }
    await closeDialogs();
}

// No tour: a step of one may take ten seconds only.
addWalk("encoachClickThrough", clickThrough);

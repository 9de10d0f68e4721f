import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { MemberPicker, isConflict, rebase, selectedFirst } from "../member_picker/member_picker";

const KINDS = {
    roster: {
        load: "get_roster_picker",
        save: "update_roster",
        emptyText: _t("This school has no students yet: create or import them first."),
    },
    faculty: {
        load: "get_faculty_picker",
        save: "update_teachers",
        emptyText: _t("This school has no teachers yet: create or import them first."),
    },
};

/** Steps 1 and 2: who is on the roster, who are the homeroom teachers. */
export class PickMembersDialog extends Component {
    static template = "encoach_lms_core.PickMembersDialog";
    static components = { Dialog, MemberPicker };
    static props = {
        title: String,
        kind: { validate: (kind) => kind in KINDS },
        classroomId: Number,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            items: [],
            selected: new Set(),
            isSaving: false,
            isRebased: false,
        });
        this.kind = KINDS[this.props.kind];
        onWillStart(async () => {
            const picker = await this.load();
            this.state.selected = new Set(picker.selected);
        });
    }

    async load() {
        const picker = await this.call(this.kind.load);
        this.expected = picker.selected;
        this.state.items = selectedFirst(picker.items, picker.selected);
        return picker;
    }

    call(method, ...args) {
        return this.orm.call("encoach.classroom", method, [[this.props.classroomId], ...args]);
    }

    async save() {
        this.state.isSaving = true;
        try {
            // "set", and only if nobody changed it meanwhile: what you see is what you get
            await this.call(this.kind.save, [...this.state.selected], "set", this.expected);
            this.props.close();
        } catch (error) {
            if (!isConflict(error)) {
                throw error;
            }
            await this.rebase();
        } finally {
            this.state.isSaving = false;
        }
    }

    /** Show the list as it is now, with one's own changes made to it: Save applies them. */
    async rebase() {
        const { expected } = this;
        const { selected } = await this.load();
        this.state.selected = rebase(expected, this.state.selected, selected);
        this.state.isRebased = true;
    }
}

/** Show a dialog and go on when it is closed, so that the view below is reloaded. */
export async function openDialog(env, DialogComponent, props) {
    await new Promise((resolve) => {
        env.services.dialog.add(DialogComponent, props, { onClose: resolve });
    });
    return { type: "ir.actions.act_window_close" };
}

registry.category("actions").add("encoach_pick_members", (env, action) =>
    openDialog(env, PickMembersDialog, {
        title: action.name,
        kind: action.params.kind,
        classroomId: action.params.classroom_id,
    })
);

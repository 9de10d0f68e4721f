import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { user } from "@web/core/user";
import { MemberPicker, isConflict, rebase, selectedFirst } from "../member_picker/member_picker";
import { openDialog } from "../pick_members/pick_members";

const TABS = { students: _t("Students"), teachers: _t("Teachers") };

/** Step 4: the actual students and teachers of one batch. */
export class BatchManagerDialog extends Component {
    static template = "encoach_lms_core.BatchManagerDialog";
    static components = { Dialog, MemberPicker };
    static props = { title: String, batchId: Number, close: Function };

    setup() {
        this.orm = useService("orm");
        this.tabs = Object.entries(TABS);
        this.state = useState({ tab: "students", isBusy: false, isRebased: false, pickers: {} });
        onWillStart(async () => {
            this.isReadonly = !(await user.checkAccessRight("encoach.batch", "write"));
            await this.load();
        });
    }

    /** Read both tabs; what one has changed already is made to what is there now. */
    async load() {
        const manager = await this.call("get_manager");
        this.capacity = manager.capacity;
        for (const [name] of this.tabs) {
            const { items, selected, default: inherited } = manager[name];
            const before = this.state.pickers[name];
            this.state.pickers[name] = {
                items: selectedFirst(items, selected),
                inherited,
                expected: selected,
                selected: before
                    ? rebase(before.expected, before.selected, selected)
                    : new Set(selected),
            };
        }
    }

    call(method, args = [], kwargs = {}) {
        return this.orm.call("encoach.batch", method, [[this.props.batchId], ...args], kwargs);
    }

    get picker() {
        return this.state.pickers[this.state.tab];
    }

    get isStudents() {
        return this.state.tab === "students";
    }

    get seatsText() {
        if (!this.capacity) {
            return "";
        }
        const excess = this.state.pickers.students.selected.size - this.capacity;
        return excess > 0
            ? _t("%(seats)s seats: %(excess)s students too many", { seats: this.capacity, excess })
            : _t("%(seats)s seats", { seats: this.capacity });
    }

    select(selected) {
        this.picker.selected = selected;
    }

    onTabKeydown(ev) {
        if (["ArrowLeft", "ArrowRight"].includes(ev.key)) {
            this.state.tab = this.isStudents ? "teachers" : "students";
            ev.preventDefault();
        }
    }

    /** Tick what the classroom has; Save writes it. */
    reset() {
        this.picker.selected = new Set(this.picker.inherited);
    }

    async save() {
        const changes = {};
        for (const [name] of this.tabs) {
            const { expected, selected } = this.state.pickers[name];
            if (expected.length !== selected.size || expected.some((id) => !selected.has(id))) {
                changes[name] = { ids: [...selected], expected_ids: expected };
            }
        }
        this.state.isBusy = true;
        try {
            if (Object.keys(changes).length) {
                await this.call("update_people", [], changes);
            }
            this.props.close();
        } catch (error) {
            if (!isConflict(error)) {
                throw error;
            }
            await this.load();
            this.state.isRebased = true;
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("encoach_manage_batch", (env, action) =>
    openDialog(env, BatchManagerDialog, { title: action.name, batchId: action.params.batch_id })
);

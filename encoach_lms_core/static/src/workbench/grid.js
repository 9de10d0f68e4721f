import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { OperationLines } from "./operation_lines";
import { applyPlan, isConfirmed, isStale, makeConfirm } from "./plan_confirmation";

const LABELS = {
    present: _t("there"),
    drifted: _t("somebody is missing"),
    missing: _t("not yet"),
};

/** Classrooms and courses of a term: tick what is to be taught, look at it, do it. */
export class Grid extends Component {
    static template = "encoach_lms_core.Grid";
    static components = { Layout, OperationLines };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.labels = LABELS;
        this.state = useState({
            ticked: new Set(),
            plan: null,
            confirm: { needed: 0, typed: "" },
            isBusy: false,
        });
        onWillStart(() => this.load());
    }

    async load(termKey = null) {
        this.state.plan = null;
        this.state.ticked = new Set();
        this.grid = await this.orm.call("encoach.operation", "get_grid", [termKey]);
        this.states = new Map(this.grid.cells.map(([room, course, is]) => [`${room},${course}`, is]));
        this.state.termKey = this.grid.term_key;
    }

    is(classroom, course) {
        return this.states.get(`${classroom.id},${course.id}`);
    }

    isTicked(classroom, course) {
        return this.state.ticked.has(`${classroom.id},${course.id}`);
    }

    toggle(classroom, course) {
        this.flip([`${classroom.id},${course.id}`]);
    }

    /** Tick a whole row, a whole column or everything that is not there yet; or untick it. */
    flip(keys) {
        const { ticked } = this.state;
        const isAll = keys.every((key) => ticked.has(key));
        for (const key of keys) {
            ticked[isAll ? "delete" : "add"](key);
        }
        this.state.plan = null;
    }

    open(isWanted) {
        return [...this.states]
            .filter(([key, is]) => is !== "present" && isWanted(...key.split(",").map(Number)))
            .map(([key]) => key);
    }

    flipAll() {
        this.flip(this.open(() => true));
    }

    flipCourse(course) {
        this.flip(this.open((_room, id) => id === course.id));
    }

    flipClassroom(classroom) {
        this.flip(this.open((id) => id === classroom.id));
    }

    async preview() {
        const cells = [...this.state.ticked].map((key) => {
            const [classroom_id, course_id] = key.split(",").map(Number);
            return { classroom_id, course_id };
        });
        const params = {
            classroom_ids: [...new Set(cells.map((cell) => cell.classroom_id))],
            course_ids: [...new Set(cells.map((cell) => cell.course_id))],
            term_key: this.grid.term_key,
            cells,
        };
        await this.busy(async () => {
            const plan = await this.orm.call("encoach.operation", "plan", ["assign", params]);
            this.state.confirm = makeConfirm(plan);
            this.state.plan = plan;
        });
    }

    get canApply() {
        return !this.state.isBusy && isConfirmed(this.state.confirm);
    }

    async apply() {
        await this.busy(async () => {
            try {
                await applyPlan(this.orm, this.state.plan);
            } catch (error) {
                if (!isStale(error)) {
                    throw error;
                }
                this.notification.add(
                    _t("Somebody else changed something meanwhile: look at it again."),
                    { type: "warning" }
                );
                await this.preview();
                return;
            }
            this.notification.add(_t("Done. The history can undo it."), { type: "success" });
            await this.load(this.grid.term_key);
        });
    }

    async busy(work) {
        this.state.isBusy = true;
        try {
            await work();
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("encoach_grid", Grid);

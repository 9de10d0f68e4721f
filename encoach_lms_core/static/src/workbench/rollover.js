import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { OperationLines } from "./operation_lines";
import { applyPlan, isConfirmed, isStale, makeConfirm } from "./plan_confirmation";

const TAKE = [
    ["batches", _t("Batches")],
    ["sections", _t("Sections")],
    ["teachers", _t("Teachers of batches")],
    ["courses", _t("Courses, with those who are promoted")],
];

/** Into the next term: what becomes of each classroom, and of whom it does not say it. */
export class Rollover extends Component {
    static template = "encoach_lms_core.Rollover";
    static components = { Layout, OperationLines };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.take = TAKE;
        this.state = useState({
            fromTermKey: "",
            termKey: "",
            take: Object.fromEntries(TAKE.map(([name]) => [name, true])),
            rules: {},
            studentRules: {},
            asked: [],
            plan: null,
            confirm: { needed: 0, typed: "" },
            isBusy: false,
        });
        onWillStart(async () => {
            this.choices = await this.orm.call("encoach.operation", "get_rollover_choices");
            this.state.fromTermKey = this.choices.from_term_key || "";
        });
    }

    // WHAT IS CHOSEN

    set(name, value) {
        this.state[name] = value;
        this.state.plan = null;
    }

    toggleTake(name) {
        this.state.take[name] = !this.state.take[name];
        this.state.plan = null;
    }

    rule(kind, id, value) {
        this.state[kind][id] = value;
        this.state.plan = null;
    }

    isRule(kind, id, value) {
        return (this.state[kind][id] || "") === String(value);
    }

    keepAll() {
        for (const { id } of this.choices.classrooms) {
            this.state.rules[id] = this.state.rules[id] || "keep";
        }
        this.state.plan = null;
    }

    /** A rule as the server takes it: a classroom's id as a choice means a promotion to it. */
    list(chosen, name) {
        return Object.entries(chosen)
            .filter(([, value]) => value)
            .map(([id, value]) => ({
                [name]: Number(id),
                rule: Number(value) ? "promote" : value,
                to_classroom_id: Number(value) || null,
            }));
    }

    get params() {
        const { fromTermKey, termKey, take, rules, studentRules } = this.state;
        return {
            classroom_ids: this.choices.classrooms.map((room) => room.id),
            from_term_key: fromTermKey || null,
            term_key: termKey.trim(),
            take: TAKE.map(([name]) => name).filter((name) => take[name]),
            rules: this.list(rules, "classroom_id"),
            student_rules: this.list(studentRules, "student_id"),
        };
    }

    // THE PLAN

    get missing() {
        return this.forgotten(this.state.plan).length;
    }

    forgotten(plan) {
        const students = new Map();
        for (const line of plan.lines.filter((each) => each.reason === "no_rule")) {
            students.set(line.student_id, {
                id: line.student_id,
                name: line.member,
                owner: line.owner,
            });
        }
        return [...students.values()];
    }

    get canApply() {
        return !this.state.isBusy && !this.missing && isConfirmed(this.state.confirm);
    }

    async preview() {
        await this.busy(async () => {
            const call = ["rollover", this.params, this.choices.entity_id];
            const plan = await this.orm.call("encoach.operation", "plan", call);
            const known = new Set(this.state.asked.map((student) => student.id));
            this.state.asked.push(...this.forgotten(plan).filter(({ id }) => !known.has(id)));
            this.state.confirm = makeConfirm(plan);
            this.state.plan = plan;
        });
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
            this.state.asked = [];
            await this.preview();
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

registry.category("actions").add("encoach_rollover", Rollover);

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const ACTIONS = {
    added: { label: _t("added"), color: "text-bg-success" },
    removed: { label: _t("removed"), color: "text-bg-danger" },
    skipped: { label: _t("left out"), color: "text-bg-warning" },
    kept: { label: _t("kept"), color: "text-bg-light border" },
};
/** What people look for; the rest follows from it. */
const SHOWN = ["placement", "roster", "homeroom", "batch_teacher", "course", "batch"];

/** The lines of a plan, or of what was done: how many, who, where and why. */
export class OperationLines extends Component {
    static template = "encoach_lms_core.OperationLines";
    static props = { told: Object };

    get counts() {
        return Object.entries(ACTIONS)
            .map(([name, action]) => ({ name, ...action, count: this.props.told[name] }))
            .filter((action) => action.count);
    }

    /** Lines by what they belong to, those that change first. */
    get groups() {
        const groups = new Map();
        const order = Object.keys(ACTIONS);
        const lines = this.props.told.lines.filter((line) => SHOWN.includes(line.what));
        lines.sort((one, other) => order.indexOf(one.action) - order.indexOf(other.action));
        for (const line of lines) {
            const group = groups.get(line.owner) || { name: line.owner, lines: [] };
            groups.set(line.owner, group);
            group.lines.push({ ...line, ...ACTIONS[line.action] });
        }
        return [...groups.values()];
    }
}

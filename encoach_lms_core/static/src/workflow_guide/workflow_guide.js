import { Component, useEffect, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const STEPS = [
    { page: "roster", count: "student_count", label: _t("Roster") },
    { page: "faculty", count: "teacher_count", label: _t("Faculty") },
    { page: "courses", count: "course_count", label: _t("Courses") },
    { page: "batches", count: "batch_count", label: _t("Batches") },
];

/**
 * The four steps of the assignment workflow above the tabs: which are done, which is next.
 *
 * A click opens the step's tab. When the step of the open tab gets done, the next tab opens.
 */
export class WorkflowGuide extends Component {
    static template = "encoach_lms_core.WorkflowGuide";
    static props = standardWidgetProps;

    setup() {
        this.root = useRef("root");
        this.known = null;
        useEffect(
            (recordId, ...done) => {
                if (this.known && (this.known.recordId === recordId || !this.known.recordId)) {
                    this.advance(this.known.done, done);
                }
                this.known = { recordId, done };
            },
            () => [this.props.record.resId, ...this.steps.map((step) => step.isDone)]
        );
    }

    get steps() {
        const steps = STEPS.map((step, index) => ({
            ...step,
            number: index + 1,
            isDone: this.props.record.data[step.count] > 0,
        }));
        const next = steps.find((step) => !step.isDone);
        return steps.map((step) => ({ ...step, isNext: step === next }));
    }

    getTab(page) {
        const form = this.root.el.closest(".o_form_view");
        return form?.querySelector(`.o_notebook_headers .nav-link[name="${page}"]`);
    }

    open(page) {
        this.getTab(page)?.click();
    }

    advance(before, after) {
        const index = STEPS.findIndex((step) => this.getTab(step.page)?.matches(".active"));
        if (index >= 0 && !before[index] && after[index] && STEPS[index + 1]) {
            this.open(STEPS[index + 1].page);
        }
    }
}

registry.category("view_widgets").add("encoach_workflow_guide", {
    component: WorkflowGuide,
    fieldDependencies: STEPS.map((step) => ({ name: step.count, type: "integer" })),
});

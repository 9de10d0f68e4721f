import { Component, onWillStart, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const STATUSES = [
    { value: "present", key: "p", label: _t("Present") },
    { value: "absent", key: "a", label: _t("Absent") },
    { value: "late", key: "l", label: _t("Late") },
    { value: "excused", key: "e", label: _t("Excused") },
];

/**
 * The sheet of a session: a click or P, A, L, E marks a student, arrows go up and down.
 */
export class AttendanceSheet extends Component {
    static template = "encoach_lms_core.AttendanceSheet";
    static props = standardWidgetProps;

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.body = useRef("body");
        this.statuses = STATUSES;
        this.state = useState({ students: [], locked: true });
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.sessionId) {
                return this.load(next.record.resId);
            }
        });
    }

    async load(sessionId) {
        this.sessionId = sessionId;
        if (sessionId) {
            Object.assign(this.state, await this.orm.call("encoach.session", "read_sheet", [[sessionId]]));
        }
    }

    get isComplete() {
        return this.state.students.every((student) => student.status);
    }

    mark(student, status) {
        if (!this.state.locked) {
            student.status = status;
            student.minutes_late = null;
        }
    }

    markRest() {
        for (const student of this.state.students) {
            student.status ||= "present";
        }
    }

    setMinutes(student, ev) {
        student.minutes_late = Number.parseInt(ev.target.value, 10) || null;
    }

    onKeydown(ev, index) {
        if (ev.target.tagName === "INPUT" || ev.ctrlKey || ev.metaKey || ev.altKey) {
            return;
        }
        const status = STATUSES.find((each) => each.key === ev.key.toLowerCase());
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key] || (status ? 1 : 0);
        if (status) {
            this.mark(this.state.students[index], status.value);
        }
        if (step) {
            ev.preventDefault();
            ev.stopPropagation();
            this.body.el.children[index + step]?.focus();
        }
    }

    async submit() {
        const entries = this.state.students.map(({ student_id, status, minutes_late, note }) => ({
            student_id,
            status,
            minutes_late,
            note,
        }));
        const answer = await this.orm.call("encoach.session", "submit_attendance", [
            [this.sessionId],
            entries,
        ]);
        this.notification.add(
            _t("Submitted: %(present)s present, %(absent)s absent, %(late)s late.", answer),
            { type: "success" }
        );
        await this.props.record.load();
        await this.load(this.sessionId);
    }
}

registry.category("view_widgets").add("encoach_attendance_sheet", { component: AttendanceSheet });

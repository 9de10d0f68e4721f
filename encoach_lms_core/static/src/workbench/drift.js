import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** What is missing in a batch can be put in; what is too much in it only taken out. */
const MISSING = ["not_enrolled", "taken_out", "not_teaching"];

/** Where batches differ from their classrooms; each is settled by one click. */
export class Drift extends Component {
    static template = "encoach_lms_core.Drift";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ lines: [], isBusy: false });
        onWillStart(() => this.load());
    }

    async load() {
        const classroomId = this.props.action.params?.classroom_id || null;
        this.state.lines = await this.orm.call("encoach.operation", "get_drift", [classroomId]);
    }

    isMissing(line) {
        return MISSING.includes(line.reason);
    }

    when(line) {
        return line.moment
            ? formatDateTime(deserializeDateTime(line.moment.replace("T", " ").replace("Z", "")))
            : "";
    }

    async settle(action, line) {
        this.state.isBusy = true;
        try {
            const item = { batch_id: line.batch_id };
            item[line.student_id ? "student_id" : "teacher_id"] = line.student_id || line.teacher_id;
            await this.orm.call("encoach.operation", "settle_drift", [action, [item]]);
            await this.load();
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("encoach_drift", Drift);

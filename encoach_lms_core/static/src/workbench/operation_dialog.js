import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { openDialog } from "../pick_members/pick_members";
import { OperationLines } from "./operation_lines";

/** What was done, line by line, and the way back. */
export class OperationDialog extends Component {
    static template = "encoach_lms_core.OperationDialog";
    static components = { Dialog, OperationLines };
    static props = { title: String, operationId: Number, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ told: null, isBusy: false });
        onWillStart(async () => {
            this.state.told = await this.call("describe");
        });
    }

    call(method) {
        return this.orm.call("encoach.operation", method, [[this.props.operationId]]);
    }

    get canUndo() {
        return this.state.told.state === "applied" && this.state.told.kind !== "undo";
    }

    async undo() {
        this.state.isBusy = true;
        try {
            this.state.told = await this.call("undo");
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("encoach_operation", (env, action) =>
    openDialog(env, OperationDialog, {
        title: action.name,
        operationId: action.params.operation_id,
    })
);

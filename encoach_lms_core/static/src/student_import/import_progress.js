import { Component, onWillUnmount, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * The buttons of the import dialog, and how far the import is.
 *
 * The file goes to the server once, with the record; then one chunk of rows is asked for after the
 * other. Closing the dialog stops it: what is imported stays. A file is checked before it is
 * imported, and if students leave something by it, that is asked first.
 */
export class ImportProgress extends Component {
    static template = "encoach_lms_core.ImportProgress";
    static props = standardWidgetProps;

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.state = useState({ isRunning: false, isDryRun: true, done: 0, total: 0, leaving: 0 });
        this.isStopped = false;
        onWillUnmount(() => (this.isStopped = true));
    }

    get percent() {
        return this.state.total ? Math.round((100 * this.state.done) / this.state.total) : 0;
    }

    get isChecked() {
        const { is_dry_run, done, total } = this.props.record.data;
        return is_dry_run && total > 0 && done === total;
    }

    async import() {
        if (!this.isChecked) {
            await this.run(true);
        }
        if (this.isChecked && !this.isStopped && (await this.confirmLeaving())) {
            await this.run(false);
        }
    }

    /** Resolve to whether nobody leaves anything, or the user says they may. */
    confirmLeaving() {
        const { leaving } = this.state;
        if (!leaving) {
            return true;
        }
        return new Promise((resolve) => {
            this.dialog.add(ConfirmationDialog, {
                title: _t("Students leave courses or classrooms"),
                body: _t(
                    "By this file %s of the students leave courses or classrooms, as listed. Their placements end. Import it all the same?",
                    leaving
                ),
                confirmLabel: _t("Import"),
                confirm: () => resolve(true),
                cancel: () => resolve(false),
                dismiss: () => resolve(false),
            });
        });
    }

    async run(isDryRun) {
        const record = this.props.record;
        Object.assign(this.state, { isRunning: true, isDryRun, done: 0, total: 0 });
        try {
            if (await record.save({ reload: false })) {
                await this.importChunks(record.resId, isDryRun);
            }
        } finally {
            this.state.isRunning = false;
            if (record.resId && !this.isStopped) {
                await record.load();
            }
        }
    }

    async importChunks(id, isDryRun) {
        do {
            const progress = await this.orm.call("encoach.import.students", "import_chunk", [
                [id],
                this.state.done,
                isDryRun,
            ]);
            Object.assign(this.state, progress);
        } while (this.state.done < this.state.total && !this.isStopped);
    }
}

registry.category("view_widgets").add("encoach_import_progress", {
    component: ImportProgress,
    fieldDependencies: [
        { name: "is_dry_run", type: "boolean" },
        { name: "done", type: "integer" },
        { name: "total", type: "integer" },
    ],
});

import { RedirectWarningDialog, WarningDialog } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** Titles of the errors that `exceptions.py` defines: each is a sentence for a person. */
const TITLES = {
    InvalidInput: _t("This cannot be saved"),
    EntityMismatch: _t("Another school"),
    RecordNotFound: _t("Not found"),
    Conflict: _t("Changed meanwhile"),
    StalePlan: _t("Changed meanwhile"),
    UsedPlan: _t("Changed meanwhile"),
    Clash: _t("Taken at that time"),
    NotOpen: _t("Not open yet"),
    AlreadySubmitted: _t("Submitted already"),
    AttendanceClosed: _t("Closed"),
    Forbidden: _t("Not allowed"),
    TooManyAttempts: _t("Too many attempts"),
    ResyncRequired: _t("Start anew"),
};

for (const [name, title] of Object.entries(TITLES)) {
    class TitledWarningDialog extends WarningDialog {
        inferTitle() {
            return title.toString();
        }
    }
    registry
        .category("error_dialogs")
        .add(`odoo.addons.encoach_lms_core.exceptions.${name}`, TitledWarningDialog);
}

/** Says why a record cannot be deleted, and archives it on request. */
class InUseDialog extends RedirectWarningDialog {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.title = _t("Still in use");
        this.buttonText = _t("Archive");
    }

    async onClick() {
        const { model, ids } = this.props.data.context;
        await this.orm.call(model, "action_archive", [ids]);
        this.props.close();
        await this.actionService.doAction("soft_reload");
    }
}
registry
    .category("error_dialogs")
    .add("odoo.addons.encoach_lms_core.exceptions.InUse", InUseDialog);

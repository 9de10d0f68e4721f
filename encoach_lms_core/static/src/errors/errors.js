import { WarningDialog } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** Titles of the errors that `exceptions.py` defines: each is a sentence for a person. */
const TITLES = {
    InvalidInput: _t("This cannot be saved"),
    EntityMismatch: _t("Another school"),
    RecordNotFound: _t("Not found"),
    Conflict: _t("Changed meanwhile"),
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

import { registry } from "@web/core/registry";
import { SelectionField, selectionField } from "@web/views/fields/selection/selection_field";

/**
 * A short list of records as the browser's own drop-down list, its placeholder the first choice.
 *
 * Odoo's selection menu takes an input that still looks empty, because an onchange is on its way,
 * for a choice taken back when it loses the focus. A native list has no such moment.
 */
export class NativeSelectField extends SelectionField {
    static template = "encoach_lms_core.NativeSelectField";

    onSelect(ev) {
        this.onChange(Number(ev.target.value) || null);
    }
}

registry.category("fields").add("encoach_native_select", {
    ...selectionField,
    component: NativeSelectField,
    supportedTypes: ["many2one"],
});

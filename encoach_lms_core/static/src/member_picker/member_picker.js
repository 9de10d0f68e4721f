import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { normalize } from "@web/core/l10n/utils/normalize";

/** So many rows are drawn at once; more on request, or fewer by searching. */
const PAGE_SIZE = 300;

/** Return the items with the selected ones first, each part in its order. */
export function selectedFirst(items, selected) {
    const isSelected = new Set(selected);
    return [
        ...items.filter((item) => isSelected.has(item.id)),
        ...items.filter((item) => !isSelected.has(item.id)),
    ];
}

/**
 * Return what is selected when one's own changes are made to a list that somebody else has changed.
 *
 * `expected` is what one saw, `selected` what one wanted, `current` what there is by now.
 */
export function rebase(expected, selected, current) {
    const known = new Set(expected);
    const rebased = new Set(current);
    for (const id of selected) {
        if (!known.has(id)) {
            rebased.add(id);
        }
    }
    for (const id of expected) {
        if (!selected.has(id)) {
            rebased.delete(id);
        }
    }
    return rebased;
}

/** Return whether the server says that somebody else has changed a list meanwhile. */
export function isConflict(error) {
    return error.exceptionName === "odoo.addons.encoach_lms_core.exceptions.Conflict";
}

/**
 * A searchable list of people with checkboxes.
 *
 * The parent owns the selection, a Set of ids, and gets a new one by `onChange`. Items are
 * `{id, name, detail, note, secondary}`; secondary ones show up when searched for or selected.
 */
export class MemberPicker extends Component {
    static template = "encoach_lms_core.MemberPicker";
    static props = {
        items: Array,
        selected: Set,
        onChange: Function,
        readonly: { type: Boolean, optional: true },
        emptyText: { type: String, optional: true },
    };

    setup() {
        this.state = useState({ search: "", onlySelected: false, limit: PAGE_SIZE });
        this.searchInput = useRef("search");
        useEffect(
            () => this.searchInput.el?.focus(),
            () => []
        );
    }

    get matches() {
        const words = normalize(this.state.search).split(/\s+/).filter(Boolean);
        return this.props.items.filter((item) => {
            const isSelected = this.props.selected.has(item.id);
            if (this.state.onlySelected && !isSelected) {
                return false;
            }
            if (item.secondary && !words.length && !isSelected) {
                return false;
            }
            const text = normalize(`${item.name} ${item.detail || ""}`);
            return words.every((word) => text.includes(word));
        });
    }

    get rows() {
        return this.matches.slice(0, this.state.limit);
    }

    get hiddenCount() {
        return this.matches.length - this.rows.length;
    }

    get allChecked() {
        const matches = this.matches;
        return matches.length > 0 && matches.every((item) => this.props.selected.has(item.id));
    }

    get countText() {
        const shown = this.matches.length;
        const selected = this.props.selected.size;
        return _t("%(selected)s selected, %(shown)s shown", { selected, shown });
    }

    toggle(id) {
        const selected = new Set(this.props.selected);
        if (!selected.delete(id)) {
            selected.add(id);
        }
        this.props.onChange(selected);
    }

    toggleAll() {
        const ids = this.matches.map((item) => item.id);
        const selected = new Set(this.props.selected);
        const isAll = this.allChecked;
        for (const id of ids) {
            isAll ? selected.delete(id) : selected.add(id);
        }
        this.props.onChange(selected);
    }

    onSearchKeydown(ev) {
        // Enter takes the only match, so that names can be typed one after the other.
        if (ev.key === "Enter" && !ev.ctrlKey && this.matches.length === 1) {
            ev.preventDefault();
            this.toggle(this.matches[0].id);
            this.state.search = "";
        }
    }

    showMore() {
        this.state.limit += PAGE_SIZE;
    }
}

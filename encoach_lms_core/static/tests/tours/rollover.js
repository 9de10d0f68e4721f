import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("encoach_rollover", {
    steps: () => [
        { trigger: ".o_encoach_rollover_preview:disabled" },
        { trigger: ".o_encoach_rollover_to", run: "edit 2026-T2" },
        { trigger: ".o_encoach_rollover_preview:enabled", run: "click" },
        // nothing is said yet: everybody is asked about, and nothing can be done
        { trigger: ".o_encoach_rollover_plan .alert:contains(5 students have no rule)" },
        { trigger: ".o_encoach_rollover_apply:disabled" },
        { trigger: ".o_encoach_rollover_keep", run: "click" },
        { trigger: ".o_encoach_rollover_preview:enabled", run: "click" },
        // the guest is on no roster
        { trigger: ".o_encoach_rollover_plan .alert:contains(1 students have no rule)" },
        { trigger: ".o_encoach_rollover_apply:disabled" },
        {
            trigger: ".o_encoach_forgotten tr:contains(Guest) .o_encoach_rule",
            run: "select leave",
        },
        { trigger: ".o_encoach_rollover:not(:has(.o_encoach_rollover_plan))" },
        { trigger: ".o_encoach_rollover_preview:enabled", run: "click" },
        { trigger: ".o_encoach_rollover_plan [data-action=added]" },
        { trigger: ".o_encoach_rollover_plan:not(:has(.alert))" },
        { trigger: ".o_encoach_rollover_apply:enabled", run: "click" },
        // it is told anew, and the second time nothing changes
        { trigger: ".o_encoach_rollover_plan:not(:has([data-action=added]))" },
        { trigger: ".o_encoach_rollover_plan [data-action=kept]" },
    ],
});

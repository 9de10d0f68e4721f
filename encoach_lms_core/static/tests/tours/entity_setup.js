import { registry } from "@web/core/registry";

// A platform administrator sets up a third school and gets its invitation.
registry.category("web_tour.tours").add("encoach_entity_setup", {
    steps: () => [
        {
            trigger: ".o_menu_sections [data-menu-xmlid='encoach_lms_core.menu_configuration']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='encoach_lms_core.menu_entity_setup']",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=name] input", run: "edit Gamma School" },
        { trigger: ".modal .o_field_widget[name=code] input", run: "edit GAMMA" },
        { trigger: ".modal .o_field_widget[name=admin_name] input", run: "edit Mona Selim" },
        { trigger: ".modal .o_field_widget[name=admin_email] input", run: "edit mona@gamma.example" },
        { trigger: ".modal button[name=action_create]", run: "click" },
        { trigger: ".modal .alert-success .o_field_widget[name=signup_url]:contains(http)" },
    ],
});

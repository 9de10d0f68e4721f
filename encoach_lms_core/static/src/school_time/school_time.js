import { session } from "@web/session";

// Lessons take place by the school's clocks, wherever the browser is.
if (session.encoach_tz) {
    luxon.Settings.defaultZone = session.encoach_tz;
}

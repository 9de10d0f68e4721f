// The sheets that this browser keeps: drafts, and those that wait to be sent. The names of students
// are not among them. A sheet is its user's: whoever signs in next on this phone does not send it.
(() => {
    const user = Number(document.body.dataset.user);
    const prefix = `encoach.sheet.${user}.`;
    const RETRY = 10_000;
    const PATIENCE = 20_000;
    const FORGOTTEN_AFTER = 3 * 24 * 3600 * 1000;
    const memory = new Map(); // of a browser that keeps nothing
    const store = {
        get(key) {
            try {
                return localStorage.getItem(key) ?? memory.get(key);
            } catch {
                return memory.get(key);
            }
        },
        set(key, text) {
            memory.set(key, text);
            try {
                localStorage.setItem(key, text);
            } catch {
                // it is full or forbidden: the page itself remembers
            }
        },
        delete(key) {
            memory.delete(key);
            try {
                localStorage.removeItem(key);
            } catch {
                // there is nothing to remove
            }
        },
        keys() {
            try {
                return [...new Set([...Object.keys(localStorage), ...memory.keys()])];
            } catch {
                return [...memory.keys()];
            }
        },
    };

    function read(session) {
        try {
            return JSON.parse(store.get(prefix + session) ?? "null");
        } catch {
            return null;
        }
    }

    function keep(session, sheet) {
        store.set(prefix + session, JSON.stringify({ ...sheet, at: Date.now() }));
    }

    function drop(session) {
        store.delete(prefix + session);
    }

    function sessions() {
        return store
            .keys()
            .filter((key) => key.startsWith(prefix))
            .map((key) => Number(key.slice(prefix.length)));
    }

    function waiting() {
        return sessions().filter((session) => read(session)?.waiting);
    }

    async function call(path, params) {
        const response = await fetch(path, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", id: 1, params }),
            signal: AbortSignal.timeout(PATIENCE),
        });
        return response.json(); // what is no JSON is a proxy that speaks for a server that is away
    }

    // Return {kind}: what became of a sheet, or why it has to wait.
    async function send(session, entries) {
        let answer;
        try {
            answer = await call(`/ui/attendance/session/${session}`, { user_id: user, entries });
        } catch {
            return { kind: "waiting" };
        }
        if (answer.result) {
            return { kind: "done", result: answer.result };
        }
        const { code, data } = answer.error ?? {};
        if (code === 100) {
            return { kind: "signed-out" };
        }
        const name = data?.name ?? "";
        if (!name.startsWith("odoo.")) {
            return { kind: "waiting" }; // a failure of the server, not a refusal
        }
        if (name.endsWith(".AttendanceClosed")) {
            return { kind: data.context.kept ? "kept" : "closed", message: data.message };
        }
        const changed = name.endsWith(".InvalidInput");
        return { kind: changed ? "changed" : "refused", message: data.message };
    }

    let busy = false;
    let timer = null;

    // Send what waits, one after the other, and tell the page about each.
    async function flush() {
        if (busy) {
            return;
        }
        busy = true;
        clearTimeout(timer);
        try {
            for (const session of waiting()) {
                const sheet = read(session);
                const outcome = await send(session, sheet.entries);
                if (["done", "kept", "closed"].includes(outcome.kind)) {
                    drop(session);
                } else if (["changed", "refused"].includes(outcome.kind)) {
                    keep(session, { ...sheet, waiting: false });
                }
                const detail = { session, ...outcome };
                document.dispatchEvent(new CustomEvent("sheet", { detail }));
                show(outcome.kind);
            }
        } finally {
            busy = false;
        }
        if (waiting().length) {
            timer = setTimeout(flush, RETRY);
        }
    }

    // The line at the foot of each page.
    function show(kind) {
        const line = document.getElementById("network");
        let wanted = waiting().length ? "waiting" : null;
        if (wanted && kind === "signed-out") {
            wanted = kind;
        } else if (!navigator.onLine) {
            wanted = "offline";
        }
        line.hidden = !wanted;
        for (const part of line.children) {
            part.hidden = part.dataset.when !== wanted;
        }
    }

    for (const session of sessions()) {
        const sheet = read(session);
        if (!sheet || (!sheet.waiting && sheet.at < Date.now() - FORGOTTEN_AFTER)) {
            drop(session);
        }
    }
    addEventListener("online", flush);
    for (const name of ["online", "offline"]) {
        addEventListener(name, () => show());
    }
    addEventListener("DOMContentLoaded", () => {
        show();
        flush();
    });
    window.encoach = { read, keep, drop, waiting, flush, call };
})();

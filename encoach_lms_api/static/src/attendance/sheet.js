// The sheet of one class: kept at every tap, sent once.
(() => {
    const { read, keep, flush, call, rows: table } = window.encoach;
    const { session: id, state, opensIn } = document.body.dataset;
    const session = Number(id);
    const button = document.getElementById("submit");
    const again = document.getElementById("again");
    const back = document.getElementById("back");

    function say(...kinds) {
        for (const note of document.querySelectorAll("#said > [data-when]")) {
            note.hidden = !kinds.includes(note.dataset.when);
        }
        scrollTo({ top: 0 });
    }

    function showRefusal(place, message) {
        place.querySelector("[data-refusal]").textContent = message;
    }

    function collect() {
        return table.rows.map(table.get);
    }

    // What was marked here before counts for whoever is still on the sheet.
    function restore(entries) {
        const marks = new Map(entries.map((entry) => [String(entry.student_id), entry]));
        for (const row of table.rows) {
            const mark = marks.get(row.dataset.student);
            if (mark) {
                table.set(row, mark);
            }
        }
        table.tally();
    }

    function offer(wanted) {
        for (const choice of [button, again, back]) {
            if (choice) {
                choice.hidden = choice !== wanted;
            }
        }
    }

    function finish() {
        table.lock();
        offer(back);
        back.focus();
    }

    function wait(kind) {
        table.lock();
        offer(again);
        say(kind);
    }

    function submit() {
        keep(session, { entries: collect(), waiting: true });
        table.lock();
        button.disabled = true;
        flush();
    }

    document.addEventListener("sheet", ({ detail }) => {
        if (detail.session !== session) {
            return;
        }
        if (detail.kind === "done") {
            document.getElementById("counted").textContent = "";
            say("done");
            finish();
        } else if (detail.kind === "kept" || detail.kind === "closed") {
            say(...(detail.kind === "kept" ? ["closed", "kept"] : ["closed"]));
            finish();
        } else if (detail.kind === "changed" || detail.kind === "refused") {
            showRefusal(document.querySelector("#said > [data-when=refused]"), detail.message);
            say(detail.kind);
            offer(back);
        } else {
            wait(detail.kind);
        }
    });

    if (button) {
        const kept = read(session);
        if (kept) {
            restore(kept.entries);
        }
        if (kept?.waiting) {
            wait("waiting");
        }
        button.addEventListener("click", submit);
        again.addEventListener("click", flush);
        table.changed.addEventListener("change", () => {
            keep(session, { entries: collect(), waiting: false });
        });
    } else if (read(session) && !read(session).waiting) {
        window.encoach.drop(session); // a draft of what was submitted meanwhile
    }

    if (button && state === "scheduled") {
        const LONGEST = 2 ** 31 - 1;
        setTimeout(() => {
            button.disabled = false;
            button.querySelector("[data-when=early]").hidden = true;
            button.querySelector("[data-when=open]").hidden = false;
            say();
        }, Math.min(Number(opensIn) * 1000, LONGEST));
    }

    for (const late of document.querySelectorAll("[data-late]")) {
        late.querySelector("[data-accept]").addEventListener("click", async ({ target }) => {
            target.disabled = true;
            const path = `/ui/attendance/late/${late.dataset.late}/accept`;
            const answer = await call(path, {}).catch(() => ({}));
            if (answer.result) {
                location.reload();
            } else {
                showRefusal(late, answer.error?.data?.message ?? "");
                target.disabled = false;
            }
        });
    }
})();

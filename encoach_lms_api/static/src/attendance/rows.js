// The rows of a sheet: everybody is present until somebody says otherwise.
(() => {
    const KEYS = { KeyP: "present", KeyA: "absent", KeyL: "late", KeyE: "excused" };
    const list = document.getElementById("rows");
    const rows = list ? [...list.children] : [];
    const fixed = Boolean(list?.dataset.fixed);
    const changed = new EventTarget();

    const template = (id) => document.getElementById(id).content;
    const word = (name) => template("words").querySelector(`[data-word=${name}]`).textContent;

    // Marks are kept in the rows: data-status, data-minutes, data-note.
    function get(row) {
        const { student, status, minutes, note } = row.dataset;
        return {
            student_id: Number(student),
            status: status || "present",
            minutes_late: status === "late" && minutes ? Number(minutes) : null,
            note: note?.trim() || null,
        };
    }

    function set(row, mark) {
        row.dataset.status = mark.status;
        row.dataset.minutes = mark.minutes_late ?? "";
        row.dataset.note = mark.note ?? "";
        draw(row);
    }

    function draw(row) {
        const mark = get(row);
        for (const button of row.querySelectorAll("[data-choice]")) {
            button.setAttribute("aria-pressed", button.dataset.choice === mark.status);
        }
        const unmarked = fixed && !row.dataset.status;
        const parts = unmarked ? [] : [word(mark.status)];
        if (mark.minutes_late) {
            parts.push(`${mark.minutes_late} ${word("minutes")}`);
        }
        row.querySelector(".mark").textContent = parts.join(", ");
        row.querySelector(".remark").textContent = mark.note ?? "";
    }

    function tally() {
        for (const part of document.querySelectorAll("[data-tally]")) {
            const { tally: status } = part.dataset;
            const number = rows.filter((row) => get(row).status === status).length;
            part.querySelector("b").textContent = number;
            part.hidden = !number && status !== "present";
        }
    }

    function mark(row, status) {
        if (fixed) {
            return;
        }
        row.dataset.status = status;
        if (status !== "late") {
            row.dataset.minutes = "";
        }
        close(row);
        if (status === "late") {
            open(row);
        }
        update(row);
    }

    function update(row) {
        draw(row);
        tally();
        changed.dispatchEvent(new Event("change"));
    }

    // NOTE AND MINUTES

    function open(row) {
        for (const other of rows.filter((each) => each !== row)) {
            close(other);
        }
        const details = template("details").cloneNode(true).firstElementChild;
        details.querySelector(".minutes").hidden = get(row).status !== "late";
        const field = (name) => details.querySelector(`[data-field=${name}]`);
        field("minutes").value = row.dataset.minutes ?? "";
        field("note").value = row.dataset.note ?? "";
        details.addEventListener("input", () => {
            row.dataset.minutes = field("minutes").checkValidity() ? field("minutes").value : "";
            row.dataset.note = field("note").value;
            update(row);
        });
        details.addEventListener("click", ({ target }) => {
            if (target.dataset.minutes) {
                row.dataset.minutes = target.dataset.minutes;
                update(row);
                close(row, true);
            }
        });
        row.append(details);
        row.querySelector(".who").setAttribute("aria-expanded", "true");
    }

    function close(row, focus = false) {
        row.querySelector(".details")?.remove();
        row.querySelector(".who").setAttribute("aria-expanded", "false");
        if (focus) {
            row.querySelector(".who").focus();
        }
    }

    // BUILDING, TAPS AND KEYS

    for (const row of rows) {
        const name = row.textContent;
        row.replaceChildren(template("row").cloneNode(true));
        row.querySelector(".name").textContent = name;
        row.querySelector(".choices").setAttribute("aria-label", name);
        row.dataset.status ||= fixed ? "" : "present";
        for (const button of fixed ? row.querySelectorAll("button") : []) {
            button.disabled = true;
        }
        draw(row);
    }
    tally();

    list?.addEventListener("click", ({ target }) => {
        const row = target.closest(".row");
        const choice = target.closest("[data-choice]");
        if (choice) {
            const again = choice.getAttribute("aria-pressed") === "true";
            mark(row, again ? "present" : choice.dataset.choice);
        } else if (target.closest(".who")) {
            const isOpen = row.querySelector(".details");
            (isOpen ? close : open)(row);
        }
    });

    function step(from, row, event) {
        const columns = (each) => [...each.querySelectorAll(".who, [data-choice]")];
        const column = Math.max(0, columns(row).indexOf(from));
        const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
            return next && columns(next)[column];
        }
        return columns(row)[column + (event.key === forward ? 1 : -1)];
    }

    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !rows.length) {
            return;
        }
        const row = document.activeElement.closest(".row");
        if (event.key === "Escape" && row) {
            close(row, true);
        } else if (document.activeElement.matches("input")) {
            return;
        } else if (event.key.startsWith("Arrow")) {
            const target = row ? step(document.activeElement, row, event) : rows[0].querySelector(".who");
            if (target) {
                event.preventDefault();
                target.focus();
                target.closest(".row").scrollIntoView({ block: "nearest" });
            }
        } else if (row && KEYS[event.code]) {
            event.preventDefault();
            mark(row, KEYS[event.code]);
        }
    });

    function lock() {
        for (const row of rows) {
            close(row);
            for (const button of row.querySelectorAll("button")) {
                button.disabled = true;
            }
        }
    }

    window.encoach.rows = { rows, get, set, tally, lock, changed };
})();

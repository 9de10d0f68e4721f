// Today's classes: says of which a sheet still waits in this browser.
(() => {
    function show() {
        const waiting = window.encoach.waiting();
        for (const link of document.querySelectorAll(".class")) {
            const hidden = !waiting.includes(Number(link.dataset.session));
            link.querySelector("[data-when=waiting]").hidden = hidden;
        }
    }
    show();
    document.addEventListener("sheet", ({ detail }) => {
        show();
        if (["done", "kept", "closed"].includes(detail.kind)) {
            location.reload();
        }
    });
    // coming back with the browser's button shows what has been submitted meanwhile
    addEventListener("pageshow", (event) => event.persisted && location.reload());
})();

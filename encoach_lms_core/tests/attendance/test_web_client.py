from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import EntityCase

READY = "!!document.querySelector('.o_encoach_attendance_sheet tbody tr')"
#: the first student present, the second absent, the third late, the others excused
MARK = """
(async () => {
    const rows = [...document.querySelectorAll(".o_encoach_attendance_sheet tbody tr")];
    const submit = [...document.querySelectorAll(".o_encoach_attendance_sheet .btn-primary")]
        .find((button) => button.textContent.trim() === "Submit");
    if (!submit.disabled) throw new Error("nothing is marked by itself");
    rows[0].focus();
    for (const key of ["p", "A", "l", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "e"]) {
        const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(event);
        await new Promise((done) => setTimeout(done, 30));
    }
    submit.click();
    for (let round = 0; round < 100; round++) {
        if (!document.querySelector(".o_encoach_attendance_sheet .btn-secondary")) return;
        await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error("it is not locked");
})().then(() => console.log("test successful"), (error) => console.error(error.message));
"""


@tagged('post_install', '-at_install')
class TestWebClient(EntityCase, HttpCase):
    """The sheet inside the session, by keyboard."""

    def test_letters_mark_and_arrows_go_up_and_down(self):
        batch, _answer = self._assign(self.a)
        batch.update_students(self.a.students.ids)
        session = self.env['encoach.session'].create(
            {
                'batch_id': batch.id,
                'start': fields.Datetime.now(),
                'teacher_ids': [Command.set(self.a.teachers[:1].ids)],
            }
        )
        path = f'/odoo/sessions/{session.id}'
        self.browser_js(path, MARK, READY, login=self.a.teacher_user.login, timeout=120)
        session.invalidate_recordset()
        marks = session.attendance_ids.sorted(lambda mark: mark.student_id.name)
        self.assertEqual(marks.mapped('status'), ['present', 'absent', 'late', 'excused'])

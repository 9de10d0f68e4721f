import os
from odoo.tests import HttpCase, tagged
from odoo.exceptions import AccessError

from ..samples import SamplesCase

READY = "!!(odoo.%s && document.querySelector('.o_action_manager > *'))"
RUN = """
odoo.encoachWalker = {password: %r, student: %d, partners: %s, course: %d, contact: %d};
odoo.%s().then(
    () => console.log("test successful"),
    (error) => console.error(error.message),
);
"""

@tagged('post_install', '-at_install', 'encoach')
class TestWhatIsAsked(HttpCase, SamplesCase):
    def test_all(self):
        door = self.registry['encoach.door']
        check = door._check
        asked, refused = set(), set()
        def _check(self, model, method):
            if not self._is_open_to_caller():
                asked.add((model, method))
            try:
                return check(self, model, method)
            except AccessError:
                refused.add((model, method))
                raise
        self.patch(door, '_check', _check)
        from odoo.fields import Command
        self.a.admin.group_ids = [Command.link(self.env.ref('base.group_allow_export').id)]
        self.a.course.message_subscribe(self.a.students.partner_id.ids)
        self.a.students[0].message_post(body='x', attachments=[('a.png', b'x')])
        try:
          for user in (self.a.admin, self.a.teacher_user)[:1 if os.environ.get('ONE') else 2]:
            for w in os.environ.get('WALKS', 'encoachClickThrough').split():
                try:
                    self.browser_js('/odoo', RUN % (user.login, self.a.students[0].id, self.a.teacher_user.partner_id.ids if user == self.a.admin else self.a.admin.partner_id.ids, self.a.course.id, self.a.students[1].partner_id.id, w), READY % w, login=user.login, timeout=300)
                except AssertionError as e:
                    print('FAILED', w, str(e)[-500:])
        finally:
            self.env.invalidate_all()
            by = {}
            for m, f in sorted(asked):
                by.setdefault(m, []).append(f)
            with open('/tmp/asked', 'w') as f:
                for m in by:
                    f.write(f"{m}: {' '.join(by[m])}\n")
                f.write(f"refused {refused}\n")

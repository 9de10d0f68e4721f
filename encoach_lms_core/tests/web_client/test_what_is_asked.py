import json
from collections import defaultdict

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ...door import verbs
from ..samples import SamplesCase
from ..tenancy.asked import ASKED

#: seconds; every walk through the web client, one after the other
PATIENCE = 400
READY = "!!(odoo.encoachClickThrough && document.querySelector('.o_action_manager > *'))"
#: what each role does: administrators everything, teachers what is theirs
WALKS = {
    'entity_admin': (
        *('ClickThrough', 'List', 'Favorites', 'Export', 'Import', 'Chatter', 'Followers'),
        *('Activities', 'Discuss', 'Notifications', 'Account'),
    ),
    'teacher': ('ClickThrough', 'Favorites', 'Discuss', 'Account'),
}
RUN = """
odoo.encoachWalker = %s;
(async () => {
    for (const walk of %s) {
        await odoo[`encoach${walk}`]();
    }
})().then(
    () => console.log("test successful"),
    (error) => console.error(error.message),
);
"""
PORTAL = ('/my', '/my/account', '/my/security', '/my/addresses', '/odoo', '/web')
PUBLIC = ('/web/login', '/web/reset_password', '/web/signup', '/my', '/odoo', '/')


@tagged('post_install', '-at_install', 'encoach')
class TestWhatIsAsked(HttpCase, SamplesCase):
    """What people and programs ask of the door is what it lets through, and the table says it.

    Every menu entry, tab and button that somebody of a school sees is clicked, behind both walls;
    the samples see to it that each list has a record to open. After that the walks do what is done
    beside pages. `ASKED` is what was asked, to be read, and for tests without a browser.
    """

    def setUp(self):
        super().setUp()
        self.asked, self.refused = defaultdict(set), set()
        door = self.registry['encoach.door']
        check = door._check

        def recording_check(door, model, method):
            if not door._is_open_to_caller():
                self.asked[model].add(method)
            try:
                return check(door, model, method)
            except AccessError:
                self.refused.add((door.env.user.login, model, method))
                raise

        self.patch(door, '_check', recording_check)
        def dump():
            with open('/tmp/asked', 'w') as f:
                for m in sorted(self.asked):
                    f.write(f"{m}: {' '.join(sorted(self.asked[m]))}\n")
                f.write(f"refused {self.refused}\n")
        self.addCleanup(dump)
        # which a school may well want
        export = self.env.ref('base.group_allow_export')
        (self.a.admin | self.a.teacher_user).group_ids = [Command.link(export.id)]

    def test_what_is_asked_is_listed_and_what_is_listed_by_hand_is_asked(self):
        self._walk(self.a.admin, self.a.teacher_user)
        self._walk(self.a.teacher_user, self.a.admin)
        self._use_programs(self.a.teacher_user)
        self._visit_the_portal(self.a.student_user)
        self._visit(PUBLIC)
        self.assertFalse(self.refused)
        self.assertEqual(
            {model: ' '.join(sorted(methods)) for model, methods in sorted(self.asked.items())},
            ASKED,
        )

    def _walk(self, user, other):
        self.a.course.message_subscribe(self.a.students.partner_id.ids)
        student = self.a.students[0]
        student.message_post(body="x", attachments=[('picture.png', b'x')])
        walker = {
            'password': user.login,
            'student': student.id,
            'course': self.a.course.id,
            'contact': self.a.students[1].partner_id.id,
            'partners': other.partner_id.ids,
        }
        code = RUN % (json.dumps(walker), json.dumps(WALKS[user._get_encoach_role()]))
        self.browser_js('/odoo', code, READY, login=user.login, timeout=PATIENCE)

    def _use_programs(self, user):
        """Ask by XML-RPC what programs ask before and beside their own business."""
        identity = (self.env.cr.dbname, user.id, user.login)

        def ask(model, method, *args, **kwargs):
            return self.xmlrpc_object.execute_kw(*identity, model, method, args, kwargs)

        ask('res.users', 'context_get')
        model = 'encoach.learner.group'
        (group,) = ask(model, 'search', [], limit=1)
        ask(model, 'fields_get')
        ask(model, 'default_get', ['classroom_id'])
        ask(model, 'name_search', 'x')
        ask(model, 'search_count', [])
        ask(model, 'search_read', [], ['name'])
        ask(model, 'read', [group], ['name'])
        ask(model, 'write', [group], {'name': "Renamed"})
        ask(model, 'unlink', ask(model, 'copy', [group]))

    def _visit(self, pages):
        """Open pages; nothing there may be an error."""
        for page in pages:
            answer = self.url_open(page)
            self.assertLess(answer.status_code, 500 if page == '/web/signup' else 400, page)

    def _visit_the_portal(self, user):
        """A student has the portal, not the web client."""
        self.authenticate(user.login, user.login)
        self._visit(PORTAL)
        walker = json.dumps({'password': user.login})
        code = f'odoo.encoachWalker = {walker}; odoo.encoachRevokeSessions();'
        ready = '!!odoo.encoachRevokeSessions'
        self.browser_js('/my/security', code, ready, login=user.login)
        self.logout()

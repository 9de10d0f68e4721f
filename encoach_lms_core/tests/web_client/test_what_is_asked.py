import json
from collections import defaultdict

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ...door import marks, verbs
from ..samples import SamplesCase
from ..tenancy.asked import ASKED

#: seconds; every walk through the web client, one after the other
PATIENCE = 900
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
#: what is asked of a model beside the screens that ours have
MODEL = 'encoach.learner.group'
ASKED_BESIDE = (
    ('search', []),
    ('fields_get',),
    ('default_get', ['classroom_id']),
    ('name_search', 'x'),
    ('search_count', []),
    ('search_read', [], ['name']),
    ('web_name_search', 'x', {'display_name': {}}),
    ('search_panel_select_range', 'classroom_id'),
    ('search_panel_select_multi_range', 'classroom_id'),
    ('read_progress_bar', [], 'classroom_id', {'field': 'kind', 'colors': {}}),
)
VERBS = verbs.SHOWING | verbs.EDITING | verbs.INTEGRATING | verbs.CHATTER
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
        self.a.course.message_subscribe(self.a.students.partner_id.ids)
        self.a.students[0].message_post(attachments=[('picture.png', b'x')])
        # which a school may well want
        export = self.env.ref('base.group_allow_export')
        (self.a.admin | self.a.teacher_user).group_ids = [Command.link(export.id)]

    def test_what_is_asked_is_listed_and_what_is_listed_by_hand_is_asked(self):
        self._walk(self.a.admin, self.a.teacher_user)
        self._walk(self.a.teacher_user, self.a.admin)
        self._use_programs(self.a.admin)
        self._visit_the_portal(self.a.student_user)
        self._visit(PUBLIC)
        self.assertFalse(self.refused)
        asked = {(model, method) for model, methods in self.asked.items() for method in methods}
        table = {(model, method) for model in ASKED for method in ASKED[model].split()}
        self.assertEqual(asked - table, set(), "is asked, and is missing in the table")
        self.assertEqual(self._get_named() - asked, set(), "is on the list, and nobody asks for it")
        unasked = VERBS - {method for _model, method in asked}
        self.assertEqual(unasked, set(), "is on the list of every model, and nobody asks for it")

    def _get_named(self):
        """Return the pairs that somebody has put on the list: by hand, or by a mark."""
        pairs = [(name, methods.split()) for name, methods, _why in verbs.BY_HAND]
        pairs += [(name, marks.find(cls)) for name, cls in self.registry.items()]
        return {(name, method) for name, methods in pairs for method in methods if name in self.env}

    def _walk(self, user, other):
        walker = {
            'password': user.login,
            'student': self.a.students[0].id,
            'course': self.a.course.id,
            'contact': self.a.students[3].partner_id.id,
            'partners': other.partner_id.ids,
        }
        code = RUN % (json.dumps(walker), json.dumps(WALKS[user._get_encoach_role()]))
        self.browser_js('/odoo', code, READY, login=user.login, timeout=PATIENCE)

    def _use_programs(self, user):
        """Ask what programs of integrators ask, and screens of a kind that we have none of."""
        identity = (self.env.cr.dbname, user.id, user.login)
        for method in ('context_get', 'has_group'):
            arguments = [] if method == 'context_get' else [[user.id], 'base.group_user']
            self.xmlrpc_object.execute_kw(*identity, 'res.users', method, arguments)
        self.authenticate(user.login, user.login)
        classroom, course, term = self.a.classroom, self.a.course, self.a.term.key
        note, group = (self.a.samples[name] for name in ('encoach.lesson.note', MODEL))
        batch, teacher = self.a.samples['encoach.batch'], self.a.teachers[0].id
        lessons = self.env['encoach.session'].create(
            [{'batch_id': batch.id, 'start': self.env.cr.now()} for _number in range(2)]
        )
        lessons[0].submit_attendance([], 'present')
        mark = self.env['encoach.attendance'].create(
            {
                'session_id': lessons[0].id,
                'student_id': self.a.students[3].id,
                'status': 'present',
            }
        )
        ahead = self.a.samples['encoach.session']
        days = ('2040-01-01', '2040-01-31')
        for model, method, *arguments in (
            ('encoach.session', 'read_sheet', [lessons[1].id]),
            ('encoach.session', 'submit_attendance', [lessons[1].id], [], 'present'),
            ('encoach.session', 'cancel', [ahead.id], "Why"),
            ('encoach.session', 'reopen', [ahead.id], "Why"),
            ('encoach.attendance', 'correct', [mark.id], 'late', "Why"),
            ('encoach.batch', 'resolve_session', [batch.id], '2026-09-01'),
            ('encoach.teacher', 'find_substitutes', [teacher], *days),
            ('encoach.teacher', 'cover', [teacher], *days),
            *((MODEL, *call) for call in ASKED_BESIDE),
            (MODEL, 'create', [{'name': "Made", 'classroom_id': classroom.id}]),
            ('encoach.course', 'name_create', "Made"),
            (MODEL, 'read', [group.id], ['name']),
            (MODEL, 'get_formview_action', [group.id]),
            (MODEL, 'get_formview_id', [group.id]),
            (MODEL, 'write', [group.id], {'name': "Renamed"}),
            (MODEL, 'web_save_multi', [group.id], [{'name': "Again"}], {}),
            ('encoach.course', 'action_unarchive', [course.id]),
            ('encoach.classroom', 'update_roster', [classroom.id], self.a.students[3:].ids),
            ('encoach.classroom', 'update_teachers', [classroom.id], self.a.teachers.ids),
            ('encoach.classroom', 'assign_course', [classroom.id], course.id),
            ('encoach.classroom', 'assign_class_teacher', [classroom.id], teacher, term),
            ('encoach.classroom', 'remove_class_teacher', [classroom.id], term),
            ('encoach.classroom', 'detach_course', [classroom.id], course.id),
            ('encoach.course', 'generate_default_sections', [course.copy().id]),
            ('encoach.batch', 'update_students', [batch.id], []),
            ('encoach.batch', 'update_teachers', [batch.id], []),
            ('encoach.batch', 'update_people', [batch.id]),
            ('encoach.batch', 'reset_students', [batch.id]),
            ('encoach.batch', 'reset_teachers', [batch.id]),
            ('encoach.lesson.note', 'explain_access', [note.id], teacher),
        ):
            call = {'model': model, 'method': method, 'args': arguments, 'kwargs': {}}
            self.make_jsonrpc_request('/web/dataset/call_kw', call)

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
        code = f'odoo.encoachWalker = {walker}; void odoo.encoachRevokeSessions();'
        ready = '!!(odoo.encoachRevokeSessions && odoo.__WOWL_DEBUG__?.root)'
        self.browser_js('/my/security', code, ready, login=user.login)
        self.logout()

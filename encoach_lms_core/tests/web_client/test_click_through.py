from odoo.tests import HttpCase, tagged

from ..samples import SamplesCase

#: seconds; every menu entry, tab and button, one after the other
PATIENCE = 240
READY = "!!(odoo.encoachClickThrough && document.querySelector('.o_action_manager > *'))"
RUN = """
odoo.encoachClickThrough().then(
    () => console.log("test successful"),
    (error) => console.error(error.message),
);
"""


@tagged('post_install', '-at_install', 'encoach')
class TestClickThrough(HttpCase, SamplesCase):
    """Every menu entry, tab and button that somebody of a school sees works behind both walls.

    The samples see to it that each list has a record to open.
    """

    def click_through(self, user):
        self.browser_js('/odoo', RUN, READY, login=user.login, timeout=PATIENCE)

    def test_an_administrator(self):
        self.click_through(self.a.admin)

    def test_a_teacher(self):
        self.click_through(self.a.teacher_user)

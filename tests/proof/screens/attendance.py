"""The walk through the pages on which a phone takes attendance."""

from .camera import Scene

TEACHER = 'salem@nile.example'
PHONE = (390, 844)
PAGE = '/ui/attendance/manage'
FAR = '2035-01-01'


def on_a_desktop(camera, prefix=''):
    """Today's classes, the sheet of the one that is open, and a day without any."""
    _open(camera, PAGE)
    camera.shoot(f'{prefix}attendance-today')
    camera.page.click('.class-open')
    camera.page.wait_for_selector('.row .who')
    for number, choice in ((2, 'absent'), (3, 'excused'), (4, 'late')):
        camera.page.click(f'.row:nth-child({number}) [data-choice={choice}]')
    camera.shoot(f'{prefix}attendance-sheet')
    _open(camera, f'{PAGE}?day={FAR}')
    camera.shoot(f'{prefix}attendance-empty')


def on_a_phone(camera):
    """The same on a phone, where the network goes for a moment."""
    on_a_desktop(camera, 'phone-')
    _open(camera, PAGE)
    camera.page.click('.class-open')
    camera.page.wait_for_selector('.row .who')
    camera.page.context.set_offline(True)
    camera.page.click('#submit')
    camera.page.wait_for_selector('#said [data-when=waiting]:visible')
    camera.shoot('phone-attendance-offline')
    camera.page.context.set_offline(False)
    camera.page.wait_for_selector('#said [data-when=done]:visible')
    camera.shoot('phone-attendance-submitted')


def _open(camera, path):
    camera.page.goto(camera.url + path)
    camera.page.wait_for_selector('#network', state='attached')


SCENES = (
    Scene(on_a_desktop, login=TEACHER),
    Scene(on_a_phone, login=TEACHER, size=PHONE),
)

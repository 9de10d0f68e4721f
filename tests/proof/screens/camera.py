"""What every walk through the web client needs: a browser signed in, and the API beside it."""

from collections.abc import Callable
from typing import NamedTuple

from smoke.client import Client

from tests.world.person import PASSWORD

ADMIN = 'admin@nile.example'
DESKTOP = (1280, 800)
PHONE = (420, 860)
SETTLING = 900  # milliseconds


class Camera:
    """A signed-in page, and where its pictures go."""

    def __init__(self, page, url, folder):
        self.page = page
        self.url = url
        self._folder = folder

    def client(self, login=ADMIN):
        """Return the API for somebody."""
        return Client(self.url, login, PASSWORD)

    def menus(self):
        """Return what the web client knows of the menus, by their ids."""
        return self.page.request.get(f'{self.url}/web/webclient/load_menus').json()

    def open(self, path):
        self.page.goto(self.url + path)
        self.settle()

    def click(self, selector):
        self.page.click(selector)
        self.settle()

    def settle(self):
        """Wait until nothing moves any more (the network is never idle: the bus keeps a line)."""
        self.page.wait_for_selector('.o_action_manager > *, .modal')
        self.page.wait_for_timeout(SETTLING)

    def shoot(self, name):
        self.page.screenshot(path=str(self._folder / f'{name}.png'))

    def save_dialog(self):
        self.page.click('.modal .o_encoach_save')
        self.page.wait_for_selector('.modal', state='detached')
        self.settle()


class Scene(NamedTuple):
    """One walk, by one user in one window."""

    play: Callable
    login: str = ADMIN
    size: tuple = DESKTOP


def sign_in(browser, url, login, size):
    """Return a page of the web client, signed in."""
    context = browser.new_context(viewport={'width': size[0], 'height': size[1]})
    page = context.new_page()
    page.goto(f'{url}/web/login')
    page.fill('input[name=login]', login)
    page.fill('input[name=password]', PASSWORD)
    page.click('button[type=submit]')
    page.wait_for_selector('.o_web_client')
    return page

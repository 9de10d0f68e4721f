"""What every walk through the web client needs: a browser signed in, and the API beside it."""

from collections.abc import Callable
from typing import NamedTuple

import requests

PASSWORD = 'encoach-demo'
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


def call(url, method, path, body=None, token=None):
    """Return the answer of a call to the API."""
    headers = {'Authorization': f'Bearer {token}'} if token else {}
    answer = requests.request(method, url + path, json=body, headers=headers, timeout=60)
    answer.raise_for_status()
    return answer.json()


def token_of(url, login):
    """Return a token of the API."""
    return call(url, 'POST', '/api/login', {'login': login, 'password': PASSWORD})['token']

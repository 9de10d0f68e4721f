"""Walk through the web client and take a picture of each screen worth looking at.

Usage: ``python -m tests.proof.screens <url> <browser> <folder> [<walk> …]``, as
``scripts/screenshots`` does. A walk is a module and its function: ``workflow.worked_example``.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from . import attendance, pages, teaching, workflow
from .camera import Camera, sign_in

BROWSER_ARGUMENTS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]


SCENES = {
    f'{module.__name__.rpartition(".")[2]}.{scene.play.__name__}': scene
    for module in (workflow, teaching, attendance, pages)
    for scene in module.SCENES
}


def main(url, browser_path, folder, *walks):
    """Take every picture of the walks; return 1 if a page logged an error or a request failed."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    complaints = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_ARGUMENTS)
        for scene in [SCENES[name] for name in walks] or SCENES.values():
            page = sign_in(browser, url, scene.login, scene.size)
            page.on(
                'console',
                lambda message: (
                    complaints.append(message.text) if message.type == 'error' else None
                ),
            )
            scene.play(Camera(page, url, folder))
            page.context.close()
        browser.close()
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))

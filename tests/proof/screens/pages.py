"""The walk through every page that the menus lead to, and a form of each."""

from .camera import Scene

ROOT = 'encoach_lms_core.menu_root'


def every_page(camera):
    """Open each menu entry, and the first record of its list."""
    menus = camera.menus()
    root = next(menu for menu in menus.values() if menu.get('xmlid') == ROOT)
    for menu in _walk(menus, root):
        if menu['actionID'] and menu['children'] == []:
            name = menu['xmlid'].partition('.menu_')[2].replace('_', '-')
            camera.open(f'/odoo/action-{menu["actionID"]}')
            camera.shoot(name)
            if camera.page.query_selector(FIRST):
                camera.click(FIRST)
                camera.shoot(f'{name}-form')


#: of a list or of cards
FIRST = '.o_data_row .o_data_cell, .o_kanban_record:not(.o_kanban_ghost)'


def _walk(menus, menu):
    yield menu
    for child in menu['children']:
        yield from _walk(menus, menus[str(child)])


SCENES = (Scene(every_page),)

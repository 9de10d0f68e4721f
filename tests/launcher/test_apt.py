"""Which archive Odoo 19 is taken from."""

from launcher import apt

MAIN = {'Component': 'main', 'Release': 'bookworm', 'Origin': 'Debian', 'Repo-URI': 'main'}
UPDATES = {**MAIN, 'Release': 'bookworm-updates', 'Repo-URI': 'updates'}
SECURITY = {**MAIN, 'Release': 'bookworm-security', 'Repo-URI': 'security'}
CONTRIB = {**MAIN, 'Component': 'contrib', 'Repo-URI': 'contrib'}
FOREIGN = {**MAIN, 'Origin': 'Somebody', 'Repo-URI': 'foreign'}


def test_the_main_archive_is_chosen_among_others():
    targets = [FOREIGN, SECURITY, UPDATES, CONTRIB, MAIN]
    assert apt.debian_archive(targets, 'debian') is MAIN


def test_a_fresh_machine_that_has_no_lists_yet():
    unknown = {**MAIN, 'Origin': ''}
    assert apt.debian_archive([unknown], 'debian') is unknown

"""What may be answered although something foreign was named, and why: one line each."""

import re
from typing import NamedTuple


class Allowed(NamedTuple):
    """A kind of answer that holds nothing of the foreign school.

    :param str surface: regular expression of the kind of door
    :param str what: regular expression of the attempt, with its subject before it
    :param str reason: in plain words
    :param result: regular expression of the answer, as Python shows it
    """

    surface: str
    what: str
    reason: str
    result: str = '.*'


DOORS = 'Technical doors.*'

ALLOWED = [
    Allowed(
        '.*',
        r' get_formview_(action|id)\(',
        "It says which form a kind of record has, and repeats the number it was asked with.",
    ),
    Allowed(
        '.*',
        r' message_get_followers\(',
        "It repeats the number it was asked with, and lists no follower.",
        r".*'followers': \[\['ADD', \[\]\]\].*",
    ),
    Allowed(
        '.*',
        r' get_field_translations\(',
        "There is no translation in it.",
        r'\[\[\], .*',
    ),
    Allowed(
        '.*',
        r' get_metadata\(',
        "It repeats the numbers it was asked with; such records have no maker.",
        r"\[({'id': \d+, 'xmlid': False, 'noupdate': False, 'xmlids': \[\]}(, )?)+\]",
    ),
    Allowed(
        '.*',
        r"^mail.message create\(.*'linked_message_ids'",
        "The links are taken from the text of a message; what is given is dropped.",
        r'\d+',
    ),
    Allowed(
        '.*',
        r' activity_(unlink|feedback)\(',
        "It finds no activity that the caller may see, and does nothing.",
        'True',
    ),
    Allowed(
        '.*',
        r"^encoach.course.assignment create\(",
        "Who assigned a course is whoever asks; what is given is dropped.",
        r'\d+',
    ),
    Allowed(
        '.*',
        r" write\(\[\d+\], \{'\w+': \[\(2, \d+\)\]\}\)",
        "What is to be taken off a list is not on it, and stays as it is.",
        'True',
    ),
    Allowed(
        '.*',
        r"^encoach\.batch\.enrollment write\(\[\d+\], \{'course_id'",
        "The course follows from the batch; what is given is dropped.",
        'True',
    ),
    Allowed(
        '.*',
        r"^encoach\.(assign\.(course|class\.teacher)|batch|import\.students\.(error|leave))"
        r" create\(\{.*'entity_id': \d+\}",
        "The school follows from the parent; what is given is dropped.",
        r'\d+',
    ),
    Allowed(
        '.*',
        r"^encoach\.import\.students(\.error|\.leave)? search_count\(.*\.display_name'",
        "These have no name to search by: the caller's own dialog is counted.",
        r'[1-9]',
    ),
    Allowed(
        DOORS,
        r'res\.users(\.apikeys)?\.(api_key_wizard|remove)\(',
        "It asks the caller for his own password first, and then makes or removes his own key.",
        r".*'res\.users\.identitycheck'.*",
    ),
    Allowed(
        DOORS,
        r'ir\.actions\.server\.run\(',
        "The platform has made this action for everybody, and it runs with the caller's rights.",
    ),
    Allowed(DOORS, r'ir\.cron\.toggle\(', "No scheduled action is named by it.", 'True'),
    Allowed(
        DOORS,
        r'mail\.compose\.message\.create\(',
        "The expression is kept as it is; sending it, which would compute it, is refused.",
        r'\d+',
    ),
    Allowed(
        DOORS,
        r"partner\.merge\.automatic\.wizard\.(create\(\{'group_by|action_)",
        "It merges only contacts that the caller may read; the tables tell so.",
    ),
    Allowed(
        DOORS,
        '/web/database/',
        "The page says that the database manager is switched off.",
        '.*has been disabled by the administrator.*',
    ),
    Allowed(
        DOORS,
        '/web/become',
        "It leads back to the caller's own start page.",
        '.*Redirecting.*',
    ),
    Allowed(
        '.*',
        r' (write|web_save|unlink)\(\[2000000000\]',
        "Odoo says yes to a change of nothing.",
        'True',
    ),
]

#: by the layer that stands alone: what only the other one covers, and why
OF_ONE_LAYER = {
    'wall': [
        Allowed(
            '.*',
            r'(^| )unlink\(\[|\.unlink\(',
            "There is no such row for the caller, and Odoo says yes to deleting nothing.",
            'True',
        ),
        Allowed(
            'API.*',
            r'(DELETE|/remove) .*(student|teacher)_ids in the',
            "Of these, only the caller's own can be on the list, and are taken off it.",
            r".*'added': \[\], 'removed': \[[\d, ]*\].*",
        ),
        Allowed(
            '.*',
            r' message_subscribe\(',
            "Odoo adds whom it can see, which is nobody here.",
            'True',
        ),
        Allowed(
            '.*',
            r"^\S+ write\(\[\d+\], \{'(self|same_\w+|main_user_id|activity_user_id)': \d+\}\)",
            "These are computed; nothing is stored.",
            'True',
        ),
        Allowed(
            '.*',
            r"^encoach\.batch\.teacher create\(\{.*'entity_id': \d+\}",
            "The school follows from the parent; what is given is dropped.",
            r'\d+',
        ),
        Allowed(
            '.*',
            r'^encoach\.classroom detach_course\(',
            "The course is not one of the classroom's, and nothing is detached.",
            'True',
        ),
        Allowed(
            '.*',
            r'^encoach\.classroom action_\w+\(',
            "It opens an empty dialog, and repeats the number it was asked with.",
            r".*'ir\.actions\.act_window'.*",
        ),
    ],
    'rules': [
        Allowed(
            'Coming and leaving.*',
            r' the (bus|socket)$',
            "Odoo's bus asks no record rule: who listened to a channel before goes on listening.",
        ),
    ],
}


def find_reason(case, answer, layers):
    """Return why an answer is allowed, or None."""
    text = f'{case.subject} {case.what}'
    for entry in (*ALLOWED, *OF_ONE_LAYER.get(layers, ())):
        if (
            re.fullmatch(entry.surface, case.surface)
            and re.search(entry.what, text)
            and re.fullmatch(entry.result, str(answer.result), re.DOTALL)
        ):
            return entry.reason
    return None

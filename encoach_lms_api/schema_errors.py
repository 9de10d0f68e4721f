"""What is said of a field that its schema refuses: a code for programs, a sentence for people.

Pydantic's own messages are in English, and quote regular expressions: none of them is told.
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__, default_lang='en_US')

#: codes, by pydantic's types of errors
_CODES = {
    'missing': 'required',
    'extra_forbidden': 'unknown',
    'string_type': 'wrong_type',
    'string_unicode': 'wrong_type',
    'int_type': 'wrong_type',
    'int_parsing': 'wrong_type',
    'int_from_float': 'wrong_type',
    'int_parsing_size': 'too_large',
    'bool_type': 'wrong_type',
    'bool_parsing': 'wrong_type',
    'list_type': 'wrong_type',
    'model_type': 'wrong_type',
    'model_attributes_type': 'wrong_type',
    'date_type': 'wrong_type',
    'date_parsing': 'wrong_format',
    'date_from_datetime_parsing': 'wrong_format',
    'datetime_type': 'wrong_type',
    'datetime_parsing': 'wrong_format',
    'datetime_from_date_parsing': 'wrong_format',
    'string_too_short': 'empty',
    'string_too_long': 'too_long',
    # the only texts with a pattern are e-mail addresses
    'string_pattern_mismatch': 'wrong_format',
    'control_character': 'control_character',
    'nul_character': 'control_character',
    'too_short': 'too_short',
    'too_long': 'too_long',
    'greater_than_equal': 'too_small',
    'less_than_equal': 'too_large',
    'literal_error': 'unknown_value',
    'id_list': 'wrong_format',
}

_TEXT = _lt("A text is expected.")
_NUMBER = _lt("A whole number is expected.")
_FLAG = _lt("True or false is expected.")
_OBJECT = _lt("An object is expected.")
_DATE = _lt("A date such as 2026-09-01 is expected.")
_MOMENT = _lt("A moment such as 2026-09-01T08:00:00Z is expected.")
_OTHER = _lt("This value is not acceptable.")

#: sentences, which may take values of the error's context
_SENTENCES = {
    'missing': _lt("This field is required."),
    'extra_forbidden': _lt("This field is unknown."),
    'string_type': _TEXT,
    'string_unicode': _TEXT,
    'int_type': _NUMBER,
    'int_parsing': _NUMBER,
    'int_from_float': _NUMBER,
    'int_parsing_size': _lt("This number is too large."),
    'bool_type': _FLAG,
    'bool_parsing': _FLAG,
    'list_type': _lt("A list is expected."),
    'model_type': _OBJECT,
    'model_attributes_type': _OBJECT,
    'date_type': _DATE,
    'date_parsing': _DATE,
    'date_from_datetime_parsing': _DATE,
    'datetime_type': _MOMENT,
    'datetime_parsing': _MOMENT,
    'datetime_from_date_parsing': _MOMENT,
    'string_too_short': _lt("This field may not be empty."),
    'string_too_long': _lt("At most %(max_length)s characters are accepted."),
    'string_pattern_mismatch': _lt("This is no e-mail address."),
    'control_character': _lt("Control characters are not allowed."),
    'nul_character': _lt("The NUL character is not allowed."),
    'too_short': _lt("At least %(min_length)s is expected."),
    'too_long': _lt("At most %(max_length)s are accepted."),
    'greater_than_equal': _lt("At least %(ge)s is expected."),
    'less_than_equal': _lt("At most %(le)s is accepted."),
    'literal_error': _lt("One of these is expected: %(expected)s."),
    'id_list': _lt("Ids separated by commas are expected."),
}


def describe_error(error):
    """Return an entry of ``errors`` for an error of pydantic's."""
    sentence = str(_SENTENCES.get(error['type'], _OTHER))
    return {
        'field': '.'.join(map(str, error['loc'])),
        'code': _CODES.get(error['type'], 'invalid'),
        'message': sentence % error.get('ctx', {}) if '%(' in sentence else sentence,
    }

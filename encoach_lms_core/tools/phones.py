"""Telephone numbers, kept as ITU-T E.164 has them: ``+`` and up to fifteen digits."""

import phonenumbers


def normalize_phone(text, country_code=None):
    """Return a number in E.164, or None for what is none.

    :param str country_code: the country (ISO 3166-1) in which a number without ``+`` is dialled

    >>> normalize_phone('0100 123 4567', 'EG'), normalize_phone('+91 99999-99999')
    ('+201001234567', '+919999999999')
    >>> normalize_phone('0100 123 4567'), normalize_phone('12', 'EG'), normalize_phone('')
    (None, None, None)
    """
    try:
        number = phonenumbers.parse(text or '', country_code or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or number.extension:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

"""The errors of EnCoach: raised by models, shown by the web client, mapped to HTTP by the API.

Each is one of Odoo's own exceptions, so that every layer of Odoo treats it as such, plus what a
program needs to react: an HTTP status, a stable code, and the fields and ids at fault. Messages
name fields and counts, never a record of another entity.
"""

from odoo.exceptions import AccessDenied, AccessError, MissingError, UserError, ValidationError

#: what may be wrong with a field, by the code that programs read: the ``reason`` of an error
REASONS = {
    'required': "it is missing, or empty where something is wanted",
    'empty': "it may not be empty",
    'unknown': "there is no field or parameter of this name",
    'one_of': "one of several fields is wanted, and not two of them",
    'given_twice': "it is there more than once",
    'wrong_type': "another type is expected",
    'wrong_format': "the type is right, its form is not",
    'control_character': "it holds a character that no text may hold",
    'unknown_value': "it is none of the values that there are",
    'too_short': "more is expected",
    'too_long': "less is expected",
    'too_small': "a larger number is expected",
    'too_large': "a smaller number or file is expected",
    'out_of_range': "the number is outside its range",
    'wrong_order': "an end comes before its beginning",
    'taken': "another record, or another request, has it",
    'unchangeable': "it never changes, or not in this way",
    'wrong_state': "what is asked for is not possible in the record's state",
    'not_a_draft': "only a draft will do",
    'under_review': "it waits for a decision, or has been approved",
    'archived': "the record is archived",
    'inactive': "the record has ended",
    'not_yours': "it is somebody else's to say",
    'no_authority': "the teacher has no authority there",
    'not_on_roster': "the student is not in the classroom",
    'not_on_it': "the student is not in the batch on that day",
    'not_scheduled': "nothing is scheduled then",
    'several': "there are several, and none is named",
    'of_another_classroom': "it belongs to another classroom",
    'of_another_course': "it belongs to another course",
    'of_another_target': "the record is for others",
    'without_rule': "nothing says what becomes of these students",
    'unconfirmed': "a number that has to be confirmed was not given, or another",
}


class DetailedError:
    """Mixin of the errors below.

    :param str message: translated sentence for a person
    :param field: name of the field or parameter at fault, if there is one; of a rule about several,
        all their names
    :param ids: the ids at fault, only ever ids that the caller sent
    :param str reason: what is wrong with the field, one of `REASONS`; the code of the error by
        default
    """

    code = 'invalid'

    def __init__(self, message, field=None, ids=None, reason=None):
        super().__init__(message)
        fields = (field,) if isinstance(field, str) else field or ()
        self.errors = [{'field': name, 'message': message} for name in fields]
        for error in self.errors:
            if ids:
                error['ids'] = list(ids)
            if reason:
                error['code'] = reason


class InvalidInput(DetailedError, ValidationError):
    """Understood but not acceptable: a wrong type, an archived person, another course's section."""


class EntityMismatch(DetailedError, AccessError, ValidationError):
    """A record of another entity; both what callers and what constraints may raise."""

    http_status = 403
    code = 'entity_mismatch'


class RecordNotFound(DetailedError, MissingError):
    """An id that exists in no entity."""

    code = 'not_found'


class Conflict(DetailedError, UserError):
    """The request clashes with what is stored already."""

    http_status = 409
    code = 'conflict'


class Clash(Conflict):
    """A room or a teacher that would be in two sessions at once.

    :param errors: ``[{'field', 'message', 'code', 'ids'}]``, the ids those of the sessions in the
        way, which are of the school whose timetable it is
    """

    code = 'clash'

    def __init__(self, message, errors):
        super().__init__(message)
        self.errors = errors


class NotOpen(Conflict):
    """A sheet that comes before the lesson has begun."""

    code = 'not_open'


class AlreadySubmitted(Conflict):
    """Another sheet than the one that is there."""

    code = 'already_submitted'


class AttendanceClosed(Conflict):
    """A sheet that comes too late.

    :param bool kept: whether it waits for an administrator
    """

    code = 'attendance_closed'

    def __init__(self, message, kept=False):
        super().__init__(message, 'state')
        self.context = {'kept': kept}


class InUse(Conflict):
    """A record that something else needs is to be deleted; the web client offers to archive it."""

    def __init__(self, message, records):
        super().__init__(message)
        self.context = {'model': records._name, 'ids': records.ids}


class Forbidden(DetailedError, AccessError):
    """The caller's role or place in the school does not allow it; the message says why."""

    code = 'forbidden'


class TooManyAttempts(AccessDenied):
    """Signing in is slowed down.

    :param str message: translated sentence for a person
    :param int retry_after: seconds to wait
    """

    http_status = 429
    code = 'too_many_requests'

    def __init__(self, message, retry_after):
        super().__init__(message)
        self.headers = (('Retry-After', str(retry_after)),)


class ResyncRequired(DetailedError, UserError):
    """A client that follows changes has been away too long and has to start anew."""

    http_status = 410
    code = 'resync_required'


class StalePlan(Conflict):
    """What a plan was made of has changed.

    :param differences: ``[{'field', 'code', 'message', 'ids'}]``, of what differs now
    """

    code = 'stale_plan'

    def __init__(self, message, differences):
        super().__init__(message)
        self.errors = differences


class UsedPlan(Conflict):
    """A plan is applied once."""

    code = 'used_plan'

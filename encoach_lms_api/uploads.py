"""Files that clients send: as the body itself, or as a part of a form."""

from typing import NamedTuple

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from odoo.tools.translate import LazyTranslate

from odoo.addons.encoach_lms_core.exceptions import InvalidInput

_lt = LazyTranslate(__name__, default_lang='en_US')

FORM = 'multipart/form-data'
FILE = 'file'
FORM_OVERHEAD = 64 * 1024


class Upload(NamedTuple):
    """A file that a route takes.

    :param str mimetype: of a body that is the file
    :param int max_bytes: how large the file may be
    """

    mimetype: str
    max_bytes: int

    @property
    def max_request(self):
        """How large a request may be: a form has more in it than the file."""
        return self.max_bytes + FORM_OVERHEAD


def read_upload(httprequest, upload):
    """Return the file of a request.

    The body is the file itself, or a form with one part named ``file`` and nothing else. It is
    there to be read again, because Odoo runs a request again after a collision in the database, for
    which it rewinds the files of forms.

    :param Upload upload: what the route takes
    :raise UnsupportedMediaType: for a body of another type
    :raise BadRequest: for a form without the file, or with another one
    :raise InvalidInput: for a form with fields
    :raise RequestEntityTooLarge: for a file that is too large
    """
    if httprequest.mimetype == FORM:
        files = list(httprequest.files.items(multi=True))
        if [name for name, _file in files] != [FILE]:
            raise BadRequest(str(_lt("Send one file, as the part “file” of the form.")))
        if httprequest.form:
            message = str(_lt("Parameters stand in the query string, not in the form."))
            raise InvalidInput(message, next(iter(httprequest.form)), reason='unknown')
        data = files[0][1].read()
    elif httprequest.mimetype == upload.mimetype:
        data = httprequest.get_data(cache=True)
    else:
        message = _lt("Send the file as %(form)s or as %(type)s.")
        raise UnsupportedMediaType(str(message) % {'form': FORM, 'type': upload.mimetype})
    if len(data) > upload.max_bytes:
        raise RequestEntityTooLarge()
    return data

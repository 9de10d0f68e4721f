"""Files that clients send: as the body itself, or as a part of a form."""

from typing import NamedTuple

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from odoo.tools.translate import LazyTranslate

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
    """Return the file of a request, and the other fields of its form as pairs.

    The body is the file itself, or a form with one part named ``file``; the fields of a form mean
    the same as parameters of the query string. It is there to be read again, because Odoo runs a
    request again after a collision in the database, for which it rewinds the files of forms.

    :param Upload upload: what the route takes
    :raise UnsupportedMediaType: for a body of another type
    :raise BadRequest: for a form without the file, or with another one
    :raise RequestEntityTooLarge: for a file that is too large
    """
    if httprequest.mimetype == FORM:
        files = list(httprequest.files.items(multi=True))
        if [name for name, _file in files] != [FILE]:
            raise BadRequest(str(_lt("Send one file, as the part “file” of the form.")))
        data, fields = files[0][1].read(), list(httprequest.form.items(multi=True))
    elif httprequest.mimetype == upload.mimetype:
        data, fields = httprequest.get_data(cache=True), []
    else:
        message = _lt("Send the file as %(form)s or as %(type)s.")
        raise UnsupportedMediaType(str(message) % {'form': FORM, 'type': upload.mimetype})
    if len(data) > upload.max_bytes:
        raise RequestEntityTooLarge()
    return data, fields

from odoo.http import Controller, Response, request
from odoo.tools import file_open

from ..http import JSON, api_route
from ..roles import ANYBODY
from ..schemas.openapi import OpenapiDocument

PAGE = 'encoach_lms_api/static/src/docs/index.html'
HTML = 'text/html; charset=utf-8'

#: the viewer comes with the addon: nothing outside is asked for anything
CONTENT_SECURITY_POLICY = '; '.join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


class DescriptionController(Controller):
    """The description of this API, for programs and for people."""

    @api_route('/openapi.json', answer=OpenapiDocument, also=(304,), auth='none', roles=ANYBODY)
    def show_openapi(self):
        """Describe every operation of the API (OpenAPI 3.1).

        It can be asked for with `If-None-Match` and changes with the server's version only.
        """
        response = Response(self.env['ir.http']._get_api_description(), content_type=JSON)
        response.headers['Cache-Control'] = 'no-cache'
        response.add_etag()
        return response.make_conditional(request.httprequest)

    @api_route('/docs', auth='none', produces=HTML, roles=ANYBODY)
    def show_docs(self):
        """Show the description as a page to read and to try operations on."""
        with file_open(PAGE, 'rb') as page:
            headers = {'Content-Security-Policy': CONTENT_SECURITY_POLICY}
            return Response(page.read(), headers=headers, content_type=HTML)

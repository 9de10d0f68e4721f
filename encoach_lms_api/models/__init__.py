# ruff: noqa: I001
# sign-in
from . import api_token, res_users

# requests that are sent again
from . import api_answer

# tenancy
from . import entity

# odoo models
from . import ir_http

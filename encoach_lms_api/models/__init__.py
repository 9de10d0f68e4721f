# ruff: noqa: I001
# sign-in
from . import api_token, res_users

# tenancy
from . import entity

# odoo models
from . import ir_http

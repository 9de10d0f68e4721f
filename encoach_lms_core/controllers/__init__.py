from . import export, sign_up

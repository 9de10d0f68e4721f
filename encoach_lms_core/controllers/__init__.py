from . import sign_up

from . import dataset, export, sign_up

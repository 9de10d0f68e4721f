from . import controllers, http, models

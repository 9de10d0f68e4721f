from . import controllers, http, models
from .outage import survive_outages

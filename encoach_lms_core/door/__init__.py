"""The door: whoever is no platform administrator calls only listed methods over RPC.

``verbs`` says what is listed, `encoach.door` (models/tenancy/door.py) derives the list, ``gate``
stands where every protocol looks a method up. Our own methods are marked where they stand.
"""

from . import gate
from .marks import platform, public

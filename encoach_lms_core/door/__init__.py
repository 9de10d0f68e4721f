"""The door: whoever is no platform administrator calls only listed methods over RPC.

``verbs`` says what is listed, `encoach.door` (models/tenancy/door.py) derives the list,
``overrides/rpc.py`` stands where every protocol looks a method up. Our own methods are marked where
they stand.
"""

from .marks import platform, public

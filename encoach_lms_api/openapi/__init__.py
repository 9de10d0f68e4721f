from .document import describe

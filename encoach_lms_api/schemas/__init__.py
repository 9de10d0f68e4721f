"""Request and response models, one file a resource.

The OpenAPI description is generated from them: a class docstring and the examples are read by
people. Response attributes are named as the model's fields, see serializer.py.
"""

"""Settings all tests share: hypothesis tries enough examples to find things, in a time one can wait for."""

from hypothesis import settings

settings.register_profile("project", deadline=None, max_examples=60)
settings.load_profile("project")

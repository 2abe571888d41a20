"""Settings all tests share: hypothesis tries enough examples to find things, in a time one can wait for.

`make test` tries the same examples at every run, so that a failure is the work of the change under test;
`pytest --hypothesis-profile=wild` goes looking for new ones.
"""

from hypothesis import settings

settings.register_profile("wild", deadline=None, max_examples=60)
settings.register_profile("project", settings.get_profile("wild"), derandomize=True)
settings.load_profile("project")

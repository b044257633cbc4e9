"""How tests run: shared fixtures; no time limits for property tests and, where CI asks, the same examples again."""

import os

from hypothesis import settings

pytest_plugins = (
    "fixtures.browser",
    "fixtures.memory",
    "fixtures.towns",
    "fixtures.published",
    "fixtures.database",
    "fixtures.language",
    "fixtures.paper",
)

settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

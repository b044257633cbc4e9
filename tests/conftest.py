"""How tests run: shared fixtures; no time limits for property tests and, where CI asks, the same examples again."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # noqa: ARG001 - goes on from it
    """The databases of the tests; a connection that a thread of a test left open does not keep one from going."""
    yield
    from django.db import connections  # noqa: PLC0415 - without the web's libraries this file is read too

    with django_db_blocker.unblock():
        for connection in connections.all():
            if connection.vendor == "postgresql":
                connection.close()  # it may have been ended from elsewhere: by a test about just that
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests first, in whatever order chance gave them: one that begins last keeps one process busy alone."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)

"""Every test starts without counted attempts."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> None:
    cache.clear()

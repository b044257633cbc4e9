"""A moderator, signed in."""

import pytest
from django_scopes import scope

from factories.accounts import signed_in
from factories.web import person_in
from leitplanke_web.towns.models import Role


@pytest.fixture
def moderator(town):
    with scope(town=town):
        return person_in(town, Role.EDITOR, name="Moderation", email="moderation@example.org")


@pytest.fixture
def moderation(moderator):
    return signed_in(moderator)

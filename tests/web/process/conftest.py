"""A planner, signed in."""

import pytest
from django_scopes import scope

from factories.accounts import signed_in
from factories.web import person_in
from leitplanke_web.towns.models import Role


@pytest.fixture
def planner(town):
    with scope(town=town):
        return person_in(town, Role.EDITOR, name="Planung", email="planung@example.org")


@pytest.fixture
def client(planner):
    return signed_in(planner)

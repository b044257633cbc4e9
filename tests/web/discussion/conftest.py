"""A town with an editor who moderates discussions, and nobody who has sent anything yet."""

import pytest

from factories.accounts import signed_in
from factories.discussions import editor_of
from factories.towns import small_town
from leitplanke_web.discussion.floods import FLOODS


@pytest.fixture(autouse=True)
def nobody_sent_anything():
    FLOODS.forget()


@pytest.fixture
def town(db):  # noqa: ARG001 - the database first
    return small_town()


@pytest.fixture
def moderator(town):
    return editor_of(town)


@pytest.fixture
def moderation(moderator):
    return signed_in(moderator)

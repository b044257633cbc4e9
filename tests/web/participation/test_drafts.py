"""Drafts: only the code opens them."""

from random import Random

import pytest
from django_scopes import scope

from factories.surveys import open_survey
from leitplanke.participation.codes import new_code
from leitplanke_web.participation.actions.drafts import locator, save_draft
from leitplanke_web.participation.models import Draft
from leitplanke_web.participation.queries import draft_of
from leitplanke_web.participation.sealing import UnreadableDraftError, unseal

pytestmark = pytest.mark.django_db
CONTENT = {"areas": ["kita"], "wish": "Mehr Bänke, „bitte“ 🌳"}


@pytest.fixture
def survey(town):
    with scope(town=town):
        yield open_survey(town)


def test_draft_is_read_with_its_code(survey):
    code = new_code(Random(1))
    save_draft(survey, code, CONTENT)

    assert draft_of(survey, code) == CONTENT
    assert draft_of(survey, new_code(Random(2))) is None


def test_later_draft_replaces_the_earlier(survey):
    code = new_code(Random(1))
    save_draft(survey, code, {"areas": []})
    save_draft(survey, code, CONTENT)

    assert draft_of(survey, code) == CONTENT
    assert Draft.objects.count() == 1


def test_draft_of_another_town_is_not_found(survey, other_town):
    code = new_code(Random(1))
    save_draft(survey, code, CONTENT)

    with scope(town=other_town):
        assert draft_of(open_survey(other_town), code) is None


def test_stored_draft_tells_neither_answers_nor_code_nor_time(survey):
    code = new_code(Random(1))
    save_draft(survey, code, CONTENT)
    row = Draft.objects.get()
    stored = bytes(row.sealed)

    assert row.locator == locator(code)
    assert b"kita" not in stored
    assert code.encode() not in stored
    with pytest.raises(UnreadableDraftError):
        unseal(new_code(Random(2)), stored)
    save_draft(survey, code, CONTENT)
    again = bytes(Draft.objects.get().sealed)
    assert again[:12] == stored[:12] == b"gAAAAAAAAAAA"  # version and a time of zero

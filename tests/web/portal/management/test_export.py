"""An export says what it does not hold."""

from datetime import timedelta
from random import Random

import pytest
from django.core.management import call_command
from django_scopes import scope

from factories.surveys import TODAY, open_survey, send
from leitplanke_web.participation.actions.mixing import mix
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import waiting_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(town):
    """A survey with three answers that wait for the mix."""
    random = Random(5)
    with scope(town=town):
        found = open_survey(town)
        for number in range(3):
            send(found, random, number=number)
    return found


@pytest.mark.usefixtures("survey")
def test_waiting_answers_are_counted_for_their_town_alone(town, other_town):
    with scope(town=town):
        assert waiting_count(town) == 3
    with scope(town=other_town):
        assert waiting_count(other_town) == 0


@pytest.mark.usefixtures("survey")
def test_export_warns_of_answers_that_wait_for_the_mix(tmp_path, capsys):
    call_command("export", "erlenbach", out=tmp_path / "town")

    said = capsys.readouterr()
    assert "3 Antworten, die noch nicht gemischt sind" in said.err
    assert "leitplanke-web mix erlenbach" in said.err
    assert "Geschrieben:" in said.out


def test_export_after_the_last_mix_warns_of_nothing(town, survey, tmp_path, capsys):
    with scope(town=town):
        type(survey).objects.update(state=SurveyState.CLOSED)
        assert mix(town, survey, today=TODAY + timedelta(days=1), random=Random(6)) == 3

    call_command("export", "erlenbach", out=tmp_path / "town")

    assert capsys.readouterr().err == ""

"""Quotas while a survey runs: the mix closes and reopens them, and nobody loses what they are writing."""

from dataclasses import replace
from random import Random

import pytest
from django_scopes import scope

from factories.questionnaires import chosen
from factories.respondents import CITIZENS, Respondent
from factories.surveys import NOW, TODAY, send, survey_of
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Quota
from leitplanke_web.participation.actions.mixing import mix
from leitplanke_web.participation.actions.receipts import withdraw
from leitplanke_web.participation.models import Intake
from leitplanke_web.participation.queries import questionnaire

pytestmark = pytest.mark.django_db
KIOSK = f"{CITIZENS}kiosk/"
LETTER = "Ein langer Brief"


def _survey(town, *, most=10):
    quota = Quota("old", chosen("age", "a60"), most, Text("Danke, genug."))
    return survey_of(town, replace(questionnaire(town), version="2026-9", quotas=(quota,)))


@pytest.fixture
def survey(town, time_machine):
    time_machine.move_to(NOW)
    with scope(town=town):
        yield _survey(town)


def _fill(survey):
    survey.full_quotas = ["old"]
    survey.save(update_fields=["full_quotas"])


def _at_the_last_question(address=""):
    somebody = Respondent(address) if address else Respondent()
    begun = somebody.press("begin").press("next", q__areas="kita").press("next", q__digital="gladly")
    return begun.press("next", q__wish=LETTER).press("next", q__age="a60")


def test_mix_closes_a_quota_at_its_edge_and_opens_it_when_somebody_withdrew(town, survey):
    random, found = Random(1), []
    nine, tenth, others = range(9), range(9, 10), range(20, 30)
    tickets = [send(survey, random, number=number, with_receipt=True) for number in nine]
    mix(town, survey, today=TODAY, random=random)
    found.append(survey.full_quotas)

    tickets += [send(survey, random, number=number, with_receipt=True) for number in tenth]
    mix(town, survey, today=TODAY, random=random)
    found.append(survey.full_quotas)

    withdraw(town, tickets[0].receipt)
    for number in others:
        send(survey, random, number=number, age="a16_59")
    mix(town, survey, today=TODAY, random=random)
    found.append(survey.full_quotas)

    assert found == [[], ["old"], []]


def test_quota_that_got_full_meanwhile_shows_what_was_typed(survey):
    somebody = _at_the_last_question()
    _fill(survey)

    somebody.press("next", q__district="north")

    assert "Danke, genug." in somebody.says
    assert LETTER in somebody.says
    assert not Intake.objects.exists()


def test_shared_device_shows_nothing_of_it(survey):
    somebody = _at_the_last_question(KIOSK)
    _fill(survey)

    somebody.press("next", q__district="north")

    assert "Danke, genug." in somebody.says
    assert LETTER not in somebody.says


def test_who_checks_their_answers_is_past_a_quota_also_while_changing_one(survey):
    somebody = _at_the_last_question().press("next", q__district="north").press("change:wish")
    _fill(survey)

    somebody.press("next", q__wish="Doch anders").press("send")

    assert Intake.objects.count() == 1


def test_who_becomes_one_of_nobody_while_changing_is_thanked(town, time_machine):
    time_machine.move_to(NOW)
    with scope(town=town):
        _survey(town, most=0)
        somebody = Respondent().press("begin").press("next", q__areas="kita").press("next", q__digital="gladly")
        somebody.press("next", q__wish=LETTER).press("next", q__age="a16_59").press("next", q__district="north")

        somebody.press("change:age").press("next", q__age="a60")

        assert "Danke, genug." in somebody.says

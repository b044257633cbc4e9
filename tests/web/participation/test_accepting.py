"""Accepting answers: once, whole, with a code that is used up."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from factories.surveys import NOW, TODAY, answers_of, open_survey, send, ticket_for
from factories.web import person_in
from leitplanke.participation.codes import new_code
from leitplanke.participation.model import ResponseMode
from leitplanke_web.participation.actions.accepting import ClosedSurveyError, accept, was_accepted
from leitplanke_web.participation.actions.codes import (
    UnknownCodeError,
    UsedCodeError,
    make_codes,
    usable_frame,
)
from leitplanke_web.participation.actions.drafts import locator, save_draft
from leitplanke_web.participation.models import AccessCode, Draft, Intake, SubmissionToken
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.tickets import ForgedTicketError, read_ticket, written
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def random():
    return Random(7)


@pytest.fixture
def survey(town):
    with scope(town=town):
        yield open_survey(town)


@pytest.fixture
def codes(town, survey, random):
    person = person_in(town, Role.EDITOR)
    return make_codes(town, person, survey, audience="citizens", frame="register", count=5, random=random)


def test_form_begun_with_a_code_is_not_accepted_without_it_or_with_another(survey, random, codes):
    ticket = ticket_for(survey, random, frame="register", access=codes[0])

    for code in ("", codes[1]):
        with pytest.raises(UnknownCodeError):
            accept(survey, answers_of(1), ticket=ticket, mode=ResponseMode.ONLINE, random=random, code=code)

    assert not Intake.objects.exists()
    assert not AccessCode.objects.filter(is_used=True).exists()


def test_answer_is_stored_as_it_was_given(survey, random):
    send(survey, random, number=4)

    row = Intake.objects.get()
    assert (row.audience, row.frame, row.mode) == ("citizens", "open_link", "online")
    assert row.answers == answers_of(4)


def test_same_form_twice_is_one_answer(survey, random):
    ticket = ticket_for(survey, random)

    for _click in range(3):
        accept(survey, answers_of(1), ticket=ticket, mode=ResponseMode.ONLINE, random=random)

    assert Intake.objects.count() == 1
    assert was_accepted(survey, ticket)


def test_another_form_is_another_answer(survey, random):
    send(survey, random)
    send(survey, random)

    assert Intake.objects.count() == 2


def test_code_allows_one_answer(survey, random, codes):
    send(survey, random, code=codes[0], frame="register")

    with pytest.raises(UsedCodeError):
        send(survey, random, code=codes[0], frame="register")

    assert Intake.objects.count() == 1
    assert SubmissionToken.objects.count() == 1
    assert AccessCode.objects.filter(is_used=True).count() == 1


def test_same_form_twice_with_a_code_is_thanked_twice(survey, random, codes):
    ticket = ticket_for(survey, random, frame="register", access=codes[0])

    for _click in range(2):
        accept(survey, answers_of(1), ticket=ticket, mode=ResponseMode.ONLINE, random=random, code=codes[0])

    assert Intake.objects.count() == 1


@pytest.mark.parametrize("audience", ["companies", "staff"])
def test_code_of_another_audience_is_unknown(survey, codes, audience):
    with pytest.raises(UnknownCodeError):
        usable_frame(survey, audience=audience, code=codes[0])


def test_code_of_another_survey_is_unknown(other_town, random, codes):
    with scope(town=other_town):
        foreign = open_survey(other_town)
        with pytest.raises(UnknownCodeError):
            send(foreign, random, code=codes[0], frame="register")
        assert not Intake.objects.exists()


def test_unknown_code_stores_nothing(survey, random):
    with pytest.raises(UnknownCodeError):
        send(survey, random, code=new_code(random), frame="register")

    assert not Intake.objects.exists()
    assert not SubmissionToken.objects.exists()


@pytest.mark.parametrize("state", [SurveyState.PREPARED, SurveyState.PAUSED, SurveyState.CLOSED])
def test_survey_that_is_not_open_stores_nothing(survey, random, state):
    survey.state = state

    with pytest.raises(ClosedSurveyError):
        send(survey, random)

    assert not Intake.objects.exists()


def test_accepting_deletes_the_draft_and_no_other(survey, random):
    mine, theirs = new_code(random), new_code(random)
    save_draft(survey, mine, {"areas": "kita"})
    save_draft(survey, theirs, {"areas": "building"})

    accept(
        survey,
        answers_of(1),
        ticket=ticket_for(survey, random),
        mode=ResponseMode.ONLINE,
        random=random,
        draft=locator(mine),
    )

    assert [row.locator for row in Draft.objects.all()] == [locator(theirs)]


def test_accepting_takes_five_statements(survey, random, codes):
    ticket = ticket_for(survey, random, frame="register", access=codes[0])

    with CaptureQueriesContext(
        connection,
    ) as asked:
        accept(
            survey, answers_of(1), ticket=ticket, mode=ResponseMode.ONLINE, random=random, code=codes[0], draft="0" * 64
        )

    statements = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) == 4


def test_codes_are_nowhere_in_the_table(codes):
    stored = " ".join(f"{row.digest} {row.key} {row.audience} {row.frame}" for row in AccessCode.objects.all())

    assert not any(code in stored or code.lower() in stored for code in codes)
    assert AccessCode.objects.count() == len(codes)


def test_ticket_is_read_by_its_survey_and_audience_alone(survey, random):
    text = written(ticket_for(survey, random))

    assert read_ticket(text, survey=survey.pk, audience="citizens").frame == "open_link"
    for number, audience in ((survey.pk + 1, "citizens"), (survey.pk, "staff")):
        with pytest.raises(ForgedTicketError):
            read_ticket(text, survey=number, audience=audience)


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", "eyJzdXJ2ZXkiOjF9:1:2", "\N{BELL}" * 400])
def test_forged_ticket_is_refused(survey, forged):
    with pytest.raises(ForgedTicketError):
        read_ticket(forged, survey=survey.pk, audience="citizens")


def test_ticket_expires_after_a_day_and_its_digest_is_kept_until_then(survey, random):
    ticket = ticket_for(survey, random)

    assert not ticket.has_expired(NOW + timedelta(hours=23))
    assert ticket.has_expired(NOW + timedelta(hours=25))
    assert not ticket.has_expired(NOW - timedelta(hours=3))
    assert ticket.forget_after > (NOW + timedelta(hours=24)).date() >= TODAY

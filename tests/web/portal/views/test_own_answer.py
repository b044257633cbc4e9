"""What became of my answer: what its holder sees, and what nobody learns."""

from dataclasses import replace
from random import Random

import pytest
from django.test import Client
from django_scopes import scope

from factories import handovers
from factories.runs import finished_run, publication_row
from factories.surveys import FAR, TODAY, open_survey, send
from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import new_code, shown_code
from leitplanke.strategy.model import TraceLink
from leitplanke_web.participation.actions.mixing import mix
from leitplanke_web.participation.actions.records import mark_evaluated
from leitplanke_web.participation.queries import answer_of_receipt, said_in

pytestmark = pytest.mark.django_db
ADDRESS = "/erlenbach/was-daraus-wurde/meine-antwort/"


@pytest.fixture
def random():
    return Random(3)


@pytest.fixture
def code(town, random):
    """Of an answer that was mixed with others."""
    with scope(town=town):
        survey = open_survey(town, closes_on=FAR)
        ticket = send(survey, random, number=7, with_receipt=True)
        for number in range(20, 30):
            send(survey, random, number=number)
        mix(town, survey, today=TODAY, random=random)
        yield ticket.receipt


@pytest.fixture
def evaluated(town, code):
    """The same after results were made and published."""
    trace = (TraceLink("finding:citizens.areas.kita", "measure:kita_online"),)
    publication_row(town, run=finished_run(town, strategy=replace(handovers.strategy(), trace=trace)))
    mark_evaluated(town, "2026-1")
    return code


def _asked(code, **more):
    return Client().post(ADDRESS, {"go": "show", "receipt": shown_code(code), **more})


@pytest.mark.usefixtures("town")
def test_page_asks_for_the_code_and_stores_nothing():
    client = Client()

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert 'name="receipt"' in page.content.decode()
    assert not client.cookies


def test_holder_sees_priorities_and_words_and_nothing_about_the_person(code):
    page = _asked(code)

    words = page.content.decode()
    assert page.status_code == 200
    assert "Stimme Nummer 7" in words
    assert "Stimme Nummer 20" not in words
    assert "noch nicht ausgewertet" in words
    assert "Nord" not in words
    assert (page.headers["Cache-Control"], dict(page.cookies)) == ("no-store", {})


def test_after_publication_the_priority_leads_to_its_measure_and_withdrawing_is_over(evaluated):
    words = _asked(evaluated).content.decode()

    assert "Damit sind Maßnahmen begründet" in words
    assert "/erlenbach/fahrplan/massnahmen/kita_online/" in words
    assert "schon mit den anderen ausgewertet" in words
    assert 'value="withdraw"' not in words


def test_holder_reads_nothing_about_the_person_even_if_a_measure_rests_on_it(town, code):
    trace = (TraceLink("finding:citizens.district.north", "measure:kita_online"),)
    publication_row(town, run=finished_run(town, strategy=replace(handovers.strategy(), trace=trace)))
    mark_evaluated(town, "2026-1")

    words = _asked(code).content.decode()

    assert "schon mit den anderen ausgewertet" in words
    assert "Nord" not in words
    assert "Damit sind Maßnahmen begründet" not in words


def test_question_repeats_nothing_about_the_person_to_the_holder(town, code):
    with scope(town=town):
        answer = answer_of_receipt(town, code)
    asked = answer.questionnaire
    piped = tuple(
        replace(one, text=Text("Was fehlt in {{district}}?")) if one.id == "wish" else one for one in asked.questions
    )

    found = said_in(
        replace(answer, questionnaire=replace(asked, questions=piped)),
        priority_question="areas", language="de", today=TODAY,
    )  # fmt: skip

    assert "Stimme Nummer 7" in repr(found)
    assert "Nord" not in repr(found)


def test_withdrawing_asks_whether_somebody_is_sure(town, code):
    page = _asked(code, go="withdraw")

    assert page.status_code == 422
    assert answer_of_receipt(town, code) is not None


def test_withdrawn_answer_is_gone_and_the_page_says_so(town, code):
    page = _asked(code, go="withdraw", sure="on")

    assert "zurückgezogen und gelöscht" in page.content.decode()
    assert answer_of_receipt(town, code) is None
    assert _asked(code).status_code == _asked(code, go="withdraw", sure="on").status_code == 422


def test_evaluated_answer_is_kept_whatever_is_sent(town, evaluated):
    page = _asked(evaluated, go="withdraw", sure="on")

    assert "schon mit den anderen ausgewertet" in page.content.decode()
    assert answer_of_receipt(town, evaluated) is not None


def test_wrong_codes_are_answered_alike(code, other_town, random):
    """Never given out, withdrawn, of another town, an access code: the same page but for what was typed."""
    _asked(code, go="withdraw", sure="on")
    with scope(town=other_town):
        foreign = send(open_survey(other_town, closes_on=FAR), random, with_receipt=True).receipt

    answers = {
        (page.status_code, page.content.decode().replace(shown_code(one), "?"))
        for one in (code, foreign, new_code(random), new_code(random))
        for page in (_asked(one), _asked(one, go="withdraw", sure="on"))
    }

    assert len(answers) == 1
    assert {status for status, _ in answers} == {422}


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("typed", ["", "7K2M", "\N{NULL}", "A" * 5000, "\N{RIGHT-TO-LEFT OVERRIDE}7K2M-9QXA-R4T0C"])
def test_what_is_no_code_is_refused_kindly(typed):
    page = Client().post(ADDRESS, {"go": "show", "receipt": typed})

    assert page.status_code in {400, 422}


def test_form_that_no_page_of_ours_wrote_is_refused(code):
    assert Client().post(ADDRESS, {"receipt": code}).status_code == 400


def test_looking_takes_five_statements_at_most(code, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        _asked(code)

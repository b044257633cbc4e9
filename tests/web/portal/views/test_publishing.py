import re
from collections import Counter
from dataclasses import replace

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from factories import handovers
from factories.attack import FORMS, published
from factories.runs import finished_run, publication_row, run_row
from leitplanke.kernel.dates import Month
from leitplanke_web.portal.models import Publication, RunState

pytestmark = pytest.mark.django_db

COMPARE, PUBLISH, VERSIONS = (
    "/erlenbach/arbeit/vergleich/",
    "/erlenbach/arbeit/veroeffentlichen/",
    "/erlenbach/versionen/",
)
SEND = {"run": "1", "seen_version": "0", "exemption": "Erst <beraten>."}
ROADMAP = handovers.roadmap()
LATER = replace(
    ROADMAP,
    assignments=(replace(ROADMAP.assignments[0], start=Month("2026-12"), end=Month("2027-05")),),
    value=990,
)


def test_compare_page_tells_what_moves(editor, town, django_assert_max_num_queries):
    publication_row(town)
    finished_run(town, roadmap=LATER)

    with django_assert_max_num_queries(10):
        page = _text(editor.get(COMPARE))

    assert "Lauf 2 gegen die veröffentlichte Fassung 1." in page
    assert "1 Maßnahme ist anders geplant." in page
    assert "Okt 2026 – Mär 2027" in page
    assert "Dez 2026 – Mai 2027" in page
    assert "Ende 2 Monate später" in page
    assert "ist 10\u00a0% höher" in page


def test_compare_page_in_english(editor, town):
    publication_row(town)
    finished_run(town, roadmap=LATER)

    page = _text(editor.get(f"/en{COMPARE}"))

    assert "1 measure is planned differently." in page
    assert "2 months later" in page
    assert "Oct 2026 – Mar 2027" in page


def test_compare_page_before_anything(editor, town):
    nothing = _text(editor.get(COMPARE))
    finished_run(town)
    unpublished = _text(editor.get(COMPARE))

    assert "Es gibt noch keinen fertigen Lauf." in nothing
    assert "Es ist noch nichts veröffentlicht" in unpublished


def test_publish_page_names_violations_and_changes(editor, town):
    publication_row(town)
    finished_run(town, roadmap=LATER)

    page = _text(editor.get(PUBLISH))

    assert "Was sich gegen Fassung 1 ändert" in page
    assert "Ende 2 Monate später" in page
    assert "Parken-App" in page
    assert "verletzt" in page
    assert 'name="seen_version" value="1"' in page


def test_publish_makes_the_version(editor, town):
    finished_run(town)

    response = editor.post(PUBLISH, SEND | {"note": "Erste <Fassung>"}, follow=True)

    with scopes_disabled():
        publication = Publication.objects.get()
    assert (publication.number, publication.note, publication.published_by) == (1, "Erste <Fassung>", "Edda Ehrlich")
    assert response.redirect_chain == [(VERSIONS, 302)]
    assert "Fassung 1 ist veröffentlicht." in _text(response)
    assert "Erste &lt;Fassung&gt;" in _text(response)


def test_publish_after_somebody_else_is_told(editor, town):
    publication_row(town, published_by="Ada Amt")
    finished_run(town)

    response = editor.post(PUBLISH, {"run": "2", "seen_version": "0"})

    with scopes_disabled():
        assert Publication.objects.count() == 1
    assert response.status_code == 409
    assert "Ada Amt hat inzwischen Fassung 1 veröffentlicht." in _text(response)
    assert 'name="seen_version" value="1"' in _text(response)


def test_violated_guardrail_blocks_until_a_reason_stands_in_public(editor, town):
    finished_run(town)

    blocked = editor.post(PUBLISH, SEND | {"exemption": " "})
    told = _text(editor.post(PUBLISH, SEND, follow=True))

    assert blocked.status_code == 422
    assert "Ändern Sie das oder nennen Sie den Grund." in _text(blocked)
    assert "So lässt sich der Lauf nicht veröffentlichen." in _text(blocked)
    assert "Veröffentlicht, obwohl eine Maßnahme eine Leitplanke verletzt" in told
    assert "Erst &lt;beraten&gt;." in _text(Client().get(VERSIONS))


def test_publish_what_subtraction_would_tell_is_refused_with_the_way_out(editor, town):
    before = Counter({("f", ("a",)): 40, ("m", ("a", "b")): 40, ("f", ("b",)): 30})
    publication_row(town, run=finished_run(town, evidence=published(FORMS[0], before)))
    finished_run(town, evidence=published(FORMS[0], before + Counter({("m", ("b",)): 3})))

    response = editor.post(PUBLISH, {"run": "2", "seen_version": "1"})

    with scopes_disabled():
        assert Publication.objects.count() == 1
    assert response.status_code == 409
    assert "was wenige Menschen geantwortet haben. Starten Sie einen neuen Lauf" in _text(response)


def test_publish_twice_is_refused(editor, town):
    finished_run(town)
    editor.post(PUBLISH, SEND)

    response = editor.post(PUBLISH, SEND | {"seen_version": "1"})

    with scopes_disabled():
        assert Publication.objects.count() == 1
    assert response.status_code == 409
    assert "Dieser Lauf ist schon veröffentlicht, als Fassung 1." in _text(response)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 422),
        ({"run": "x", "seen_version": "0"}, 422),
        ({"run": "1", "seen_version": "-1"}, 422),
        ({"run": "1", "seen_version": "0", "note": "x" * 2001}, 422),
        ({"run": "99", "seen_version": "0"}, 404),
        ({"run": "2", "seen_version": "0"}, 409),
    ],
)
def test_publish_faulty_form_publishes_nothing(editor, town, data, status):
    finished_run(town)
    run_row(town, state=RunState.CANCELLED)

    response = editor.post(PUBLISH, data)

    with scopes_disabled():
        assert Publication.objects.count() == 0
    assert response.status_code == status


def test_publish_run_of_another_town_is_not_found(editor, other_town):
    finished_run(other_town)

    own = editor.post(PUBLISH, {"run": "1", "seen_version": "0"})
    foreign = editor.post("/otterbach/arbeit/veroeffentlichen/", {"run": "1", "seen_version": "0"})

    with scopes_disabled():
        assert Publication.objects.count() == 0
    assert (own.status_code, foreign.status_code) == (404, 404)


@pytest.mark.parametrize("number", [1, 3])
def test_versions_page_is_public_and_asks_few_queries(town, other_town, number, django_assert_max_num_queries):
    publication_row(other_town, note="of the other town")
    for _ in range(number):
        publication_row(town)

    with django_assert_max_num_queries(10):
        page = _text(Client().get(VERSIONS))

    assert len(re.findall(r"Fassung \d+ vom", page)) == number
    assert page.count("gilt jetzt") == 1
    assert "of the other town" not in page


@pytest.mark.usefixtures("town")
def test_versions_page_before_publishing():
    assert "Es ist noch nichts veröffentlicht." in _text(Client().get(VERSIONS))


def _text(response) -> str:
    return response.content.decode()

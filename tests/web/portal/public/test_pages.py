from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from factories.documents import documents, profile
from factories.published import Reading, publish, published_town, unpublished_town
from factories.small_town import small_documents
from leitplanke.kernel.texts import Text

pytestmark = pytest.mark.django_db

PAGES = {
    "": "Welche drei Bereiche soll die Stadt zuerst digital verbessern?",
    "ergebnisse/": "Das haben Sie gesagt",
    "ergebnisse/fragen/": "Was Sie sonst gesagt haben",
    "ergebnisse/stimmen/": "In Ihren Worten",
    "ergebnisse/methode/": "Methode und Herkunft",
    "strategie/": "Strategie: was wir erreichen wollen",
    "strategie/leitplanken/": "Leitplanken",
    "strategie/gewichte/": "Was wie viel zählt",
    "fahrplan/": "Fahrplan: was wir wann machen",
    "fahrplan/nicht-dabei/": "Was nicht im Fahrplan steht",
    "fahrplan/personal-und-geld/": "Personal und Geld",
    "fahrplan/massnahmen/m04/": "Elektronische Akte in allen Ämtern",
    "was-daraus-wurde/": "Was daraus wurde",
    "barrierefreiheit/": "Erklärung zur Barrierefreiheit",
    "datenschutz/": "Datenschutz",
    "impressum/": "Impressum",
}
LEGAL = ("barrierefreiheit/", "datenschutz/", "impressum/")


def html(path: str, *, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("tail", "heading"), PAGES.items())
def test_every_page_has_one_main_heading_its_name_in_the_title_and_says_that_the_town_is_invented(tail, heading):
    published_town()

    page = html(f"/musterau/{tail}")

    assert page.count("<h1") == 1
    assert f"<h1>{heading}</h1>" in page
    assert "Musterau am Bach gibt es nicht." in page
    assert page.split("<title>")[1].split("</title>")[0].endswith("– Musterau am Bach")


@pytest.mark.parametrize("tail", [tail for tail in PAGES if tail not in LEGAL])
def test_before_anything_is_published_a_page_says_so_and_a_measure_is_not_found(tail):
    unpublished_town()

    answer = Client().get(f"/musterau/{tail}")

    expected = 404 if "massnahmen" in tail else 200
    assert answer.status_code == expected
    assert ("Hier ist noch nichts veröffentlicht" in answer.content.decode()) == (expected == 200)


@pytest.mark.parametrize("tail", LEGAL)
def test_legal_pages_are_there_before_anything_is_published(tail):
    unpublished_town()

    assert f"<h1>{PAGES[tail]}</h1>" in html(f"/musterau/{tail}")


@pytest.mark.parametrize(
    "path",
    [
        "/nirgends/",
        "/nirgends/fahrplan/",
        "/musterau/fahrplan/massnahmen/m99/",
        "/musterau/fahrplan/massnahmen/..%2Fm04/",
        "/musterau/versionen/2/",
        "/musterau/versionen/0/fahrplan/",
        "/musterau/versionen/99999999999999999999/",
        "/musterau/gibtsnicht/",
    ],
)
def test_what_does_not_exist_is_a_404(path):
    published_town()

    assert Client().get(path).status_code == 404


def test_one_town_is_opened_straight_away():
    published_town()

    answer = Client().get("/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/musterau/")


def test_several_towns_are_listed_by_name():
    published_town()
    unpublished_town("zweitau", profile=replace(profile(), name=Text("Zweitau")))

    page = html("/")

    assert '<a href="/musterau/">Musterau am Bach</a>' in page
    assert '<a href="/zweitau/">Zweitau</a>' in page


def test_start_tells_the_closed_survey_the_steps_and_what_comes_next():
    published_town()

    page = html("/musterau/")

    assert "1.454 Antworten sind gekommen. Diese Umfrage ist ausgewertet." in page
    assert page.count('aria-current="step"') == 1
    assert "Hier sind wir" in page
    assert '<a class="kern-btn kern-btn--primary" href="/musterau/ergebnisse/">' in page
    assert "Jetzt mitmachen" not in page


def test_start_of_a_town_that_asked_nobody_does_not_speak_of_a_survey():
    shown = small_documents()
    evidence = replace(shown["evidence"], responses=(), priorities=(), tables=(), themes=())
    published_town(evidence=evidence)

    assert "Umfrage ist abgeschlossen" not in html("/musterau/")


def test_measure_page_leads_back_to_findings_and_says_what_is_missing():
    shown = small_documents()
    strategy = shown["strategy"]
    hidden = replace(
        strategy.draft,
        measures=tuple(
            replace(one, evidence=("citizens.areas.culture",)) if one.id == "m04" else one
            for one in strategy.draft.measures
        ),
    )
    published_town(strategy=replace(strategy, draft=hidden))

    page = html("/musterau/fahrplan/massnahmen/m04/")

    assert 'href="/musterau/strategie/leitplanken/#guardrail-analogue"' in page
    assert 'href="/musterau/ergebnisse/stimmen/#cluster-werkstatt1.no_login"' in page
    assert "zum Schutz der Befragten nicht veröffentlicht" in page


def test_became_counts_open_replies():
    published_town()

    page = html("/musterau/was-daraus-wurde/")

    assert "Noch ohne Antwort" in page
    assert "noch offen." in page


def test_numbered_version_keeps_its_content_and_says_which_it_is():
    town = published_town()
    newer = documents(profile=replace(profile(), as_of=date(2027, 3, 31)))
    strategy = newer["strategy"]
    renamed = tuple(
        replace(one, title=Text("Neuer Name")) if one.id == "m04" else one for one in strategy.draft.measures
    )
    newer["strategy"] = replace(strategy, draft=replace(strategy.draft, measures=renamed))
    publish(town, **newer)

    old, new = html("/musterau/versionen/1/fahrplan/massnahmen/m04/"), html("/musterau/fahrplan/massnahmen/m04/")

    assert "<h1>Elektronische Akte in allen Ämtern</h1>" in old
    assert "Sie lesen Fassung 1 vom" in old
    assert 'href="/musterau/versionen/1/strategie/leitplanken/#guardrail-analogue"' in old
    assert "<h1>Neuer Name</h1>" in new
    assert "Sie lesen Fassung" not in new


def test_towns_are_kept_apart_even_with_equal_measures():
    published_town()
    other = small_documents()
    strategy = other["strategy"]
    renamed = tuple(replace(one, title=Text("Nur in Zweitau")) for one in strategy.draft.measures)
    other["strategy"] = replace(strategy, draft=replace(strategy.draft, measures=renamed))
    published_town("zweitau", **{name: other[name] for name in ("evidence", "strategy", "roadmap", "progress")})

    first, second = html("/musterau/fahrplan/"), html("/zweitau/fahrplan/")

    assert "Nur in Zweitau" not in first
    assert "Nur in Zweitau" in second
    assert [link for link in Reading(second).links if "musterau" in link] == []

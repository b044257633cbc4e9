"""The strategy to read in short, in plain language, to take along, and what a version changes."""

import io
from dataclasses import replace

import docx
import pytest
from django.test import Client

from factories import handovers
from factories.runs import finished_run, publication_row
from leitplanke.kernel.texts import Text
from pdf_ua import faults

pytestmark = pytest.mark.django_db

DATA = "/erlenbach/daten/1/"


@pytest.fixture(autouse=True)
def _published(town):
    publication_row(town)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("strategie/kurz/", "Was wir digital erreichen wollen"),
        ("strategie/leichte-sprache/", "Diese Regeln gelten"),
        ("versionen/1/strategie/kurz/", "Was noch nicht geklärt ist"),
    ],
)
def test_papers_are_pages_with_files_to_take_along(address, told):
    page = Client().get(f"/erlenbach/{address}").text

    assert told in page
    assert f"{DATA}strategy" in page


def test_plain_language_is_german_on_english_pages_too():
    page = Client().get("/en/erlenbach/strategie/leichte-sprache/").text

    assert '<div class="parts" lang="de">' in page
    assert "Diese Regeln gelten" in page


@pytest.mark.parametrize("name", ["strategy", "strategy-plain", "guardrails", "measure-parking"])
def test_files_are_accessible_and_say_the_same(name):
    pdf = Client().get(f"{DATA}{name}.pdf")
    word = Client().get(f"/en{DATA}{name}.docx")

    assert pdf["Content-Type"] == "application/pdf"
    assert faults(pdf.content) == []
    assert len(docx.Document(io.BytesIO(word.content)).paragraphs) > 3


@pytest.mark.parametrize("name", ["measure-nowhere.pdf", "measure-.docx", "strategy.exe", "measures.pdf"])
def test_files_that_are_not_there_are_not_found(name):
    assert Client().get(f"{DATA}{name}").status_code == 404


def test_versions_are_told_apart_in_words(town):
    strategy = handovers.strategy()
    rule = replace(strategy.draft.guardrails[0], reason=Text("Niemand bleibt draußen.", "Nobody is left out."))
    later = replace(strategy, draft=replace(strategy.draft, guardrails=(rule,)))
    publication_row(town, run=finished_run(town, strategy=later))

    first, second = (Client().get(f"/erlenbach/versionen/{number}/unterschiede/").text for number in (1, 2))
    english = Client().get("/en/erlenbach/versionen/2/unterschiede/").text

    assert "Davor gibt es keine Fassung" in first
    assert "Niemand bleibt draußen." in second
    assert "Grund" in second
    assert "Nobody is left out." in english
    assert Client().get("/erlenbach/versionen/3/unterschiede/").status_code == 404


def test_differences_before_publishing_stand_on_the_staff_page(town, editor):
    strategy = handovers.strategy()
    later = replace(strategy, draft=replace(strategy.draft, guiding_sentence=Text("Digital ohne Hürden.")))
    finished_run(town, strategy=later)

    page = editor.get("/erlenbach/arbeit/veroeffentlichen/").text

    assert "Was die Strategie anders sagt" in page
    assert "Digital ohne Hürden." in page

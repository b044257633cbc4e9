"""The catalogue, the graph of prerequisites and likely doubles on staff pages."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from factories.page_forms import forms_of, send
from leitplanke.exchange.catalogue import shipped_catalogue
from leitplanke.strategy.model import MeasureState
from leitplanke_web.strategy.models import Measure
from leitplanke_web.strategy.queries import measure_row

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10


@pytest.fixture
def page(town):
    def address(name, **parts):
        return reverse(f"strategy:{name}", kwargs={"town": town.id, **parts})

    return address


def test_list_is_filtered_by_words_and_level_and_shows_what_is_planned(editor, page):
    found = editor.get(page("catalogue"), {"words": "bürgerbüro", "level": "2"})

    assert [(one.id, [name for name, _ in own]) for one, own in found.context["elements"]] == [("E38", ["visits"])]


def test_element_shows_sources_and_what_is_to_be_checked(editor, page):
    found = editor.get(page("element", element="E20"))

    assert "zu prüfen" in found.text
    assert "https://lexaris.de/" in found.text
    assert editor.get(page("element", element="E99")).status_code == 404


def test_new_measure_begins_with_the_words_of_the_element(town, editor, page):
    address = f"{page('measure_new')}?element=E16"
    form = next(one for one in forms_of(editor.get(address).text, address=address) if "title_de" in one.names)

    done = send(editor, page("measure_new"), form.entries())

    assert done.status_code == 302, done.context["faults"]
    with scope(town=town):
        made = measure_row(town, "M01").value
    assert (made.title.de, made.element, made.state) == (
        "Termine online buchen",
        "E16@1",
        MeasureState.UNDER_EXAMINATION,
    )


def test_prerequisites_are_suggested_on_their_page(editor, page):
    said = editor.get(page("measure_needs", measure="visits")).context["suggested"]

    assert (said["requires"], said["helps"]) == ([], [])
    assert said["missing"] == [("E02", "Grundschutz der IT"), ("E08", "Betrieb der IT im Rechenzentrum")]


def test_both_versions_are_shown_and_the_person_picks(town, editor, page):
    with scope(town=town):
        before = measure_row(town, "visits")
    address = page("measure_catalogue", measure="visits")

    shown = editor.get(address)
    done = send(editor, address, [("version", str(before.version)), ("take-description", "theirs")])

    assert [one.field for one in shown.context["differences"]] == ["title", "description", "legal_basis"]
    assert done.status_code == 302
    element = shipped_catalogue().element("E38")
    with scope(town=town):
        after = measure_row(town, "visits").value
    assert after == replace(before.value, description=element.description, element="E38@1")
    assert editor.get(address).context["differences"] == []


def test_version_that_is_not_the_stored_one_overwrites_nothing(town, editor, page):
    address = page("measure_catalogue", measure="visits")

    old = send(editor, address, [("version", "99"), ("take-title", "theirs")])
    wrong = send(editor, address, [("version", "1"), ("take-title", "neither")])

    assert (old.status_code, wrong.status_code) == (409, 422)
    with scope(town=town):
        assert measure_row(town, "visits").value.element == "E38"


def test_graph_stands_there_as_picture_and_as_list(editor, page):
    found = editor.get(page("graph"))

    assert [(one, [need for need, _ in needs]) for one, _, needs in found.context["needs"]] == [
        ("kita_online", ["login"]),
    ]
    assert found.context["alone"] == 2
    assert found.context["drawing"].count("<line") == 1


def test_likely_doubles_are_listed(town, editor, page):
    with scope(town=town):
        one = measure_row(town, "visits").value
        Measure.objects.create(town=town, identifier="twin", position=9, value=replace(one, id="twin"))

    found = editor.get(page("similar"))

    assert [(first[0], second[0], likeness) for first, second, likeness in found.context["pairs"]] == [
        ("visits", "twin", 100)
    ]


@pytest.mark.parametrize("name", ["graph", "similar", "catalogue", "sheet", "sheet_export", "sheet_template"])
def test_pages_over_all_measures_take_few_queries(town, editor, page, name):
    with scope(town=town):
        one = measure_row(town, "parking").value
        Measure.objects.bulk_create(
            Measure(town=town, identifier=f"m{n}", position=9 + n, value=replace(one, id=f"m{n}")) for n in range(300)
        )

    with CaptureQueriesContext(connection) as queries:
        response = editor.get(page(name))

    assert response.status_code == 200
    assert len(queries) <= MOST_QUERIES

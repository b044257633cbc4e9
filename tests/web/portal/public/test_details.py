"""What a town says about itself, on the pages that have to say it."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from factories.published import published_town
from leitplanke.kernel.contact import Contact
from leitplanke.kernel.details import TownDetails
from leitplanke_web.towns.models import Town

pytestmark = pytest.mark.django_db


def office(name: str) -> Contact:
    return Contact(f"Amt {name}", (f"{name}straße 1", "00000 Musterau"), f"{name}@musterau.example", "+49 69 90009-100")


DETAILS = TownDetails(
    representative="Bürgermeisterin Muster",
    legal_basis="Art. 6 DSGVO\nund Landesrecht",
    server_log="Keine Adressen.",
    statement_on=date(2026, 3, 4),
    authority=office("rathaus"),
    supervision=office("kreis"),
    data_protection_officer=office("datenschutz"),
    data_protection_authority=office("aufsicht"),
    accessibility_contact=office("barriere"),
    enforcement_body=office("durchsetzung"),
)
SAID = {
    "impressum/": ("Amt rathaus", "rathausstraße 1", "Bürgermeisterin Muster", "Amt kreis"),
    "datenschutz/": ("Amt rathaus", "Amt datenschutz", "Amt aufsicht", "DSGVO<br>und Landesrecht", "Keine Adressen."),
    "barrierefreiheit/": ("Amt barriere", "Amt durchsetzung", "Diese Erklärung ist vom 4. März 2026."),
}  # fmt: skip


def say(town: Town, details: TownDetails) -> None:
    Town.objects.filter(pk=town.pk).update(details=details, version=town.version + 1)


@pytest.mark.parametrize("tail", SAID)
def test_page_shows_what_the_town_has_said(tail):
    say(published_town(), DETAILS)

    page = Client().get(f"/musterau/{tail}").text

    assert [words for words in SAID[tail] if words not in page] == []


@pytest.mark.parametrize("tail", SAID)
def test_page_of_a_town_that_has_said_nothing_has_no_dead_words(tail):
    published_town()

    page = Client().get(f"/musterau/{tail}").text

    assert "ergänzt" not in page
    assert "<address" not in page
    assert "None" not in page
    assert "Musterau am Bach" in page


@pytest.mark.parametrize("tail", SAID)
def test_english_page_says_that_these_words_are_german(tail):
    say(published_town(), DETAILS)

    page = Client().get(f"/en/musterau/{tail}").text

    assert '<address class="lp-contact" lang="de">' in page


def test_imprint_tells_how_many_live_in_the_town():
    published_town()

    assert "<dd>30.180</dd>" in Client().get("/musterau/impressum/").text


def test_ways_to_an_office_are_links():
    say(published_town(), DETAILS)

    page = Client().get("/musterau/barrierefreiheit/").text

    assert '<a href="tel:+496990009100">+49 69 90009-100</a>' in page
    assert '<a href="mailto:barriere@musterau.example">barriere@musterau.example</a>' in page


def test_barriers_are_reported_to_the_town_where_it_names_no_office_for_them():
    say(published_town(), replace(DETAILS, accessibility_contact=Contact()))

    assert "Amt rathaus" in Client().get("/musterau/barrierefreiheit/").text


def test_page_that_a_reader_has_is_sent_again_when_details_change():
    town = published_town()
    tag = Client().get("/musterau/impressum/")["ETag"]
    again = Client().get("/musterau/impressum/", headers={"If-None-Match": tag})

    say(town, DETAILS)
    changed = Client().get("/musterau/impressum/", headers={"If-None-Match": tag})

    assert (again.status_code, changed.status_code) == (304, 200)


def test_roadmap_offers_its_table_of_the_version_that_is_read():
    published_town()

    newest, numbered = Client().get("/musterau/fahrplan/").text, Client().get("/musterau/versionen/1/fahrplan/").text

    assert 'href="/musterau/daten/roadmap.csv" download' in newest
    assert 'href="/musterau/daten/1/roadmap.csv" download' in numbered
    for address in ("/musterau/daten/roadmap.csv", "/musterau/daten/1/roadmap.csv"):
        assert Client().get(address)["Content-Type"] == "text/csv; charset=utf-8"

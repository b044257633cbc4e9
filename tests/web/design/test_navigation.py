"""The frame leads everywhere, says where one is, and that a fictitious town is one."""

import re

import pytest

from factories.web import person_in
from leitplanke_web.design.navigation import address_of, addresses_of
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.urls("factories.pages")
LINK = re.compile(r'<a href="([^"]*)"(?: aria-current="([^"]*)")?>([^<]*)</a>')
PUBLIC = ["Start", "Ergebnisse", "Strategie", "Fahrplan", "Was daraus wurde"]
AREAS = ["Übersicht", "Strategie", "Fahrplan", "Veröffentlichen"]


def menu(response, name="Hauptmenü"):
    page = response.content.decode()
    found = re.search(f'aria-label="{name}">(.*?)</nav>', page, re.DOTALL)
    return LINK.findall(found[1]) if found else []


def test_public_page_has_the_public_menu(client, town):
    found = menu(client.get(f"/{town.id}/"))

    assert [words for _, _, words in found] == PUBLIC
    assert found[0] == (f"/{town.id}/", "page", "Start")
    assert {current for _, current, _ in found[1:]} == {""}


def test_page_below_another_marks_that_one(client, town):
    found = menu(client.get(f"/{town.id}/fahrplan/kiosk/"))

    assert [(words, current) for _, current, words in found if current] == [("Fahrplan", "true")]


def test_editor_sees_the_areas_in_the_order_of_work_and_no_administration(client, town):
    found = menu(client.get(f"/{town.id}/arbeit/"), "Arbeitsbereich")

    assert [words for _, _, words in found] == [*AREAS, "Öffentliche Seite"]
    assert [(words, current) for _, current, words in found if current] == [("Übersicht", "page")]


def test_area_of_the_page_shows_its_pages_with_this_one_marked(client, town):
    found = menu(client.get(f"/{town.id}/arbeit/laeufe/"), "Arbeitsbereich")

    assert [words for _, _, words in found] == [*AREAS, "Öffentliche Seite", "Personal und Geld", "Läufe"]
    assert [(words, current) for _, current, words in found if current] == [("Fahrplan", "true"), ("Läufe", "page")]


def test_administrator_sees_the_town_too(client, town):
    found = menu(client.get(f"/{town.id}/arbeit/mitglieder/?role=administrator"), "Arbeitsbereich")

    assert [words for _, _, words in found] == [*AREAS, "Stadt", "Öffentliche Seite", "Mitglieder", "Protokoll"]


def test_page_that_no_link_leads_to_is_in_its_apps_area(client, town):
    found = menu(client.get(f"/{town.id}/arbeit/massnahme-seltsam/"), "Arbeitsbereich")

    assert [(words, current) for _, current, words in found if current] == [("Strategie", "true")]


def test_page_that_an_area_names_is_in_it(client, town):
    found = menu(client.get(f"/{town.id}/arbeit/vergleich/"), "Arbeitsbereich")

    assert [(words, current) for _, current, words in found if current] == [("Fahrplan", "true")]


def test_language_link_leads_to_the_same_page(client, town):
    german = client.get(f"/{town.id}/fahrplan/?amt=a%26b").content.decode()
    english = client.get(f"/en/{town.id}/fahrplan/").content.decode()

    assert f'<a href="/en/{town.id}/fahrplan/?amt=a%26b" lang="en" hreflang="en">English</a>' in german
    assert f'<a href="/{town.id}/fahrplan/" lang="de" hreflang="de">Deutsch</a>' in english
    assert [words for _, _, words in menu(client.get(f"/en/{town.id}/"), "Main menu")] == [
        "Home", "Results", "Strategy", "Roadmap", "What became of it",
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/{}/", "/{}/arbeit/", "/{}/fahrplan/"])
def test_fictitious_town_says_so_at_the_top_and_on_paper(client, town, address):
    page = client.get(address.format(town.id)).content.decode()
    notice = town.profile.notice.de

    assert f'<div class="lp-notice"><div class="lp-wrap"><p>{notice}</p></div></div>' in page
    assert f"<strong>{notice}</strong>" in page.split("lp-print-head")[1].split("</div>")[0]


def test_frame_asks_the_database_nothing_for_readers(client, town, django_assert_num_queries):
    with django_assert_num_queries(1):  # the town
        client.get(f"/{town.id}/")


def test_reader_may_sign_in_and_staff_may_sign_out(client, town):
    before = client.get(f"/{town.id}/").content.decode()
    client.force_login(person_in(town, Role.EDITOR))
    after = client.get(f"/{town.id}/").content.decode()

    assert ('<a href="/konto/login/">Anmelden</a>' in before, "Abmelden" in before) == (True, False)
    assert ("Anmelden" in after, '<form method="post" action="/konto/logout/">' in after) == (False, True)
    assert f'<a href="/{town.id}/arbeit/">Arbeitsbereich</a>' in after


def test_breadcrumb_ends_where_one_is(client, town):
    page = client.get(f"/{town.id}/arbeit/").content.decode()

    assert '<li><a href="/">Übersicht</a></li><li><span aria-current="page">Maßnahmen</span></li>' in page


def test_addresses_of_rows_are_those_that_are_looked_up_one_by_one():
    for name in ("portal:measure", "portal:nowhere"):
        addresses = addresses_of(name, by="measure", town="musterau")

        for identifier in ("M30", "kita_online", "a-b"):
            assert addresses(identifier) == address_of(name, town="musterau", measure=identifier)

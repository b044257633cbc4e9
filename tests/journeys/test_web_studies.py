"""Somebody asks how sure the roadmap is, and what to do when money falls away: in a browser, with a real worker."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from factories.processes import command
from factories.web import PASSWORD, person_in
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def origin(live_server, published) -> str:
    """The address of a town with one published version, and somebody who edits it."""
    cache.clear()
    person_in(published, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
    return f"{live_server.url}/{published.pk}/arbeit/"


def test_editor_learns_how_sure_the_roadmap_is(origin, page, axe):
    to_page(page, origin, "Belastbarkeit")
    page.get_by_label("Wie lange dauert eine Maßnahme im schlimmsten Fall?").fill("200")
    page.get_by_role("button", name="Belastbarkeit prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lauf 2: Belastbarkeit")

    with command("worker", "--interval", "0.1"):  # from here on the page changes by itself
        expect(page.get_by_role("heading", name="Was herauskam")).to_be_visible(timeout=120_000)
    page.get_by_role("link", name="Belastbarkeit", exact=True).click()

    expect(page.get_by_role("heading", name="Was zuletzt herauskam")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("20 Gewichtungen der Zielgruppen wurden ausgelost.")
    expect(page.get_by_role("main")).to_contain_text("Startwert der Suche: 1")
    assert axe(page) == []


def test_editor_asks_what_changes_without_the_money_and_takes_an_offer_along(origin, page, axe):
    to_page(page, origin, "Wenn etwas passiert")
    page.get_by_label("Um so viel Prozent sinkt es").fill("80")
    page.get_by_role("button", name="Angebote rechnen").click()
    expect(page.get_by_text("Füllen Sie auch dieses Feld aus").first).to_be_visible()
    page.get_by_label("Haushaltsjahr").select_option("2027")
    page.get_by_role("button", name="Angebote rechnen").click()
    expect(page.get_by_role("main")).to_contain_text("Das Geld des Jahres 2027 sinkt um 80 %.")

    with command("worker", "--interval", "0.1"):
        expect(page.get_by_role("heading", name="Was herauskam")).to_be_visible(timeout=120_000)
    expect(page.get_by_role("main")).to_contain_text(re.compile("Maßnahmen? (muss|müssen) sich ändern"))
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel – So wenig wie möglich ändern").click()

    assert download.value.suggested_filename == "erlenbach-2-offer-1.xlsx"


def to_page(page: Page, origin: str, name: str) -> None:
    """Sign in, and follow the menu to a page of the roadmap."""
    page.goto(origin)
    page.get_by_label("E-Mail-Adresse").fill("edda@example.org")
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    menu = page.get_by_role("navigation", name="Arbeitsbereich")
    menu.get_by_role("link", name="Fahrplan", exact=True).click()
    menu.get_by_role("link", name=name, exact=True).click()

"""Two people code free texts without scripts, agree on what they saw differently, and the evidence report says so."""

from typing import Any

import pytest
from django.core.cache import cache
from django_scopes import scope
from playwright.sync_api import Page, expect

from factories.town_folder import town_files
from factories.web import PASSWORD, person_in
from leitplanke.chain import run_evidence
from leitplanke.evidence.model import EvidenceReport
from leitplanke.exchange.documents import from_bytes
from leitplanke_web.evidence.actions.coding import fetch_texts
from leitplanke_web.portal.actions.towns import load_town
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUEUE, MORE, STAFF = "Keine Wartezeit", "Mehr Termine; bitte", "Schnellere Rechner"


@pytest.fixture
def town():
    cache.clear()  # attempts to sign in that other tests counted
    files = town_files()  # all citizens by one way: then they are enough for themes to be told
    files["answers_citizens.csv"] = files["answers_citizens.csv"].replace(";register;", ";open_link;")
    town = load_town({name: text.encode() for name, text in files.items()}, actor="Test")
    with scope(town=town):
        for name in ("edda", "carl"):
            person_in(town, Role.EDITOR, name=name.title(), email=f"{name}@example.org")
    return town


def test_texts_from_two_coders_to_the_evidence_report(town, live_server, opened_page, axe):
    first, second = opened_page(width=360, scripts=False), opened_page(scheme="dark")
    for page, name in ((first, "edda"), (second, "carl")):
        sign_in(page, f"{live_server.url}/{town.pk}/arbeit/texte/", name)
    press(first, "Texte holen")
    with scope(town=town):
        fetch_texts(town)  # as the worker does

    code(first, {QUEUE: [], MORE: ["Wartezeiten"], STAFF: []})
    assert not second.get_by_text("Krippendorff").is_visible()
    code(second, {QUEUE: [], MORE: [], STAFF: []}, look=lambda page: fine(axe, page))
    expect(second.get_by_text("nicht verlässlich")).to_be_visible()
    fine(axe, second)

    second.get_by_role("link", name="Gemeinsam entscheiden").click()
    expect(second.get_by_text("nur Platz 1")).to_be_visible()
    fine(axe, second)
    second.get_by_label("Wartezeiten").check()
    press(second, "Speichern und weiter")
    expect(second.get_by_text("Alle Texte sind entschieden.")).to_be_visible()

    with scope(town=town):
        document = run_evidence(town_value(town))["evidence.json"]
    report = from_bytes(EvidenceReport, document)
    assert {table.checked_tenths for table in report.themes} == {10}
    assert any("alle Texte von Menschen geprüft" in one.statement.de for one in report.findings)


@pytest.mark.parametrize("look", [(360, "light"), (1280, "dark")])
def test_pages_of_the_codebook_and_of_quotes(town, live_server, opened_page, axe, look):
    page = opened_page(width=look[0], scheme=look[1])
    sign_in(page, f"{live_server.url}/{town.pk}/arbeit/texte/themen/", "edda")

    fine(axe, page)
    page.get_by_role("link", name="Neues Thema").click()
    press(page, "Speichern")
    expect(page.locator("#fehler")).to_be_visible()
    fine(axe, page)
    page.goto(f"{live_server.url}/{town.pk}/arbeit/texte/zitate/")
    fine(axe, page)


def code(page: Page, wanted: dict[str, list[str]], look: Any = None) -> None:
    """Take a seat and code each text as wanted, whatever its turn."""
    page.reload()
    press(page, "Platz nehmen und anfangen")
    for _ in wanted:
        words = page.locator("blockquote").inner_text().strip()
        if look is not None:
            look(page)
        for theme in wanted[words]:
            page.get_by_label(theme).check()
        press(page, "Speichern und weiter")


def fine(axe: Any, page: Page) -> None:
    """Nothing for axe to find, and nothing wider than the screen."""
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def sign_in(page: Page, address: str, name: str) -> None:
    """Sign in on the way to an address."""
    page.goto(address)
    page.get_by_label("E-Mail-Adresse").fill(f"{name}@example.org")
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    press(page, "Anmelden")


def press(page: Page, words: str) -> None:
    """Press the button with these words."""
    page.get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state("load")

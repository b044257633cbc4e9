"""Somebody builds a questionnaire without scripts, from empty to published; somebody else answers it once."""

import re

import pytest
from django.core.cache import cache
from django_scopes import scope
from playwright.sync_api import Page, expect

from factories.towns import small_town
from factories.web import PASSWORD, person_in
from leitplanke_web.participation.models import Intake, Questionnaire
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town():
    cache.clear()  # attempts to sign in that other tests counted
    town = small_town()
    person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
    return town


def test_questionnaire_from_empty_to_published_and_answered(town, live_server, opened_page):
    page = opened_page(width=360, scripts=False)
    page.goto(f"{live_server.url}/{town.pk}/arbeit/frageboegen/")
    page.get_by_label("E-Mail-Adresse").fill("edda@example.org")
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    press(page, "Anmelden")

    page.get_by_role("link", name="Neue Fassung").click()
    page.get_by_label("Kennung der Fassung").fill("2027-1")
    page.get_by_label("Titel").fill("Wie geht es weiter?")
    press(page, "Entwurf anlegen")
    page.get_by_role("link", name="Titel, Zielgruppen, Sprachen").first.click()
    page.get_by_label("Unternehmen").uncheck()
    page.get_by_label("Beschäftigte der Verwaltung").uncheck()
    press(page, "Speichern")

    add_question(page, "Eine Antwort auswählen", "Fahren Sie Rad?", answers=("ja", "nein"))
    add_question(page, "Eigene Worte", "Warum nicht?", after=("Fahren Sie Rad?", "nein"))
    page.get_by_role("button", name=re.compile("nach oben.*Warum nicht")).click()
    expect(page.get_by_text("Die Bedingung meint eine spätere Frage")).to_be_visible()
    page.get_by_role("button", name=re.compile("nach unten.*Warum nicht")).click()
    expect(page.get_by_text("„Weiß nicht“ fehlt")).to_be_visible()
    copy_the_priority_question(page)

    page.get_by_role("link", name="Zum Veröffentlichen").click()
    press(page, "Jetzt veröffentlichen")
    expect(page.get_by_text("Der Fragebogen ist veröffentlicht.")).to_be_visible()
    page.get_by_role("link", name="Zur Umfrage").click()
    page.get_by_label("Letzter Tag").fill("2099-09-30")
    press(page, "Umfrage vorbereiten")
    press(page, "Umfrage öffnen")

    answer(page, f"{live_server.url}/{town.pk}/umfrage/citizens/")
    with scope(town=town):
        assert Questionnaire.objects.get(identifier="2027-1").value.title.de == "Wie geht es weiter?"
        assert [one.text for one in Intake.objects.get().answers if one.text] == ["Zu steil."]


def add_question(
    page: Page, kind: str, text: str, *, answers: tuple[str, ...] = (), after: tuple[str, str] | None = None
) -> None:
    """Add a question of a kind; with a condition, only after this answer to an earlier one."""
    page.get_by_role("link", name=kind).click()
    page.get_by_label("Frage, Deutsch").first.fill(text)
    for number, words in enumerate(answers):
        page.get_by_label("Antwort, Deutsch").nth(number).fill(words)
    if after is not None:
        press(page, "Bedingung hinzufügen")
        page.get_by_label("Frage", exact=False).and_(page.locator("select")).select_option(label=after[0])
        press(page, "Bedingung hinzufügen")
        page.get_by_label("Wert").first.select_option(label=after[1])
    press(page, "Speichern")


def copy_the_priority_question(page: Page) -> None:
    """The town compares audiences by it, so no version may go without it; its options are those of the measures."""
    page.get_by_role("link", name="Die wichtigsten auswählen").click()
    page.get_by_text("Für Interviews und Auswertung").click()
    page.get_by_label("Kennung").last.fill("areas")
    page.get_by_label("Frage, Deutsch").first.fill("Was zuerst?")
    page.get_by_label("Höchstens auswählen").fill("1")
    for number, (name, words) in enumerate((("kita", "Kita"), ("building", "Bauen"), ("mobility", "Mobilität"))):
        if number == 2:
            press(page, "Antwort hinzufügen")
        page.get_by_label("Antwort, Deutsch").nth(number).fill(words)
        row = page.locator("fieldset", has_text=f"Antwort {number + 1}").last
        row.get_by_text("Mehr").first.click()
        row.get_by_label("Kennung").fill(name)
    press(page, "Speichern")


def answer(page: Page, address: str) -> None:
    """Answer as somebody who does not cycle."""
    page.goto(address)
    page.get_by_label("Mehrere Fragen auf einer Seite").check()
    press(page, "Fragen beginnen")
    page.get_by_label("nein").check()
    page.get_by_label("Kita").check()
    press(page, "Weiter zum Prüfen")
    press(page, "Zurück")
    page.get_by_label("Warum nicht?").fill("Zu steil.")
    press(page, "Weiter zum Prüfen")
    press(page, "Antworten abschicken")


def press(page: Page, words: str) -> None:
    """Press the button with these words."""
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).last.click()

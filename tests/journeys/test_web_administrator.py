"""Somebody administers a town: sets up a second factor, invites, changes, removes, and reads who did what."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from factories.accounts import NEW_PASSWORD, code_of
from factories.web import PASSWORD, person_in
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def members(live_server, town) -> str:
    """The address of the members' page of a town with one administrator, who has no second factor yet."""
    cache.clear()
    person_in(town, Role.ADMINISTRATOR, name="Ada Amt", email="ada@example.org")
    return f"{live_server.url}/{town.pk}/arbeit/mitglieder/"


def test_administrator_sets_up_a_second_factor_and_looks_after_members(members, page, opened_page):
    page.goto(members)
    fill(page, {"E-Mail-Adresse": "ada@example.org", "Passwort": PASSWORD}, press="Anmelden")
    recovery_code = set_up_second_factor(page)
    page.get_by_role("link", name="Weiter").click()
    expect(page).to_have_url(members)

    page.get_by_role("link", name="Jemanden aufnehmen").click()
    fill(page, {"Name": "Nele Neu", "E-Mail-Adresse": "nele@example.org"}, press="Aufnehmen und einladen")
    expect(page.get_by_text("nele@example.org hat eine Einladung bekommen.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Nele Neu")).to_contain_text("eingeladen")
    accept_invitation(opened_page(), members)

    page.get_by_role("link", name="Nele Neu").click()
    page.get_by_label("Verwaltung").check()
    page.get_by_role("button", name="Rolle ändern").click()
    expect(page.get_by_text("Nele Neu hat jetzt die Rolle Verwaltung.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Nele Neu")).to_contain_text("ohne zweiten Faktor")
    page.get_by_role("link", name="Nele Neu").click()
    page.get_by_role("button", name="Aus der Kommune entfernen").click()
    expect(page.get_by_text("Nele Neu arbeitet nicht mehr für die Kommune.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Nele Neu")).to_have_count(0)

    page.get_by_role("link", name="Protokoll").click()
    page.get_by_label("Person").select_option("Ada Amt")
    page.get_by_role("button", name="Anzeigen").click()
    assert page.locator("tbody td:last-child").all_inner_texts() == [
        "Ada Amt hat Nele Neu entfernt (Verwaltung).",
        "Ada Amt hat Nele Neu eine neue Rolle gegeben: Verwaltung.",
        "Ada Amt hat Nele Neu aufgenommen (Bearbeitung).",
        "Ada Amt hat einen zweiten Faktor eingerichtet.",
    ]

    sign_out_and_come_back_with(page, recovery_code, members)


def set_up_second_factor(page: Page) -> str:
    """What the page asks for, with an app that computes codes; answers one of the recovery codes."""
    page.get_by_role("link", name="Zweiten Faktor einrichten").click()
    fill(page, {"Passwort": PASSWORD}, press="Weiter")
    fill(page, {"Code aus der App": "000000"}, press="Einrichten")
    expect(page.locator("#fehler")).to_be_focused()
    secret = page.locator("main code").inner_text()
    fill(page, {"Code aus der App": code_of(secret)}, press="Einrichten")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ersatzcodes")
    return page.locator("main li code").first.inner_text()


def accept_invitation(page: Page, members: str) -> None:
    """Follow the link of the letter, choose a password, sign in; what administrators see stays shut."""
    (link,) = re.findall(r"https?://[^/\s]+(/\S*passwort/neu/\S+)", str(mail.outbox[-1].body))
    page.goto(f"{members.partition('/erlenbach')[0]}{link}")
    fill(page, {"Neues Passwort": NEW_PASSWORD}, press="Passwort festlegen")
    page.get_by_role("link", name="Anmelden").first.click()
    fill(page, {"E-Mail-Adresse": "nele@example.org", "Passwort": NEW_PASSWORD}, press="Anmelden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Übersicht")
    expect(page.get_by_role("link", name="Stadt", exact=True)).to_have_count(0)
    page.goto(members)
    expect(page.get_by_role("heading", level=1)).to_have_text("Das dürfen Sie mit Ihrer Rolle nicht")


def sign_out_and_come_back_with(page: Page, code: str, members: str) -> None:
    """The password is not enough any more; a recovery code takes the place of the telephone."""
    page.get_by_role("link", name="Mein Konto").first.click()
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    page.goto(members)
    fill(page, {"E-Mail-Adresse": "ada@example.org", "Passwort": PASSWORD}, press="Anmelden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")
    fill(page, {"Code aus der App": code}, press="Anmelden")
    expect(page).to_have_url(members)


def fill(page: Page, entries: dict[str, str], *, press: str) -> None:
    """Type into the fields of the page by their labels, and press the button."""
    for label, words in entries.items():
        page.get_by_role("main").get_by_label(label).fill(words)
    page.get_by_role("main").get_by_role("button", name=press).click()

"""A moderator and three phones, from agenda to minutes; one phone loses the network, another has no scripts."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.cache import cache
from django_scopes import scope
from playwright.sync_api import Page, expect

from factories.towns import small_town
from factories.web import PASSWORD, person_in
from leitplanke_web.participation.queries import workshops
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town():
    cache.clear()  # attempts to sign in that other tests counted
    town = small_town()
    with scope(town=town):
        person_in(town, Role.EDITOR, name="Mona", email="mona@example.org")
    return town


def test_workshop_from_agenda_to_minutes(town, live_server, opened_page, axe):
    lead = opened_page()
    sign_in(lead, f"{live_server.url}/{town.pk}/arbeit/werkstaetten/")
    plan(lead, axe)
    code = lead.locator(".lp-facts .lp-code").inner_text()
    lead.get_by_role("link", name="Moderation").click()
    press(lead, "Werkstatt öffnen")
    phones = [opened_page(width=360, scheme=scheme) for scheme in ("light", "dark")]
    phones.append(opened_page(width=320, scripts=False))
    for phone, group in zip(phones, ("Verwaltung", "Politik", "Bürgerinnen und Bürger"), strict=True):
        join(phone, f"{live_server.url}/{town.pk}/werkstatt/", code, group)
    expect(lead.get_by_text("3 Geräte sind dabei.")).to_be_visible()
    press(lead, "Weiter: Ideen auf Karten")
    write(phones, lead, axe)

    press(lead, "Weiter: Karten gemeinsam ordnen")
    sort(lead, axe)
    press(lead, "Weiter: Punkte kleben")
    put_dots(phones, axe)
    lead.get_by_role("link", name="Ergebnis zeigen").click()
    expect(lead.get_by_text("Das Ergebnis erscheint ab 5 Personen.")).to_be_visible()
    fine(axe, lead)
    count_paper(lead, axe)
    expect(lead.get_by_role("row", name="Verkehr 15")).to_be_visible()
    fine(axe, lead)
    press(lead, "Weiter: Ergebnisse und nächste Schritte")
    close(lead, axe)
    word = docx.Document(BytesIO(minutes(lead, axe)))

    assert "Busse am Abend" in [paragraph.text for paragraph in word.paragraphs]
    with scope(town=town):
        record = workshops(town)[-1]
    assert [card.text for card in record.cards] == [
        "Busse am Abend", "Radwege", "Aus dem Funkloch", "Von Papier",
    ]  # fmt: skip
    assert sum(vote.dots for vote in record.dots) == 15


def plan(lead: Page, axe: Any) -> None:
    """An agenda from a template, with another time for a step."""
    lead.get_by_role("link", name="Werkstatt planen").click()
    lead.get_by_label("Titel").fill("Was zuerst?")
    lead.get_by_label("Tag").fill("2026-12-01")
    lead.get_by_label("Beginn").fill("18:00")
    fine(axe, lead)
    press(lead, "Werkstatt anlegen")
    lead.get_by_role("link", name="Ablauf ändern").click()
    fine(axe, lead)
    lead.locator("[name=ideas-minutes]").fill("25")
    press(lead, "Ablauf speichern")
    expect(lead.get_by_text("18:10–18:35")).to_be_visible()
    fine(axe, lead)


def join(phone: Page, address: str, code: str, group: str) -> None:
    """By the code on the wall."""
    phone.goto(address)
    phone.get_by_label("Code").fill(code.lower())
    press(phone, "Hinein")
    phone.get_by_label(group).check()
    press(phone, "Mitmachen")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Begrüßung und Ablauf")


def write(phones: list[Page], lead: Page, axe: Any) -> None:
    """Cards from phones, one of them without a network for a while, and one from paper."""
    first, second, plain = phones
    for phone in (first, second):  # they follow by themselves
        expect(phone.get_by_role("heading", level=1)).to_have_text("Ideen auf Karten", timeout=9000)
        phone.wait_for_load_state("load")
    plain.reload()
    card(first, "Busse am Abend")
    expect(lead.get_by_text("Busse am Abend")).to_be_visible()
    card(plain, "Radwege")
    second.context.set_offline(True)
    card(second, "Aus dem Funkloch")
    expect(second.get_by_text("Kein Netz.")).to_be_visible()
    second.context.set_offline(False)
    expect(lead.get_by_text("Aus dem Funkloch")).to_be_visible(timeout=9000)
    expect(second.get_by_text("Kein Netz.")).to_be_hidden()
    for page in (first, second, lead):
        fine(axe, page)


def sort(lead: Page, axe: Any) -> None:
    """With the keyboard: choose, name, send."""
    work = lead.context.new_page()
    work.goto(lead.url.replace("moderation/", "karten/ideas/"))
    work.get_by_text("Karten von Papier eingeben").first.click()
    work.get_by_label("Karten von Papier, eine je Zeile").fill("Von Papier")
    press(work, "Karten aufhängen")
    expect(work.get_by_text("4 Karten hängen.")).to_be_visible()
    for words in ("Busse am Abend", "Radwege"):
        work.get_by_label(words).focus()
        work.keyboard.press("Space")
    work.get_by_label("oder in ein neues Bündel mit dem Namen").fill("Verkehr")
    press(work, "Gewählte Karten umhängen")
    expect(work.get_by_text("Verkehr (2)")).to_be_visible()
    fine(axe, work)
    work.close()


def put_dots(phones: list[Page], axe: Any) -> None:
    """Three from everybody; four are too many."""
    for phone in phones:
        phone.reload()
        phone.get_by_label("Verkehr").fill("3")
    phones[1].get_by_label("Verkehr").fill("4")
    press(phones[1], "Abstimmen")
    expect(phones[1].locator("#fehler")).to_be_visible()
    fine(axe, phones[1])
    phones[1].get_by_label("Verkehr").fill("3")
    for phone in phones:
        press(phone, "Abstimmen")
        expect(phone.get_by_text("Ihre Stimme zählt.")).to_be_visible()
    fine(axe, phones[0])


def count_paper(lead: Page, axe: Any) -> None:
    """Two citizens have no phone: with them there are enough people for a result."""
    moderation = lead.url
    lead.get_by_role("link", name="Stimmzettel von Papier").click()
    for _ in range(2):
        lead.get_by_label("Bürgerinnen und Bürger").check()
        lead.get_by_label("Verkehr").fill("3")
        press(lead, "Stimmzettel zählen")
    fine(axe, lead)
    lead.goto(moderation)


def close(lead: Page, axe: Any) -> None:
    """How many were there, with a phone and without; for good."""
    lead.get_by_role("link", name="Abschließen").click()
    lead.get_by_label("Bürgerinnen und Bürger").fill("3")
    lead.get_by_label("Ja, die Werkstatt ist zu Ende.").check()
    fine(axe, lead)
    press(lead, "Werkstatt abschließen")
    expect(lead.get_by_text("Die Werkstatt ist abgeschlossen.")).to_be_visible()
    expect(lead.get_by_text("steht aus").first).to_be_visible()
    fine(axe, lead)


def minutes(lead: Page, axe: Any) -> bytes:
    """A decision, an open point, and the file for Word."""
    lead.get_by_role("link", name="Ergebnis und Protokoll").click()
    for kind, words in (("Beschluss", "Busse zuerst"), ("offener Punkt", "Fahrplan prüfen")):
        lead.get_by_label(kind, exact=True).check()
        lead.get_by_label("Was", exact=False).first.fill(words)
        press(lead, "Vermerken")
    expect(lead.get_by_text("Fahrplan prüfen")).to_be_visible()
    fine(axe, lead)
    with lead.expect_download() as download:
        lead.get_by_role("link", name="Für Word").click()
    return download.value.path().read_bytes()


def card(phone: Page, words: str) -> None:
    """Write a card and send it."""
    phone.get_by_label("Ihre Karte").fill(words)
    phone.get_by_role("button", name="Karte aufhängen").click()


def fine(axe: Any, page: Page) -> None:
    """Nothing for axe to find, and nothing wider than the screen."""
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def sign_in(page: Page, address: str) -> None:
    """Sign in on the way to an address."""
    page.goto(address)
    page.get_by_label("E-Mail-Adresse").fill("mona@example.org")
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    press(page, "Anmelden")


def press(page: Page, words: str) -> None:
    """Press the button with these words."""
    page.get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state("load")

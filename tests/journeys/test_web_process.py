"""From a template to the weights of a room: public page, button, workshop, photo, priorities; without scripts."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from factories.photos import PLACE, jpeg
from factories.towns import small_town
from factories.web import PASSWORD, person_in
from factories.workshops import joined
from leitplanke.participation.meeting import Mark
from leitplanke_web.strategy.queries import priority_entries
from leitplanke_web.towns.models import Role
from leitplanke_web.workshops.actions.taking_part import vote
from leitplanke_web.workshops.models import Photo, Workshop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town():
    cache.clear()  # attempts to sign in that other tests counted
    town = small_town()
    with scope(town=town):
        person_in(town, Role.EDITOR, name="Paula", email="paula@example.org")
    return town


def test_process_from_template_to_weights_without_scripts(town, live_server, opened_page, axe, tmp_path):
    home = f"{live_server.url}/{town.pk}"
    staff = opened_page(scripts=False)
    begin(staff, f"{home}/arbeit/prozess/")
    look(opened_page(width=320, scheme="dark", scripts=False), home)
    assert [axe(page) for page in seen_by_everybody(opened_page, home)] == [[], []]

    move(staff)
    make(staff)
    hold(staff, town)
    attach(staff, tmp_path)
    take_over(staff)

    with scope(town=town):
        entries = priority_entries(town)
        content = bytes(Photo.objects.get().content)
    assert entries is not None
    assert [(one.audience, one.set_by, one.points["benefit"]) for one in entries.weights] == [
        ("room", "Lenkungskreis", 50.0),
        ("citizens", "Lenkungskreis", 50.0),
    ]
    assert "Schritt „Punkte verteilen“, 5 Personen" in entries.weights[0].source
    assert PLACE not in content


def test_actors_by_form_and_workbook(town, live_server, opened_page):
    page = opened_page(width=360, scripts=False)
    sign_in(page, f"{live_server.url}/{town.pk}/arbeit/prozess/akteure/")
    page.get_by_role("link", name="Akteur hinzufügen").click()
    page.get_by_label("Rolle oder Organisation").fill("Seniorenbeirat <b>")
    page.get_by_label("Gruppe").select_option("Bürgerinnen und Bürger")
    page.get_by_role("group", name="Interesse").get_by_label("hoch").check()
    page.get_by_role("group", name="Einfluss").get_by_label("gering").check()
    page.get_by_label("Wie erreichbar").fill("beirat@example.org")
    press(page, "Akteur speichern")
    expect(page.locator("#fehler")).to_contain_text("Mail-Adresse")
    fits(page)
    page.get_by_label("Wie erreichbar").fill("über den Treff am Markt")
    press(page, "Akteur speichern")
    expect(page.get_by_role("img", name="Karte der Akteure (1)")).to_be_visible()
    expect(page.get_by_role("heading", name="Stärken")).to_be_visible()
    fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Nach Excel").click()
    page.get_by_role("link", name="Aus Excel").click()
    page.get_by_label("Tabelle mit Akteuren").set_input_files(download.value.path())
    fits(page)
    press(page, "Tabelle übernehmen")
    expect(page.get_by_text("0 Akteure sind neu, 0 geändert.")).to_be_visible()


def begin(staff: Page, address: str) -> None:
    """The small template, begun so that its workshop is under way."""
    sign_in(staff, address)
    fits(staff)
    staff.get_by_label("Wie heißt der Prozess?").fill("Digitale Stadt")
    staff.get_by_label("Erster Tag").fill((timezone.localdate() - timedelta(weeks=7)).isoformat())
    staff.get_by_label("Klein: eine kurze Umfrage").check()
    press(staff, "Prozess anlegen")
    expect(staff.get_by_text("Der Prozess ist angelegt.")).to_be_visible()
    fits(staff)


def seen_by_everybody(opened_page: Any, home: str) -> Iterator[Page]:
    """The start page and that of the phases, with scripts."""
    page = opened_page(width=320)
    for tail in ("/", "/beteiligung/"):
        page.goto(f"{home}{tail}")
        yield page


def look(public: Page, home: str) -> None:
    """Everybody reads where we are, in words, on 320 px."""
    public.goto(f"{home}/")
    expect(public.get_by_text("Wir sind hier: „Reden: eine Werkstatt“")).to_be_visible()
    fits(public)
    public.get_by_role("link", name="Alle Phasen mit ihren Daten").click()
    expect(public.locator("[aria-current=step]")).to_contain_text("Wir sind hier")
    expect(public.get_by_text("Überfällig")).to_have_count(0)
    fits(public)


def move(staff: Page) -> None:
    """A week longer, and what follows moves along."""
    staff.locator("#phase-workshop").get_by_role("link", name="ändern").click()
    fits(staff)
    ends = staff.get_by_label("Endet am")
    ends.fill((date.fromisoformat(ends.input_value()) + timedelta(days=7)).isoformat())
    staff.get_by_label("Spätere Phasen um ebenso viele Tage verschieben").check()
    press(staff, "Phase speichern")
    expect(staff.get_by_text("die späteren sind um +7 Tage verschoben")).to_be_visible()


def make(staff: Page) -> None:
    """The button makes workshop and invitation once; the agenda becomes that of weighing."""
    here = staff.locator("#phase-workshop")
    here.get_by_role("button", name="2 Entwürfe anlegen").click()
    staff.wait_for_load_state("load")
    expect(staff.get_by_text("2 Entwürfe sind angelegt: Was zuerst?, Einladung zur Werkstatt.")).to_be_visible()
    expect(here.get_by_role("button", name="Entwürfe anlegen")).to_have_count(0)
    here.get_by_role("link", name="Einladung zur Werkstatt").click()
    expect(staff.get_by_label("Text")).to_have_value(re.compile("wir laden Sie ein: Reden: eine Werkstatt"))
    fits(staff)
    staff.get_by_role("link", name="Prozess").first.click()
    here.get_by_role("link", name="Was zuerst?").click()
    staff.get_by_role("link", name="Ablauf ändern").click()
    staff.get_by_label("Schritt hinzufügen").select_option("Punkte verteilen")
    press(staff, "Ablauf speichern")
    staff.locator("[name=s1-topics]").fill("Nutzen\nTeilhabe")
    press(staff, "Ablauf speichern")
    expect(staff.get_by_text("Der Ablauf ist gespeichert.")).to_be_visible()


def hold(staff: Page, town: Any) -> None:
    """Lead to the step, where five people give points; this test is about what comes before and after."""
    staff.get_by_role("link", name="Moderation").click()
    press(staff, "Werkstatt öffnen")
    for title in ("Ideen auf Karten", "Karten gemeinsam ordnen", "Punkte kleben", "Ergebnisse und nächste Schritte"):
        press(staff, f"Weiter: {title}")
    press(staff, "Weiter: Punkte verteilen")
    expect(staff.get_by_role("heading", level=1)).to_have_text("Punkte verteilen")
    with scope(town=town):
        workshop = Workshop.objects.get()
        workshop.town = town
        for number in range(5):
            marks = (Mark("t1", 100), Mark("t2", 100))
            vote(workshop, joined(workshop, number), step="s1", marks=marks)
    staff.get_by_role("link", name="Zur Werkstatt").click()


def attach(staff: Page, folder: Path) -> None:
    """A photo of the wall with its words."""
    file = folder / "wand.jpg"
    file.write_bytes(jpeg())
    staff.get_by_role("link", name="Ergebnis und Protokoll").click()
    staff.get_by_role("link", name="Fotos hinzufügen oder entfernen").click()
    staff.get_by_label("Foto (JPEG oder PNG").set_input_files(file)
    press(staff, "Foto hinzufügen")
    expect(staff.locator("#fehler")).to_be_visible()  # what it shows has to be said
    fits(staff)
    staff.get_by_label("Foto (JPEG oder PNG").set_input_files(file)
    staff.get_by_label("Was ist zu sehen?").fill("Stellwand mit zwei Bündeln")
    press(staff, "Foto hinzufügen")
    expect(staff.get_by_role("img", name="Stellwand mit zwei Bündeln")).to_be_visible()
    fits(staff)


def take_over(staff: Page) -> None:
    """The room's weights for the citizens and for everybody in the room."""
    staff.get_by_role("link", name="Gewichte in die Prioritäten übernehmen").click()
    fits(staff)
    staff.get_by_label("Nutzen für die Menschen").select_option("Nutzen")
    staff.get_by_label("Niemand bleibt zurück").select_option("Teilhabe")
    staff.get_by_label("Wer sie festsetzt").fill("Lenkungskreis")
    press(staff, "Gewichte übernehmen")
    expect(staff.get_by_text("Die Gewichte der Werkstatt sind übernommen.")).to_be_visible()
    expect(staff.get_by_text("von Lenkungskreis am").first).to_be_visible()
    fits(staff)


def fits(page: Page) -> None:
    """Nothing wider than the screen; axe, which needs scripts, looks at every page of staff in test_web_staff_pages."""
    page.wait_for_load_state()  # without its style sheet everything is wider
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def sign_in(page: Page, address: str) -> None:
    """Sign in on the way to an address."""
    page.goto(address)
    page.get_by_label("E-Mail-Adresse").fill("paula@example.org")
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    press(page, "Anmelden")


def press(page: Page, words: str) -> None:
    """Press the button with these words."""
    page.get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state("load")

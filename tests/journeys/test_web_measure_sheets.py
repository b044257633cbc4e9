"""From a town's own spreadsheet to measures under examination to a decision, without scripts."""

import io

import openpyxl
import pytest
from django.core.cache import cache
from django_scopes import scopes_disabled
from playwright.sync_api import Page, expect

from factories.web import PASSWORD, person_in
from leitplanke.strategy.model import MeasureState
from leitplanke_web.strategy.queries import measure_row
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKS = ((1280, "light"), (360, "dark"))


@pytest.fixture(autouse=True)
def _no_attempts_counted():
    cache.clear()


def own_list():
    """An invented list with a title, two rows of heading and doubts."""
    book = openpyxl.Workbook()
    page = book.active
    rows = [
        ("Unsere Digitalliste (erfunden), Stand Herbst",),
        ("Nr.", "Was?", "Wer macht es?", "Kosten", None, "Fertig bis", "Ansprechpartner"),
        (None, None, None, "einmalig (T€)", "p. a.", None, None),
        ("D1", "Termine im Netz buchen", "Bürgerbüro", "ca. 50 (tbd)", "3.000 €", "Q3 2026", "Frau A"),
        ("D2", "Kita online anmelden", "Fachbereich 9", "12", None, "bald", None),
    ]
    for row in rows:
        page.append(row)
    for area in ("A1:G1", "D2:E2"):
        page.merge_cells(area)
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def test_foreign_sheet_becomes_measures_that_are_examined_and_decided(live_server, town, opened_page):
    person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
    page = opened_page(scripts=False)
    sign_in(page, f"{live_server.url}/{town.pk}/arbeit/massnahmen/")

    page.get_by_role("link", name="Aus einer Tabelle").click()
    file = {"name": "liste.xlsx", "mimeType": "application/octet-stream", "buffer": own_list()}
    page.get_by_label("Tabelle mit Maßnahmen").set_input_files([file])
    page.get_by_role("button", name="Tabelle ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Was ist was?")
    expect(page.get_by_label("Kosten / einmalig (T€)")).to_have_value("one_off")
    page.get_by_label("Was?").select_option("title")
    page.get_by_label("Wer macht es?").select_option("lead_unit")
    page.get_by_label("Handlungsfeld", exact=False).last.select_option("services")
    page.get_by_label("Bereich der Daseinsvorsorge", exact=False).last.select_option("kita")
    page.get_by_label("Federführung", exact=False).last.select_option("it")
    page.get_by_label("Wer entscheidet?").fill("Magistrat")
    page.get_by_label("Entscheidung bis").fill("2026-12")
    page.get_by_role("button", name="Weiter zur Vorschau").last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Was übernommen wird")
    expect(page.get_by_text("„ca. 50 (tbd)“ → 50.000,00 €")).to_be_visible()
    expect(page.get_by_text("Vielleicht dasselbe wie: Kita online (kita_online)")).to_be_visible()
    page.get_by_label("Zeile 5 auslassen").check()
    page.get_by_role("button", name="In Prüfung übernehmen").first.click()
    expect(page.get_by_text("1 Maßnahme ist übernommen und in Prüfung.")).to_be_visible()

    page.get_by_role("link", name="Termine im Netz buchen").click()
    page.get_by_label("Stand", exact=False).first.select_option("decided")
    page.get_by_label("Ergebnis, Deutsch").fill("Die Kosten sind bestätigt.")
    page.get_by_label("Grund für den Stand, Deutsch").fill("Magistrat 3.12.2026: beschlossen")
    page.get_by_role("button", name="Speichern", exact=True).last.click()
    expect(page.get_by_text("Die Maßnahme ist gespeichert.")).to_be_visible()
    with scopes_disabled():
        measure = measure_row(town, "D1").value
        assert measure_row(town, "D2") is None
    assert (measure.state, measure.deadline) == (MeasureState.DECIDED, "2026-09")
    assert measure.examination.outcome.de == "Die Kosten sind bestätigt."
    assert "„ca. 50 (tbd)“" in measure.examination.assumptions.de
    assert measure.modes[0].running_cents_per_year == 300_000


def test_steps_of_the_way_have_no_faults(live_server, town, opened_page, axe):
    person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
    page = opened_page()
    sign_in(page, f"{live_server.url}/{town.pk}/arbeit/massnahmen/tabelle/")
    file = {"name": "liste.xlsx", "mimeType": "application/octet-stream", "buffer": own_list()}
    page.get_by_label("Tabelle mit Maßnahmen").set_input_files([file])
    page.get_by_role("button", name="Tabelle ansehen").click()
    found = {"mapping": faults(page, axe)}
    page.get_by_role("button", name="Weiter zur Vorschau").last.click()
    found["refused"] = faults(page, axe)
    page.get_by_label("Was?").select_option("title")
    for name, value in (("Handlungsfeld", "services"), ("Bereich der Daseinsvorsorge", "kita"), ("Federführung", "it")):
        page.get_by_label(name, exact=False).last.select_option(value)
    page.get_by_label("Wer entscheidet?").fill("Magistrat")
    page.get_by_label("Entscheidung bis").fill("2026-12")
    page.get_by_role("button", name="Weiter zur Vorschau").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Was übernommen wird")
    found["preview"] = faults(page, axe)

    assert found == {"mapping": [], "refused": [], "preview": []}


def faults(page: Page, axe) -> list:
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found += axe(page)
        if page.evaluate(OVERFLOW) > 0:
            found.append(("overflow", width))
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    return found


def sign_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("E-Mail-Adresse").fill("edda@example.org")
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_url(address)

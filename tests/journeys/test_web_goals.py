"""From the town's own strategies to goals, contributions and services, in a browser without JavaScript."""

import pytest
from django.core.cache import cache
from django_scopes import scope
from playwright.sync_api import Browser, expect

from factories.web import PASSWORD, person_in
from leitplanke_web.strategy.queries import goal_values, overall_goal_values, service_values
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOALS = "Ziel;Dokument;Seite\nGrüne Stadt;Klimakonzept;S. 12\n"
SERVICES = "Leistung;LeiKa-ID;Fallzahl;Aufwand;Aufwand digital;Onlinequote\nHund;99102013060000;1200;12,5;4,5;25\n"


def test_goals_and_services_come_from_tables(live_server, town, browser: Browser):
    cache.clear()
    person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800}).new_page()
    page.goto(f"{live_server.url}/{town.pk}/arbeit/ziele/")
    page.get_by_label("E-Mail").fill("edda@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()

    page.get_by_role("link", name="Aus einer Tabelle").click()
    take(page, "ziele.csv", GOALS)
    expect(page.get_by_role("link", name="Grüne Stadt")).to_be_visible()

    page.get_by_role("link", name="Neues Digitalziel").click()
    for name, words in {
        "id": "trees",
        "title_de": "Bäume zählen",
        "indicator_de": "Bäume",
        "unit_de": "Stück je Kopf",
        "baseline": "1,5",
        "baseline_date": "2025-01-31",
        "target": "2",
        "due": "2030-12-31",
    }.items():
        page.locator(f"main [name={name}]").fill(words)
    page.get_by_role("button", name="Speichern").click()
    group = page.get_by_role("group", name="Grüne Stadt")
    group.get_by_label("Wie stark").select_option("3")
    group.get_by_label("Wer sagt das?").fill("Magistrat")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("row").filter(has_text="Bäume zählen")).to_contain_text("Magistrat")

    page.goto(f"{live_server.url}/{town.pk}/arbeit/leistungen/")
    page.get_by_role("link", name="Aus einer Tabelle").click()
    take(page, "leistungen.csv", SERVICES)
    expect(page.get_by_role("row").filter(has_text="Hund")).to_contain_text("120")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with scope(town=town):
        assert overall_goal_values(town)[-1].section == "S. 12"
        assert goal_values(town)[-1].serves[0].said_by == "Magistrat"
        assert service_values(town)[0].leika == "99102013060000"


def take(page, name, text):
    """Upload a list, look at it, take it over."""
    page.get_by_label("Tabelle").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Tabelle ansehen").click()
    page.get_by_role("button", name="Weiter zur Vorschau").last.click()
    page.get_by_role("button", name="Übernehmen").click()

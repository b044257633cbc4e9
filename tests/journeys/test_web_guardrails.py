"""From a finding to an adopted guardrail to a measure that violates it, and what the public reads of it."""

import re

import pytest
from django.core.cache import cache
from django_scopes import scope
from playwright.sync_api import expect

from factories.runs import finished_run
from factories.web import PASSWORD, person_in
from leitplanke_web.portal.actions.performance import perform_run
from leitplanke_web.portal.models import Run
from leitplanke_web.strategy.queries import guardrail_row
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULE = "Jede Maßnahme nennt ihre Risiken."
WHY = "Der Ausschuss berät die Risiken im Mai."


@pytest.fixture
def origin(live_server, published) -> str:
    """The address of a town with one published version, and somebody who edits it."""
    cache.clear()
    finished_run(published)  # Erlenbach's own answers are too few for a finding
    person_in(published, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
    return f"{live_server.url}/{published.pk}/"


def test_finding_becomes_a_guardrail_that_a_measure_violates(origin, page, axe, published):
    page.goto(f"{origin}arbeit/")
    page.get_by_label("E-Mail").fill("edda@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()

    page.get_by_role("link", name="Ergebnisse", exact=True).first.click()
    page.locator("main a[href*='/befunde/']").first.click()
    page.get_by_role("link", name="Befund merken").click()
    page.get_by_role("link", name="Neue Leitplanke mit diesem Befund").click()
    picked = page.get_by_label("Befund").input_value()
    page.get_by_label("Kennung").fill("risks_named")
    page.get_by_label("Regel, Deutsch").fill(RULE)
    page.get_by_label("Grund, Deutsch").fill("Überraschungen kosten Geld.")
    page.get_by_label("Wer sich um sie kümmert").fill("Kämmerei")
    page.get_by_label("Prüffrage, Deutsch").fill("Nennt die Maßnahme ihre Risiken?")
    data = page.get_by_role("group", name="Wie Daten entscheiden")
    data.get_by_label("Angabe im Steckbrief").select_option("risks")
    page.get_by_label("Beschlossen am").fill("2026-05-06")
    page.get_by_label("Beschlossen von, Deutsch").fill("Stadtverordnete")
    assert axe(page) == []
    page.get_by_role("button", name="Speichern").click()

    expect(page.get_by_text("Die Leitplanke ist angelegt.")).to_be_visible()
    violating = page.get_by_role("row").filter(has_text="verletzt")
    expect(violating.first).to_contain_text("„Risiken“ ist nicht ausgefüllt.")
    assert axe(page) == []
    violating.first.get_by_role("link").click()
    page.get_by_role("link", name="Zum Steckbrief").click()
    page.get_by_role("link", name="Wie sie zu den Leitplanken steht").click()
    expect(page.get_by_role("row").filter(has_text=RULE)).to_contain_text("verletzt")
    assert axe(page) == []
    with scope(town=published):
        value = guardrail_row(published, "risks_named").value
    assert [(one.ref, len(one.snapshot)) for one in value.evidence] == [(picked, 64)]

    page.goto(f"{origin}arbeit/laeufe/")
    page.get_by_role("button", name="Neuen Lauf starten").click()
    with scope(town=published):
        perform_run(Run.objects.get(number=3))
    page.goto(f"{origin}arbeit/veroeffentlichen/")
    expect(page.get_by_text("So lässt sich der Lauf nicht veröffentlichen.")).to_be_visible()
    page.get_by_role("button", name="Jetzt veröffentlichen").click()
    expect(page).to_have_title(re.compile("^Fehler:"))
    page.get_by_label("Warum wird trotzdem veröffentlicht?").fill(WHY)
    page.get_by_role("button", name="Jetzt veröffentlichen").click()
    expect(page.get_by_text(WHY)).to_be_visible()

    page.goto(f"{origin}strategie/leitplanken/")
    rule = page.get_by_role("article").filter(has_text=RULE)
    expect(rule).to_contain_text("Verletzt von")
    expect(rule).to_contain_text("Beschlossen am 6. Mai 2026 (Stadtverordnete). Zuständig: Kämmerei.")
    assert axe(page) == []

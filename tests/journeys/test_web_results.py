"""From a result to a guardrail and to the public page, and an attempt to see more than may be seen."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from factories import handovers
from factories.runs import finished_run
from factories.staff_towns import rich_report
from leitplanke.exchange.documents import digest, to_bytes

pytestmark = pytest.mark.django_db(transaction=True)


def test_result_is_understood_kept_published_and_taken_back(live_server, town, editor, opened_page, carry_session, axe):
    finished_run(town, evidence=_with_own_finding(rich_report()))
    page = carry_session(editor, opened_page())
    page.goto(f"{live_server.url}/erlenbach/arbeit/ergebnisse/")

    page.get_by_role("link", name="Wer fehlt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wer fehlt, und was die Gewichtung daran ändert")
    expect(page.get_by_text("Aus einer offenen Befragung wird keine Zufallsstichprobe")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("link", name="Befunde", exact=True).click()
    page.get_by_label("Frage").select_option("areas")
    page.get_by_role("button", name="Anzeigen").click()
    page.locator(".lp-card a").first.click()
    heading = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Befund merken").click()
    page.get_by_label("Jeder Dienst hat einen Weg ohne Internet.").check()
    page.get_by_role("button", name="Merken").click()
    expect(page.get_by_text(heading)).to_be_visible()
    page.get_by_role("link", name=re.compile("Quelle im damaligen Stand öffnen")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)

    page.goto(f"{live_server.url}/erlenbach/arbeit/veroeffentlichen/")
    page.get_by_role("link", name=re.compile("Ansehen, welche Ergebnisse")).click()
    expect(page.get_by_role("heading", level=2, name="Wer hat mitgemacht?")).to_be_visible()
    page.get_by_role("link", name="Weiter zum Veröffentlichen").click()
    page.get_by_label("Warum wird trotzdem veröffentlicht?").fill("Erst beraten.")
    page.get_by_role("button", name="Jetzt veröffentlichen").click()
    visitor = opened_page()
    visitor.goto(f"{live_server.url}/erlenbach/ergebnisse/")
    expect(visitor.get_by_role("heading", level=2, name="Wer hat mitgemacht?")).to_be_visible()

    page.goto(f"{live_server.url}/erlenbach/arbeit/veroeffentlichen/")
    page.get_by_role("link", name="Diese Fassung zurückziehen").click()
    page.get_by_label("Warum?").fill("Eine Frage war falsch übersetzt.")
    page.get_by_role("button", name="Fassung zurückziehen").click()
    visitor.goto(f"{live_server.url}/erlenbach/versionen/1/ergebnisse/")
    expect(visitor.get_by_text("Eine Frage war falsch übersetzt.")).to_be_visible()


def _with_own_finding(report):
    """The report, and in it a finding on a question that the town asks."""
    own = handovers.evidence()
    return replace(
        report,
        findings=(*own.findings, *report.findings),
        tables=(*report.tables, *own.tables),
        question_texts=report.question_texts | own.question_texts,
        option_texts=report.option_texts | own.option_texts,
    )


def test_attempts_to_see_a_suppressed_cell_show_nothing(live_server, town, editor, opened_page, carry_session):
    report = rich_report()
    finished_run(town, evidence=report)
    work = f"{live_server.url}/erlenbach/arbeit/ergebnisse/{digest(to_bytes(report))}/"
    page = carry_session(editor, opened_page())

    for one in report.not_published[:3]:
        page.goto(f"{work}befunde/{one}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Hier ist kein Befund zu sehen")
        assert not re.search(r"\d+\s*%", page.locator("main").inner_text())
    page.goto(f"{work}?audience=citizens&question=order&minimum=1&show=all&page=-1")
    told = page.locator("main").inner_text()
    assert [one for one in report.not_published if one in told] == []

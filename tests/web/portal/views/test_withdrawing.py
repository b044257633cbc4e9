"""A version is taken back, with a reason that everybody reads."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django_scopes import scope

from factories.runs import finished_run, publication_row
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.portal.models import Withdrawal

pytestmark = pytest.mark.django_db

PAGE = "/erlenbach/arbeit/fassungen/{}/zurueckziehen/"
REASON = "Eine Tabelle war falsch gewichtet."


def withdrawn(editor, number=1):
    return editor.post(PAGE.format(number), {"reason": REASON})


@pytest.mark.parametrize("tail", ["", "ergebnisse/", "fahrplan/", "strategie/"])
def test_version_that_was_taken_back_says_why_and_shows_nothing(town, editor, tail):
    publication_row(town)
    publication_row(town)
    withdrawn(editor)

    page = Client().get(f"/erlenbach/versionen/1/{tail}")

    assert page.status_code == 410
    assert REASON in page.text
    assert "40" not in page.text.partition("<main")[2].partition("</main>")[0].replace(REASON, "")


@pytest.mark.parametrize("name", ["", "evidence.json", "cells.csv", "evidence.xlsx", "results.docx", "report.html"])
def test_its_files_are_gone_too(town, editor, name):
    publication_row(town)
    publication_row(town)
    withdrawn(editor)

    assert Client().get(f"/erlenbach/daten/1/{name}").status_code == 410


def test_the_version_before_holds_again(town, editor):
    publication_row(town)
    publication_row(town)

    answer = withdrawn(editor, 2)

    assert answer.status_code == 302
    assert Client().get("/erlenbach/daten/roadmap.json")["Content-Disposition"].endswith('"erlenbach-1-roadmap.json"')
    page = Client().get("/erlenbach/versionen/").text
    assert REASON in page
    assert "zurückgezogen" in page
    line = AuditLine.objects.get(deed="publication.withdrawn")
    assert (line.subject, line.details) == ("2", {"reason": REASON})


def test_without_another_version_nothing_is_published(town, editor):
    publication_row(town)
    withdrawn(editor)

    assert Client().get("/erlenbach/daten/").status_code == 404
    assert "veröffentlicht" in Client().get("/erlenbach/").text


def test_what_is_right_becomes_the_next_version(town, editor):
    publication_row(town)
    withdrawn(editor)
    run = finished_run(town)

    editor.post(
        "/erlenbach/arbeit/veroeffentlichen/",
        {"run": run.number, "seen_version": 0, "note": "Richtig.", "exemption": "Erst beraten."},
    )

    assert Client().get("/erlenbach/daten/roadmap.json")["Content-Disposition"].endswith('"erlenbach-2-roadmap.json"')


def test_run_that_was_taken_back_is_not_published_again(town, editor):
    publication_row(town)
    withdrawn(editor)

    page = editor.get("/erlenbach/arbeit/veroeffentlichen/").text

    assert "ist zurückgezogen" in page
    assert "Jetzt veröffentlichen" not in page


def test_reason_is_needed_and_nobody_takes_back_twice(town, editor):
    publication_row(town)

    without = editor.post(PAGE.format(1), {"reason": "  "})
    first, second = withdrawn(editor), withdrawn(editor)

    assert (without.status_code, first.status_code, second.status_code) == (422, 302, 409)
    assert Withdrawal._base_manager.count() == 1  # noqa: SLF001 - of all towns


def test_row_never_changes(town, editor):
    publication_row(town)
    withdrawn(editor)

    with pytest.raises(IntegrityError), transaction.atomic(), scope(town=town):
        Withdrawal.objects.update(reason="anders")

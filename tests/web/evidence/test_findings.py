"""The results at a snapshot, and attempts to get more out of them than they tell."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest
from django.test import Client
from django_scopes import scope

from factories.attack import FORMS, published
from factories.every_answer import every_answer
from factories.participation import POPULATION, PROVENANCE
from factories.runs import finished_run, publication_row
from leitplanke.evidence.model import EvidenceReport
from leitplanke.evidence.report import report_evidence
from leitplanke.evidence.versions import keep_published
from leitplanke.exchange.documents import digest, from_bytes, to_bytes
from leitplanke_web.evidence.actions.records import keep_document
from leitplanke_web.evidence.models import EvidenceDocument

pytestmark = pytest.mark.django_db

FILES = ("evidence.json", "cells.csv", "codebook.csv", "evidence.xlsx")


@pytest.fixture(scope="module")
def report():
    """Questions of every kind, answered by enough people; some answers by too few."""
    return report_evidence(
        every_answer(), populations=(POPULATION,), themes=(), priority_question="order", provenance=PROVENANCE
    )


@pytest.fixture
def sha256(town, report):
    """The digest of that report, which the town's latest run made and its first version tells."""
    publication_row(town, run=finished_run(town, evidence=report))
    return digest(to_bytes(report))


@pytest.fixture
def reader(editor):
    return editor


def at(sha256, tail=""):
    return f"/erlenbach/arbeit/ergebnisse/{sha256}/{tail}"


def test_results_lead_to_the_latest_report(reader, sha256):
    answer = reader.get("/erlenbach/arbeit/ergebnisse/")

    assert (answer.status_code, answer["Location"]) == (302, at(sha256))


def test_before_a_run_it_is_said_what_to_do(editor):
    assert "Es gibt noch keine Ergebnisse" in editor.get("/erlenbach/arbeit/ergebnisse/").text


def test_list_has_every_finding_and_a_way_to_keep_it(reader, report, sha256):
    page = reader.get(at(sha256)).text

    assert page.count("Befund merken") == min(len(report.findings), 40)
    assert report.findings[0].statement.de in page.replace("&quot;", '"').replace("&#x27;", "'")
    assert f"finding={report.findings[0].id}&amp;snapshot={sha256}" in page


def test_filter_lists_what_matches_and_ignores_nonsense(reader, report, sha256):
    audience = report.findings[0].audience
    matching = sum(one.audience == audience for one in report.findings)

    page = reader.get(at(sha256), {"audience": audience}).text
    nonsense = reader.get(at(sha256), {"audience": "' OR 1=1", "question": "x", "page": "999999"}).text

    assert f"{matching} Befund" in page
    assert f"{len(report.findings)} Befund" in nonsense


def test_finding_has_question_base_method_and_label(reader, report, sha256):
    one = next(one for one in report.findings if one.table)
    table = next(table for table in (*report.tables, *report.themes) if table.id == one.table)

    page = reader.get(at(sha256, f"befunde/{one.id}/")).text

    assert f"<h1>{one.statement.de}" in page.replace("&#x27;", "'")
    assert "So lesen Sie die Zahl" in page
    assert f"Basis: {table.base_n}" in page
    assert 'class="badge recruitment' in page


def test_diagnosis_says_who_is_missing_and_what_weighting_cannot_do(reader, sha256):
    page = reader.get(at(sha256, "wer-fehlt/")).text

    assert "Wer fehlt" in page
    assert "Aus einer offenen Befragung wird keine Zufallsstichprobe" in page


def test_look_is_made_of_the_pieces_of_the_public_page(reader, sha256):
    look = reader.get(at(sha256, "ansicht/")).text
    public = Client().get("/erlenbach/ergebnisse/").text

    figures = re.findall(r'<span class="bar-label">.*?</strong>', public)
    assert figures
    assert [one for one in figures if one not in look] == []


def test_finding_that_is_kept_back_answers_as_one_that_never_was(reader, report, sha256):
    hidden = report.not_published
    assert hidden

    answers = [reader.get(at(sha256, f"befunde/{one}/")) for one in (*hidden[:5], "citizens.areas.invented")]

    texts = {re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", one.text) for one in answers}
    bodies = {re.search(r"<main.*</main>", one, re.DOTALL)[0] for one in texts}
    assert {one.status_code for one in answers} == {404}
    assert len(bodies) == 1


def test_tables_that_stand_as_they_were_published_are_named_with_the_reason(reader, town):
    before = Counter({("f", ("a",)): 40, ("m", ("a", "b")): 40, ("f", ("b",)): 30})
    first = published(FORMS[0], before)
    second = keep_published(published(FORMS[0], before + Counter({("m", ("b",)): 3})), [first])
    gone = replace(second, tables=())
    publication_row(town, run=finished_run(town, evidence=second))

    page = reader.get(at(digest(to_bytes(second)))).text

    assert "Was wie in der vorigen Fassung steht" in page
    assert re.findall(r'<li>([^<]*) <span class="lp-muted">\(([^<]*)\)</span></li>', page) == [
        ("Bürgerinnen und Bürger: Offener Link – vote?", "Stand mit 110 Antworten"),
        ("Bürgerinnen und Bürger: Offener Link – Wer mitgemacht hat", "wie in der vorigen Fassung"),
    ]
    assert page.count("Stand der vorigen Fassung.") == len([one for one in second.findings if one.table])
    finished_run(town, evidence=gone)
    assert "nicht gezeigt: eine Antwort heißt jetzt anders" in reader.get(at(digest(to_bytes(gone)))).text


def test_report_without_kept_tables_says_nothing_of_them(reader, sha256):
    assert "vorigen Fassung" not in reader.get(at(sha256)).text


def test_no_page_filter_or_file_tells_a_number_that_the_report_does_not(reader, report, sha256):
    """Every share in every file is one of the report; what is withheld stands in none of them as a row."""
    told = {(table.id, cell.options) for table in (*report.tables, *report.themes) for cell in table.cells}
    content = {name: reader.get(at(sha256, f"dateien/{name}")).content for name in FILES}

    rows = list(csv.DictReader(io.StringIO(content["cells.csv"].decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = openpyxl.load_workbook(io.BytesIO(content["evidence.xlsx"]))["cells"]
    withheld = {(table.question, option) for table in report.tables for option in table.withheld}
    named = {(row["question"], row["options"], row["audience"], row["frame"], row["by"]) for row in rows}

    assert len(rows) == len(told) == sheet.max_row - 1
    assert withheld
    assert (
        not {
            (table.question, option, table.audience, table.frame, "")
            for table in report.tables
            if table.domain is None
            for option in table.withheld
        }
        & named
    )
    assert to_bytes(from_bytes(EvidenceReport, content["evidence.json"])) == content["evidence.json"]
    assert json.loads(content["evidence.json"])["not_published"] == list(report.not_published)


@pytest.mark.parametrize(
    "name",
    ["participation.json", "cells.csv.bak", "responses.csv", "evidence.xml", "..%2F..%2Fsecret", "results.html"],
)
def test_file_that_is_none_is_not_found(reader, sha256, name):
    assert reader.get(at(sha256, f"dateien/{name}")).status_code == 404


@pytest.mark.parametrize("snapshot", ["0" * 64, "latest", "%27--", "x" * 500])
@pytest.mark.usefixtures("sha256")
def test_snapshot_that_the_town_has_not_is_not_found(reader, snapshot):
    assert reader.get(at(snapshot)).status_code == 404


@pytest.mark.usefixtures("sha256")
def test_report_of_another_town_is_not_found(reader, report, other_town):
    foreign = replace(report, frames_too_small=(report.responses[0].name,))
    with scope(town=other_town):
        keep_document(other_town, to_bytes(foreign), provenance=foreign.provenance)
        theirs = EvidenceDocument.objects.get(town=other_town).sha256

    assert reader.get(at(theirs)).status_code == 404
    assert reader.get(at(theirs, "dateien/evidence.json")).status_code == 404


def test_older_snapshot_stays_readable_and_says_so(reader, town, report, sha256):
    older = replace(report, frames_too_small=(*report.frames_too_small, report.responses[0].name))
    with scope(town=town):
        keep_document(town, to_bytes(older), provenance=older.provenance)
        theirs = EvidenceDocument.objects.filter(town=town).exclude(sha256=sha256).get().sha256

    assert "Das ist ein früherer Stand" in reader.get(at(theirs)).text
    assert "Das ist ein früherer Stand" not in reader.get(at(sha256)).text


def test_results_as_documents(reader, sha256):
    word, pdf = (reader.get(at(sha256, f"dateien/results.{ending}")) for ending in ("docx", "pdf"))

    assert (word.status_code, word.content[:2]) == (200, b"PK")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert pdf["Content-Disposition"] == f'attachment; filename="erlenbach-{sha256[:12]}-results.pdf"'

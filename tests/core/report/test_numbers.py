"""How means, medians and preferences are told in report.html."""

from dataclasses import replace

import pytest

from factories.documents import documents
from factories.every_answer import every_answer
from factories.participation import POPULATION, PROVENANCE
from leitplanke.evidence.report import report_evidence
from leitplanke.kernel.texts import Language
from leitplanke.report.edition import Documents
from leitplanke.report.fragments import edition_of
from leitplanke.report.links import InOneFile
from leitplanke.report.sections import questions


@pytest.fixture(scope="module")
def findings():
    evidence = report_evidence(
        every_answer(), populations=(POPULATION,), themes=(), priority_question="order", provenance=PROVENANCE
    )
    found = {}
    for language in Language:
        told = Documents(**replace_evidence(evidence))
        view = questions.build(edition_of(told, language=language, links=InOneFile(language)))
        found[language] = {str(one.question) or str(one.heading): one for one in view.findings}
    return found


def replace_evidence(evidence):
    return documents() | {"evidence": replace(evidence, provenance=documents()["evidence"].provenance)}


def test_heading_of_a_scale_is_its_mean(findings):
    german, english = (findings[language]["content?"] for language in Language)

    assert (str(german.heading), str(english.heading)) == (
        "Im Mittel 4,5 von 7 (Bürgerinnen und Bürger)",
        "4.5 of 7 on average (Citizens)",
    )
    assert str(german.figures[0].headline) == "Mittelwert 4,5 (4,2\u00a0bis\u00a04,7), Median 4"
    assert "auf 0,1 genau" in german.figures[0].method
    assert str(german.figures[0].bars[-1].label) == "7 (sehr)"


def test_heading_of_a_number_without_ends_is_its_median(findings):
    assert str(findings[Language.DE]["income?"].heading) == "Median etwa 2.500 (Bürgerinnen und Bürger)"


def test_statement_is_told_by_who_agrees(findings):
    headings = [str(one.heading) for one in findings[Language.EN].values()]

    assert any(heading.startswith("“the desk”: 59% agree (Citizens)") for heading in headings), headings


def test_preferences_say_how_to_read_them(findings):
    wanted = findings[Language.DE]["wanted?"]

    assert str(wanted.heading) == "„a de“ liegt vorn: 46\u00a0% (Bürgerinnen und Bürger)"
    assert "wie oft etwas gewählt würde, wenn alles zur Wahl stünde" in wanted.figures[0].method
    assert "ungewichtet" in wanted.figures[0].method


def test_mean_on_a_small_base_stands_in_brackets():
    evidence = report_evidence(
        every_answer(n=45), populations=(), themes=(), priority_question="order", provenance=PROVENANCE
    )
    told = Documents(**replace_evidence(evidence))
    view = questions.build(edition_of(told, language=Language.EN, links=InOneFile(Language.EN)))
    headlines = [str(figure.headline) for one in view.findings for figure in one.figures if figure.headline]

    assert headlines
    assert all(line.startswith("(") or "agree" in line for line in headlines)

"""Questions that people answer in their own words: how many did is told, what they wrote is not."""

import pytest

from factories.participation import OPEN, PROVENANCE, SEX, question, record
from leitplanke.evidence.codings import texts_to_code
from leitplanke.evidence.model import Theme
from leitplanke.evidence.report import report_evidence
from leitplanke.exchange.documents import to_bytes
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, Missing, QuestionKind, Response, ResponseMode

SHORT = question("wish", QuestionKind.SHORT_TEXT)
STREET = question("street", QuestionKind.SHORT_TEXT, about_person=True)
THEMES = (Theme("bus", Text("Bus"), ("bus",)),)


def asked(*texts):
    """One response per text, None for no answer; everybody names a street."""
    return record(
        tuple(
            Response(
                at, "citizens", OPEN.id, ResponseMode.ONLINE, "1",
                (
                    Answer("sex", ("f" if at % 2 else "m",)),
                    Answer("wish", text=text) if text else Answer("wish", missing=Missing.NO_ANSWER),
                    Answer("street", text=f"Busweg {at}"),
                ),
            )
            for at, text in enumerate(texts)
        ),
        (OPEN,),
        questions=(SEX, SHORT, STREET),
    )  # fmt: skip


def told(survey):
    report = report_evidence(survey, populations=(), themes=THEMES, priority_question="", provenance=PROVENANCE)
    return report, {
        one.question: [(cell.options, cell.n) for cell in one.cells] for one in (*report.tables, *report.themes)
    }


def test_short_text_is_counted_and_has_themes_but_no_word_of_it_is_told():
    survey = asked(*["Mehr Busse"] * 15, *["Kita"] * 20, *[None] * 25)

    report, tables = told(survey)

    missing = ("no_answer", "dont_know", "prefer_not")
    assert tables["wish"] == [(("written",), 35), (missing, 25)]
    assert tables["themes"] == [(("bus",), 15), (("no_answer",), 25)]
    assert b"Kita" not in to_bytes(report)
    assert report.findings[0].statement.de == (
        "Bürgerinnen und Bürger: 58\u00a0% antworten „mit eigenen Worten“ auf die Frage „wish?“ "
        "(offene Befragung, n\u00a0=\u00a060)."
    )


@pytest.mark.parametrize("written", [3, 57])
def test_few_who_wrote_or_did_not_are_not_told(written):
    survey = asked(*["Kita"] * written, *[None] * (60 - written))

    report, tables = told(survey)

    assert "wish" not in tables
    assert "citizens.wish.written" in report.not_published


def test_short_texts_are_coded_like_long_ones_but_not_what_people_write_about_themselves():
    survey = asked("Mehr Busse", *["Kita"] * 39)

    found = texts_to_code(survey.questionnaire, survey.responses)

    assert sorted((one.question, one.text) for one in found) == [("wish", "Kita"), ("wish", "Mehr Busse")]

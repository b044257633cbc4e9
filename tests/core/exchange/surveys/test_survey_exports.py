import csv
import io
from dataclasses import replace
from datetime import date

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest
from hypothesis import given, settings
from pyxform.xls2xform import convert

from factories.questionnaires import EVERY_KIND, answer_sets
from leitplanke.exchange.surveys.answer_files import answers_csv, answers_xlsx
from leitplanke.exchange.surveys.formats import read_survey
from leitplanke.exchange.surveys.limesurvey.writer import limesurvey_bytes
from leitplanke.exchange.surveys.losses import Part
from leitplanke.exchange.surveys.response_reader import read_answers
from leitplanke.exchange.surveys.statistics_files import dta_bytes, parquet_bytes, sav_bytes
from leitplanke.exchange.surveys.xlsform.writer import xlsform_bytes
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.asking import asked
from leitplanke.participation.model import Answer, ItemAnswer, Missing, Response, ResponseMode

TODAY = date(2026, 11, 26)
ANSWERS = (
    Answer("consent", ("yes",)), Answer("use", ("other",), other="=1+1 Rad"), Answer("areas", ("kita", "bad")), Answer("order", ("bus", "kita")),
    Answer("coins", ("kita", "bus"), (3, 7)), Answer("mood", number=7), Answer("years", missing=Missing.DONT_KNOW), Answer("born", text="1980-05"),
    Answer("wish", text="Mehr Grün;\nbitte"), Answer("views", items=(ItemAnswer("s1", ("agree",)),)),
    Answer("grid", items=(ItemAnswer("hall", ("good",)), ItemAnswer("site", missing=Missing.DONT_KNOW))), Answer("checks", items=(ItemAnswer("hall", ("mon", "tue")),)),
    Answer("sums", items=(ItemAnswer("hall", number=2.5),)), Answer("lines", items=(ItemAnswer("hall", text="Dach", column="was"),)),
    Answer("best", items=(ItemAnswer("s1", EVERY_KIND.question("best").sets[0].options[:2]),)),
)  # fmt: skip
RESPONSES = (
    Response(7, "citizens", "open", ResponseMode.PAPER, "2026-1", ANSWERS),
    Response(3, "companies", "open", ResponseMode.ONLINE, "2026-1", (Answer("use", ("often",)), Answer("years", missing=Missing.PREFER_NOT))),
)  # fmt: skip


def words(questionnaire):
    return {text for _, one in questionnaire.texts() for text in one.by_language().values()}


def lost(losses):
    return [(loss.part, loss.name) for loss in losses if loss.is_lost]


def test_xlsform_is_accepted_by_pyxform_and_comes_back_with_its_texts_and_conditions():
    data, losses = xlsform_bytes(EVERY_KIND)

    converted, found = convert(data), read_survey(data, file="f.xlsx").questionnaire

    apart = [question for question in EVERY_KIND.questions if question.id != "lines"]  # its rows and columns are joined
    option_texts = {
        text for question in apart for option in question.options for text in option.text.by_language().values()
    }
    question_texts = {text for question in EVERY_KIND.questions for text in question.text.by_language().values()}
    assert converted.warnings == []
    assert option_texts | question_texts <= words(found)
    assert found.question("ways").shown_if == EVERY_KIND.question("ways").shown_if
    assert {section.shown_if for section in found.sections} > {None}
    assert lost(losses) == [(Part.QUOTA, "often"), (Part.SETTING, "wish"), (Part.ANSWER, "grid")]


def test_limesurvey_structure_comes_back_with_its_texts_and_conditions():
    data, losses = limesurvey_bytes(EVERY_KIND)

    found = read_survey(data, file="f.txt")

    back = found.questionnaire
    assert [one for one in found.losses if one.part in {Part.CONDITION, Part.QUESTION} and one.is_lost] == []
    assert {
        text
        for question in EVERY_KIND.questions
        if question.id != "best"
        for text in question.text.by_language().values()
    } <= words(back)
    assert back.question("ways").shown_if == EVERY_KIND.question("ways").shown_if
    assert back.question("areas").max_choices == 2
    assert (Part.QUOTA, "often") in lost(losses)


@settings(max_examples=20, deadline=None)
@given(answer_sets())
def test_exported_form_asks_the_same_questions(answers):
    back = read_survey(limesurvey_bytes(EVERY_KIND)[0], file="f.txt").questionnaire
    given_answers = {one.question: one for one in answers}

    ours = {one.id for one in asked(EVERY_KIND, given_answers, audience="citizens", today=TODAY)}
    given_answers["consent"] = Answer("consent", ("Y",))  # it is a yes or no there
    theirs = {one.id for one in asked(back, given_answers, audience="everybody", today=TODAY)}

    compared = {"consent", "use", "areas", "ways", "order", "mood", "years", "grid", "views"}
    assert ours & compared == theirs & compared


def test_csv_is_for_spreadsheets_and_runs_no_formula():
    text = answers_csv(EVERY_KIND, RESPONSES).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    assert [row["key"] for row in rows] == ["3", "7"]
    second = rows[1]
    assert (second["use"], second["use_other_text"], second["areas_kita"], second["areas_bus"]) == (
        "other",
        "'=1+1 Rad",
        "1",
        "0",
    )
    assert (second["order_bus"], second["coins_bus"], second["years"], second["sums_hall"]) == (
        "1",
        "7",
        "dont_know",
        "2,5",
    )
    assert (second["grid_hall"], second["grid_site"], second["checks_hall_mon"], second["lines_hall_was"]) == (
        "good",
        "dont_know",
        "1",
        "Dach",
    )
    assert rows[0]["mood"] == ""


def test_workbook_has_answers_and_code_book():
    book = openpyxl.load_workbook(io.BytesIO(answers_xlsx(EVERY_KIND, RESPONSES, Language.EN)))

    header, first, second = ([cell.value for cell in row] for row in book["answers"].iter_rows())
    assert dict(zip(header, second, strict=True))["use_other_text"] == "=1+1 Rad"
    assert {cell.data_type for row in book["answers"].iter_rows() for cell in row} <= {"s", "n"}
    assert first[0] == "3"
    assert ["use", "How about use?", "choice", "often", "often en"] in [
        [cell.value for cell in row] for row in book["variables"].iter_rows()
    ]


def test_spss_file_keeps_labels_and_missing_values(tmp_path):
    (tmp_path / "a.sav").write_bytes(sav_bytes(EVERY_KIND, RESPONSES, Language.DE))

    frame, meta = pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True)

    assert meta.column_names_to_labels["grid_hall"] == "Wie ist es mit grid? – hall de"
    assert meta.variable_value_labels["use"] == {
        1: "never de",
        2: "often de",
        3: "anders, nämlich",
        -98: "Weiß nicht",
        -97: "Keine Angabe",
        -99: "Nicht beantwortet",
    }
    assert meta.missing_ranges["years"] == [{"lo": code, "hi": code} for code in (-99, -98, -97)]
    assert frame["use"].tolist() == [2, 3]
    assert frame["years"].tolist() == [-97, -98]
    assert frame["mood"].isna().tolist() == [True, False]  # not asked is missing to the system
    assert frame["wish"].tolist() == ["", "Mehr Grün;\nbitte"]
    without, _ = pyreadstat.read_sav(tmp_path / "a.sav")
    assert without["years"].isna().all()


def test_stata_file_keeps_labels_and_missing_values(tmp_path):
    (tmp_path / "a.dta").write_bytes(dta_bytes(EVERY_KIND, RESPONSES, Language.EN))

    frame, meta = pyreadstat.read_dta(tmp_path / "a.dta", user_missing=True)

    assert frame["years"].tolist() == ["b", "a"]
    assert frame["use"].tolist() == [2, 3]
    assert meta.variable_value_labels["use"][3] == "other, namely"
    assert meta.variable_value_labels["years"] == {"a": "Don’t know", "b": "Prefer not to say"}
    assert pyreadstat.read_dta(tmp_path / "a.dta")[0]["years"].isna().all()


def test_parquet_keeps_types_and_reasons():
    table = pq.read_table(io.BytesIO(parquet_bytes(EVERY_KIND, RESPONSES))).to_pydict()

    assert table["areas_kita"] == [None, True]
    assert table["mood"] == [None, 7.0]
    assert (table["years"], table["years__missing"]) == ([None, None], ["prefer_not", "dont_know"])


def test_statistics_programs_get_names_they_take(tmp_path):
    long = "x" * 60
    questions = tuple(replace(one, id=f"{long}{number}") for number, one in enumerate(EVERY_KIND.questions[9:10] * 3))
    questionnaire = replace(EVERY_KIND, questions=questions, sections=(), computed=(), quotas=(), title=Text("Ü" * 200))
    (tmp_path / "a.dta").write_bytes(dta_bytes(questionnaire, (), Language.DE))

    frame, _ = pyreadstat.read_dta(tmp_path / "a.dta")

    assert len(set(frame.columns)) == len(frame.columns) == 8


@settings(max_examples=25, deadline=None)
@given(answer_sets())
def test_answers_come_back_from_our_own_csv(answers):
    response = Response(1, "citizens", "open", ResponseMode.PAPER, "2026-1", answers)
    data = answers_csv(EVERY_KIND, (response,))

    found = read_answers(data, EVERY_KIND, file="a.csv", audience="companies", frame="x", mode=ResponseMode.ONLINE)

    (back,) = found.responses
    kept = {one.question: one for one in back.answers if one.missing is not Missing.NO_ANSWER}
    unordered = {"areas", "ways"}
    assert [loss for loss in found.losses if loss.is_lost] == []
    assert (back.audience, back.frame, back.mode) == ("citizens", "open", ResponseMode.PAPER)
    for one in answers:
        mine = kept[one.question]
        same = (
            replace(mine, options=one.options)
            if one.question in unordered and set(mine.options) == set(one.options)
            else mine
        )
        assert _bare(same) == _bare(one)


def _bare(answer):
    """Order of checks in a row says nothing, outer blanks are not kept."""
    items = tuple(
        (
            one.item,
            one.column,
            tuple(sorted(one.options)) if answer.question == "checks" else one.options,
            one.text.strip(),
            one.number,
        )
        for one in answer.items
    )
    return (
        answer.question,
        answer.options,
        answer.points,
        answer.text.strip(),
        answer.number,
        answer.other.strip(),
        frozenset(items),
    )


@pytest.mark.parametrize("to", [xlsform_bytes, limesurvey_bytes])
def test_same_questionnaire_gives_the_same_bytes(to):
    assert to(EVERY_KIND) == to(EVERY_KIND)

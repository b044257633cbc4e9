"""A table of answers alone becomes the same evidence, whatever program wrote it; what would be a guess is refused."""

import json
from datetime import date, datetime

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from openpyxl import Workbook

from leitplanke import chain
from leitplanke.exchange.answer_tables import Described, read_answer_table, words
from leitplanke.exchange.surveys.documents import questionnaire_bytes
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Missing, QuestionKind, Recruitment

HEADER = ("ID", "E-Mail", "Altersgruppe", "Wie zufrieden, alles in allem?", "Was zuerst?", "Stunden", "Wunsch", "Note")
SATISFIED = ("sehr", "eher", "weiß nicht")
AS_OF = Described(as_of=date(2026, 3, 1))


def person(at):
    return (
        at + 1, f"p{at}@example.org", ("18-29", "30-64", "65+")[at % 3], SATISFIED[at // 2 % 3],
        ("Kita;Bauen;", "Kita", "Bauen;Bus;")[at // 3 % 3], at % 7 / 4 + at, f"Wunsch {at}" if at % 2 else None,
        at % 4 + 1,
    )  # fmt: skip


PEOPLE = [person(at) for at in range(60)]


def written(path, *, header=HEADER, rows=PEOPLE, delimiter=";", encoding="utf-8"):
    """A file of the kind that its name says."""
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in (header, *rows):
            book.active.append(row)
        book.save(path)
    elif path.suffix == ".parquet":
        pq.write_table(pa.table({name: [row[at] for row in rows] for at, name in enumerate(header)}), path)
    else:
        lines = [
            [str("" if one is None else one).replace(".", ",") if isinstance(one, float) else one for one in row]
            for row in rows
        ]
        text = "\n".join(delimiter.join("" if one is None else f'"{one}"' for one in row) for row in (header, *lines))
        path.write_bytes(f"{text}\n".encode(encoding))
    return path


def evidence(found):
    made = json.loads(chain.run_evidence(found)["evidence.json"])
    del made["provenance"]
    return made


def faults(path, described=AS_OF, **more):
    with pytest.raises(FaultyInputError) as refused:
        read_answer_table(path, described, **more)
    return [(one.row, one.column, one.problem.en) for one in refused.value.faults]


def test_every_column_is_a_question_and_what_was_assumed_is_said(tmp_path):
    found = read_answer_table(written(tmp_path / "umfrage.xlsx"), AS_OF)

    asked = found.questionnaire.questions
    assert [(one.id, one.kind, one.about_person) for one in asked] == [
        ("Altersgruppe", QuestionKind.SINGLE, True),
        ("wie-zufrieden-alles-in-allem", QuestionKind.SINGLE, False),
        ("was-zuerst", QuestionKind.MULTIPLE, False),
        ("Stunden", QuestionKind.NUMBER, False),
        ("Wunsch", QuestionKind.TEXT, False),
        ("Note", QuestionKind.SINGLE, False),
    ]
    assert [option.text.de for option in asked[2].options] == ["Bauen", "Bus", "Kita"]
    assert [note.en for note in found.notes] == [
        "ID: left out: names a person, device or time, by its heading",
        "E-Mail: left out: names a person, device or time, by its heading",
        "Altersgruppe: a choice among 3 answers; about the person",
        "Wie zufrieden, alles in allem?: a choice among 2 answers",
        "Wie zufrieden, alles in allem?: “weiß nicht” (20) counts as a missing answer and stays in the base",
        "Was zuerst?: several answers per field, separated by “;”, among 3; if it is one: --choices",
        "Stunden: numbers, counted in classes; if they are codes: --choices",
        "Wunsch: own words: counted is who wrote anything, the text is never shown; if these are categories: --choices",
        f"Note: {words.codes(4).en}",
    ]


def test_evidence_of_a_table_counts_what_stands_in_it(tmp_path):
    found = read_answer_table(written(tmp_path / "umfrage.xlsx"), AS_OF)

    tables = {one["question"]: one for one in evidence(found)["tables"]}
    assert {
        name: [(cell["options"], cell["n"]) for cell in one["cells"]]
        for name, one in tables.items()
        if name != "Stunden"
    } == {
        "wie-zufrieden-alles-in-allem": [
            (["eher"], 20),
            (["sehr"], 20),
            (["no_answer", "dont_know", "prefer_not"], 20),
        ],
        "was-zuerst": [(["Bauen"], 39), (["Bus"], 18), (["Kita"], 42)],
        "Wunsch": [(["written"], 30), (["no_answer", "dont_know", "prefer_not"], 30)],
        "Note": [(["1"], 15), (["2"], 15), (["3"], 15), (["4"], 15)],
    }


@pytest.mark.parametrize("name", ["umfrage.csv", "umfrage.parquet", "umfrage.txt"])
def test_every_kind_of_file_gives_the_same_evidence(tmp_path, name):
    excel = evidence(read_answer_table(written(tmp_path / "umfrage.xlsx"), AS_OF))

    path = written(tmp_path / name, delimiter="\t" if name.endswith("txt") else ";", encoding="cp1252")

    assert evidence(read_answer_table(path, AS_OF)) == excel


def test_derived_questionnaire_given_back_gives_the_same_evidence(tmp_path):
    path = written(tmp_path / "umfrage.xlsx")
    first = read_answer_table(path, AS_OF)
    (tmp_path / "questionnaire.json").write_bytes(questionnaire_bytes(first.questionnaire))

    again = read_answer_table(path, AS_OF, questionnaire=tmp_path / "questionnaire.json")

    assert (first.is_derived, again.is_derived) == (True, False)
    assert evidence(again) == evidence(first)


def test_answer_that_the_questionnaire_lacks_is_refused(tmp_path):
    first = read_answer_table(written(tmp_path / "umfrage.xlsx"), AS_OF)
    (tmp_path / "questionnaire.json").write_bytes(questionnaire_bytes(first.questionnaire))
    changed = [*PEOPLE[:5], (*PEOPLE[5][:3], "gar nicht", *PEOPLE[5][4:]), *PEOPLE[6:]]

    path = written(tmp_path / "neu.xlsx", rows=changed)

    assert faults(path, questionnaire=tmp_path / "questionnaire.json") == [
        (7, "wie-zufrieden-alles-in-allem", "There is no answer “gar nicht”.")
    ]


def test_labels_of_spss_are_questions_and_their_order_is_kept(tmp_path):
    path = tmp_path / "umfrage.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"q1": [float(at % 2 + 1) for at in range(40)], "alter": [20.0 + at for at in range(40)]}),
        path,
        column_labels=["Wie zufrieden?", "Ihr Alter"],
        variable_value_labels={"q1": {1.0: "zufrieden", 2.0: "mittel", 3.0: "gar nicht"}},
    )

    found = read_answer_table(path, Described(as_of=date(2026, 3, 1), numbers=("alter",)))

    first = found.questionnaire.question("q1")
    assert first.text.de == "Wie zufrieden?"
    assert [option.text.de for option in first.options] == ["zufrieden", "mittel", "gar nicht"]
    assert found.questionnaire.question("alter").kind is QuestionKind.NUMBER


def test_columns_are_what_they_are_named(tmp_path):
    named = Described(
        as_of=date(2026, 3, 1), about=("Note",), choices=("Stunden",), texts=("Was zuerst?",),
        without=("Wie zufrieden, alles in allem?", "Altersgruppe,Wunsch"), priority="Was zuerst?", missing=("3",),
    )  # fmt: skip

    found = read_answer_table(written(tmp_path / "umfrage.csv"), named)

    assert [(one.id, one.kind, one.about_person) for one in found.questionnaire.questions] == [
        ("was-zuerst", QuestionKind.TEXT, False),
        ("Stunden", QuestionKind.SINGLE, False),
        ("Note", QuestionKind.SINGLE, True),
    ]
    assert found.priority_question == "was-zuerst"
    notes = [one for response in found.responses for one in response.answers if one.question == "Note"]
    assert sum(one.missing is Missing.NO_ANSWER for one in notes) == 15


def test_sample_has_intervals_and_needs_its_counts(tmp_path):
    path = written(tmp_path / "umfrage.xlsx")
    counts = {"population": 9000, "drawn": 300}

    found = read_answer_table(path, Described(as_of=date(2026, 3, 1), recruitment=Recruitment.SAMPLE, **counts))

    assert evidence(found)["responses"][0]["response_rate"] == 60 / 300
    assert all(cell["low"] is not None for table in evidence(found)["tables"] for cell in table["cells"])
    assert faults(path, Described(as_of=date(2026, 3, 1), recruitment=Recruitment.SAMPLE)) == [
        (None, "recruitment", "A sample or census needs its population and the number of people invited.")
    ]


def test_population_table_is_met_trait_by_trait_or_in_every_combination(tmp_path):
    rows = [(("jung", "alt")[at % 2], ("f", "m")[at // 2 % 2], "ja" if at % 3 else "nein") for at in range(120)]
    path = written(tmp_path / "a.csv", header=("Alter", "Geschlecht", "frage"), rows=rows)
    table = tmp_path / "joint.csv"
    table.write_text(
        "variable,category,total\nAlter*Geschlecht,jung*f,900\nAlter*Geschlecht,jung*m,100\n"
        "Alter*Geschlecht,alt*f,100\nAlter*Geschlecht,alt*m,900\n"
    )
    sample = {"as_of": date(2026, 3, 1), "recruitment": Recruitment.SAMPLE, "population": 2000, "drawn": 300}

    each = read_answer_table(path, Described(**sample), population=table)
    crossed = read_answer_table(path, Described(**sample, is_crossed=True), population=table)

    assert [one.margins for one in each.populations] == [(("Alter",), ("Geschlecht",))]
    assert [one.margins for one in crossed.populations] == [(("Alter", "Geschlecht"),)]
    assert evidence(each)["responses"][0]["design_effect"] == 1
    assert evidence(crossed)["responses"][0]["design_effect"] == 2


def column(*fields):
    return {"header": ("frage", "andere"), "rows": [(field, "ab"[at % 2]) for at, field in enumerate(fields)]}


REFUSED = {
    "case and umlaut": (
        column(*["Köln", "Koeln", "köln", "Bonn"] * 10),
        (3, "frage", "These categories look the same: „Koeln“ (10), „Köln“ (10), „köln“ (10)."),
    ),
    "days of Excel": (
        column(*range(45000, 45040)),
        None,
    ),
    "days of Excel in any order": (
        column(*[45000 + at * 7 % 40 for at in range(40)]),
        (None, "frage", "All numbers look like days that Excel writes as numbers (45000 is 2023-03-15)."),
    ),
    "a word among numbers": (
        column(*[at * 7 % 50 for at in range(40)], "zwölf"),
        (42, "frage", "“zwölf” is no number; most fields of the column are."),
    ),
    "two notations": (
        column(*["1,5", "2,5", "3.5"] * 10),
        (4, "frage", "The column mixes decimal comma and decimal point, here “3.5”."),
    ),
    "a thousand or one": (
        column(*[f"{at + 1}.234" for at in range(40)]),
        (None, "frage", "All numbers look like 1.234: that may be a thousand, or a little more than one."),
    ),
    "wrong encoding": (
        column(*["SÃ¼d", "Nord"] * 10),
        (2, "frage", "“SÃ¼d” was read in the wrong encoding."),
    ),
    "one respondent": (column("ja"), (None, "", "Rows with answers: 1. Under 10 nothing is published.")),
    "no heading": (
        {"header": ("frage", ""), "rows": [("ab"[at % 2], "x") for at in range(40)]},
        (2, "(2)", "The column has values but no heading."),
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_would_be_a_guess_is_refused(tmp_path, case):
    content, expected = case
    path = written(tmp_path / "a.csv", **content)

    if expected is None:  # growing from row to row: a running number, left out
        assert [one.id for one in read_answer_table(path, AS_OF).questionnaire.questions] == ["andere"]
    else:
        assert faults(path) == [expected]


def test_everybody_who_does_not_know_leaves_nothing_to_count(tmp_path):
    path = written(tmp_path / "a.csv", header=("frage",), rows=[("weiß nicht",)] * 40)

    assert faults(path) == [
        (None, "", "No column holds anything that can be counted. frage: left out: everybody answered “weiß nicht”")
    ]


def test_table_beside_mixed_encodings_and_dates_among_categories_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"frage\n" + "Köln\n".encode() * 20 + "Köln\n".encode("cp1252"))
    dated = written(tmp_path / "b.xlsx", header=("frage",), rows=[("1-2",)] * 20 + [(datetime(2026, 5, 3),)])  # noqa: DTZ001 - Excel knows no time zones

    assert faults(path) == [(22, "", "The file mixes encodings: row 2 is UTF-8, row 22 is not.")]
    assert faults(dated) == [(22, "frage", "The cell holds the date 2026-05-03, others of this column do not.")]


def test_postcodes_with_and_without_zero_are_categories(tmp_path):
    path = written(
        tmp_path / "a.csv",
        header=("PLZ", "Ort"),
        rows=[(("65232", "65187")[at % 2], ("01067", "65187")[at % 2]) for at in range(40)],
    )

    found = read_answer_table(path, AS_OF)

    assert [one.kind for one in found.questionnaire.questions] == [QuestionKind.SINGLE, QuestionKind.SINGLE]
    assert found.questionnaire.questions[0].text == Text("PLZ", "PLZ")

"""How much of foreign questionnaires arrives: `python benchmarks/survey_import.py FOLDER [FOLDER …]`.

Counts in the source files with a reader of its own (plain XML, plain spreadsheet cells) and looks for each text and
condition in the questionnaire that `leitplanke survey import` would write. Shares no code with the importer but the
function it measures. Exit code 1 if a file cannot be imported or less than 95 % of any part arrives over all files.
"""

import html
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import xlrd

from leitplanke.exchange.surveys.formats import read_survey
from leitplanke.participation.model import Questionnaire

MARK = 0.95
READ = frozenset({".lss", ".lsg", ".lsq", ".xls", ".xlsx"})
PARTS = ("question texts", "answers", "subquestions", "languages", "conditions")
_PIECE = re.compile(r"\{\{[^}]*\}\}|\{[^{}\s][^{}]*\}|\$\{[^}]*\}|…")


def main(*folders: Path) -> int:
    """Print a line per file and the sums; 1 if a mark is missed."""
    found, arrived, failed = Counter[str](), Counter[str](), 0
    listed = (path for folder in folders for path in folder.rglob("*") if path.suffix in READ)
    for file in sorted(listed):
        try:
            imported = read_survey(file.read_bytes(), file=file.name)
        except Exception as error:  # noqa: BLE001 - whatever it is, it counts as a failure and is told
            failed += 1
            print(f"{file.name}: FAILED {type(error).__name__}: {error}")
            continue
        judge = _Judge(imported.questionnaire)
        counts = [*(_limesurvey(file, judge) if file.suffix.startswith(".ls") else _xlsform(file, judge))]
        here = {part: [is_there for name, is_there in counts if name == part] for part in PARTS}
        found.update({part: len(there) for part, there in here.items()})
        arrived.update({part: sum(there) for part, there in here.items()})
        told = ", ".join(f"{part} {sum(there)}/{len(there)}" for part, there in here.items() if there)
        print(f"{file.name}: {told}; {sum(loss.is_lost for loss in imported.losses)} losses told")
    missed = [part for part in PARTS if found[part] and arrived[part] < MARK * found[part]]
    for part in PARTS:
        share = f"{arrived[part] / found[part]:.1%}" if found[part] else "–"
        verdict = "MISSED" if part in missed else "reached"
        print(f"{part:<16} {arrived[part]:>6} of {found[part]:>6}  {share:>7}  >= 95 %  {verdict}")
    print(f"files that cannot be imported: {failed}")
    return int(bool(missed or failed))


class _Judge:
    """Looks into a questionnaire by texts and by names of questions."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._whole = questionnaire
        written = (text for _, one in questionnaire.texts() for text in one.by_language().values())
        self._texts = {_bare(text) for text in written}
        self.languages = {tag for _, one in questionnaire.texts() for tag in one.by_language()}

    def has(self, text: str) -> bool:
        """Whether a text stands somewhere, pieces put in from answers and layout left aside."""
        return _bare(text) in self._texts

    def has_condition(self, name: str) -> bool:
        """Whether the question of this name, its section or something in it is shown under a condition."""
        for question in self._whole.questions:
            if question.id.casefold() == name.casefold():
                return question.shown_if is not None or self.has_filter(name) or self._in_section(question.id)
        return False

    def has_filter(self, name: str) -> bool:
        """Whether options or items of the question are shown under conditions."""
        of_this_name = [one for one in self._whole.questions if one.id.casefold() == name.casefold()]
        options = any(one.shown_if is not None for question in of_this_name for one in question.options)
        return options or any(one.shown_if is not None for question in of_this_name for one in question.items)

    def conditions_of_sections(self) -> int:
        """How many sections are shown under a condition."""
        return sum(section.shown_if is not None for section in self._whole.sections)

    def _in_section(self, question: str) -> bool:
        return any(question in one.questions and one.shown_if is not None for one in self._whole.sections)


def _bare(text: str) -> str:
    """Letters and digits alone, in one case."""
    plain = html.unescape(re.sub(r"<[^<>]*>", " ", _PIECE.sub(" ", text)))
    return re.sub(r"[\W_]+", "", _PIECE.sub(" ", plain)).casefold()


def _limesurvey(file: Path, judge: _Judge) -> Iterator[tuple[str, bool]]:
    root = ET.parse(file).getroot()  # noqa: S314 - see above
    rows = {table.tag: [_fields(row) for row in table.iter("row")] for table in root}
    children = {row["qid"] for row in rows.get("subquestions", [])}
    children |= {row["qid"] for row in rows.get("questions", []) if row.get("parent_qid", "0") not in {"", "0"}}
    for row in [*rows.get("questions", []), *rows.get("subquestions", []), *rows.get("question_l10ns", [])]:
        if _says(row.get("question", "")):
            yield ("subquestions" if row["qid"] in children else "question texts"), judge.has(row["question"])
    for row in [*rows.get("answers", []), *rows.get("answer_l10ns", [])]:
        if _says(row.get("answer", "")):
            yield "answers", judge.has(row["answer"])
    languages = {language.text for language in root.iter("language") if language.text and not list(language)}
    yield from (
        ("languages", (tag.split("-")[0] in judge.languages or tag in judge.languages)) for tag in sorted(languages)
    )
    yield from _limesurvey_conditions(rows, judge)


def _limesurvey_conditions(rows: dict[str, list[dict[str, str]]], judge: _Judge) -> Iterator[tuple[str, bool]]:
    names = {row["qid"]: row["title"] for row in rows.get("questions", [])}
    seen = set()
    for row in rows.get("questions", []):
        if row["qid"] not in seen and row.get("relevance", "").strip() not in {"", "1"}:
            yield "conditions", judge.has_condition(row["title"])
        seen.add(row["qid"])
    for row in rows.get("subquestions", []):
        if row["qid"] not in seen and row.get("relevance", "").strip() not in {"", "1"}:
            yield "conditions", judge.has_filter(names.get(row["parent_qid"], ""))
        seen.add(row["qid"])
    for row in rows.get("question_attributes", []):
        if row["attribute"] in {"array_filter", "array_filter_exclude"} and row.get("value", "").strip():
            yield "conditions", judge.has_filter(names.get(row["qid"], ""))
    groups = {row["gid"]: row.get("grelevance", "") for row in rows.get("groups", [])}
    guarded = sum(text.strip() not in {"", "1"} for text in groups.values())
    yield from (("conditions", number < judge.conditions_of_sections()) for number in range(guarded))


def _fields(row: ET.Element) -> dict[str, str]:
    return {field.tag: field.text or "" for field in row}


def _says(text: str) -> bool:
    """Whether there is more than markup and pieces."""
    return bool(_bare(text))


def _xlsform(file: Path, judge: _Judge) -> Iterator[tuple[str, bool]]:
    sheets = _cells(file)
    languages = set()
    offered = {
        row.get("type", "").split()[1] for row in sheets.get("survey", []) if len(row.get("type", "").split()) > 1
    }
    for row in sheets.get("survey", []):
        is_question = row.get("type", "") and not re.match(r"(begin|end)[ _]", row["type"])
        for column, value in row.items():
            if re.match(r"label\b", column) and value.strip():
                languages.add(column)
                if is_question:
                    yield "question texts", judge.has(value)
        for column in ("relevant", "relevance", "bind:relevant", "bind::relevant"):
            if row.get(column):
                yield "conditions", judge.has_condition(row.get("name", "")) or judge.conditions_of_sections() > 0
        if row.get("choice_filter"):
            yield "conditions", judge.has_filter(row.get("name", ""))
    for row in [*sheets.get("choices", []), *sheets.get("external_choices", [])]:
        if (row.get("list_name") or row.get("list name", "")) in offered:
            values = [value for column, value in row.items() if re.match(r"label\b", column) and value.strip(" -")]
            yield from (("answers", judge.has(value)) for value in values)
    yield from (("languages", number < len(judge.languages)) for number in range(len(languages)))


def _cells(file: Path) -> dict[str, list[dict[str, str]]]:
    if file.suffix == ".xls":
        book = xlrd.open_workbook(file)
        tables = {sheet.name: [sheet.row_values(number) for number in range(sheet.nrows)] for sheet in book.sheets()}
    else:
        workbook = openpyxl.load_workbook(file, data_only=True)
        tables = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook}
    found = {}
    for name, (head, *rest) in ((name, rows) for name, rows in tables.items() if rows):
        header = [str(cell or "").strip().lower() for cell in head]
        found[name.lower()] = [
            {column: _written(cell) for column, cell in zip(header, row, strict=False) if column and cell is not None}
            for row in rest
        ]
    return found if "survey" in found or len(found) > 1 else {"survey": next(iter(found.values()), [])}


def _written(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))

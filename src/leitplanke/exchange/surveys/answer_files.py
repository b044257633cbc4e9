"""Responses as CSV and XLSX."""

from decimal import Decimal

from leitplanke.exchange.surveys.answer_table import ABOUT, Content, answer_table
from leitplanke.exchange.surveys.flat import Column
from leitplanke.exchange.surveys.spreadsheets import Cell, Sheet, workbook
from leitplanke.exchange.tables import CsvField, write_csv
from leitplanke.kernel.texts import Language
from leitplanke.participation.model import Questionnaire, Response


def answers_csv(questionnaire: Questionnaire, responses: tuple[Response, ...]) -> bytes:
    """One row per response; codes as in the questionnaire, no answer by its code, not asked empty."""
    table = answer_table(questionnaire, responses)
    header = (*ABOUT, *(column.name for column in table.columns))
    return write_csv(header, ([_csv(value) for value in row] for row in table.rows))


def answers_xlsx(questionnaire: Questionnaire, responses: tuple[Response, ...], language: Language) -> bytes:
    """The same as a workbook, with the code book as its second sheet."""
    table = answer_table(questionnaire, responses)
    header = (*ABOUT, *(column.name for column in table.columns))
    rows = [[_cell(value) for value in row] for row in table.rows]
    book = [
        [column.name, label_of(column, language), column.flat.value, option.id, option.text.told(language)]
        for column in table.columns
        for option in column.options
    ]
    book += [
        [column.name, label_of(column, language), column.flat.value, "", ""]
        for column in table.columns
        if not column.options
    ]
    return workbook(
        [Sheet("answers", header, rows), Sheet("variables", ("name", "label", "kind", "code", "text"), book)]
    )


def label_of(column: Column, language: Language) -> str:
    """The question and the part of it, in one line."""
    return " – ".join(text.told(language) for text in column.label if text.by_language())


def _csv(value: Content) -> CsvField:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return Decimal(repr(float(value))).normalize() if value % 1 else int(value)
    return None if value is None else str(value)


def _cell(value: Content) -> Cell:
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, int | float) or value is None else str(value)

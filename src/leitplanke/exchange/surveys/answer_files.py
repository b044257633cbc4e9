"""Responses as CSV and XLSX, and the code book as a page."""

from decimal import Decimal

import jinja2

from leitplanke.exchange.surveys.answer_table import ABOUT, Content, answer_table
from leitplanke.exchange.surveys.flat import Column, columns_of
from leitplanke.exchange.surveys.spreadsheets import Cell, Sheet, workbook
from leitplanke.exchange.tables import CsvField, write_csv
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import Missing, Questionnaire, Response

_MISSING = {
    Missing.DONT_KNOW: Text("Weiß nicht", "Don’t know"),
    Missing.PREFER_NOT: Text("Möchte ich nicht sagen", "Prefer not to say"),
    Missing.NO_ANSWER: Text("Keine Angabe", "No answer"),
}


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


def codebook_html(questionnaire: Questionnaire, language: Language) -> bytes:
    """Every variable with its question, codes and ways of not answering, as one page without scripts."""
    page = _ENVIRONMENT.get_template("codebook.html")
    questions = [(question, columns_of(question)) for question in questionnaire.questions]
    return page.render(
        questionnaire=questionnaire,
        questions=[(question, columns) for question, columns in questions if columns],
        language=language.value,
        missing=_MISSING,
        label_of=label_of,
        words=_WORDS[language],
    ).encode()


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


_WORDS = {
    Language.DE: {
        "title": "Codebuch", "variable": "Variable", "holds": "Inhalt", "codes": "Werte", "version": "Fassung",
        "not_asked": "leer: nicht gefragt",
        "kinds": {"choice": "Auswahl", "flag": "0 oder 1", "number": "Zahl", "text": "Text", "date": "Datum"},
    },
    Language.EN: {
        "title": "Code book", "variable": "variable", "holds": "holds", "codes": "values", "version": "version",
        "not_asked": "empty: not asked",
        "kinds": {"choice": "choice", "flag": "0 or 1", "number": "number", "text": "text", "date": "date"},
    },
}  # fmt: skip
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("leitplanke.exchange.surveys"), autoescape=True, undefined=jinja2.StrictUndefined
)

"""A questionnaire out of a table alone: one question per column, and for each the words that say what was assumed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from leitplanke.evidence.analysis.whole_file import Column, WholeFile, plain_number
from leitplanke.evidence.analysis.words import are_excel_days
from leitplanke.evidence.engines.data_file import Kind
from leitplanke.evidence.survey.categories import CategoryFaultsError, tidied
from leitplanke.evidence.survey.lines import Category
from leitplanke.evidence.survey.notation import Notation
from leitplanke.exchange.answer_tables import words
from leitplanke.exchange.answer_tables.described import Described
from leitplanke.exchange.answer_tables.numbers import written_in
from leitplanke.exchange.pabulib.identifiers import slug
from leitplanke.exchange.surveys.names import Names
from leitplanke.exchange.surveys.response_headers import ABOUT_THE_PERSON
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Audience, Missing, Option, Question, QuestionKind, Questionnaire
from leitplanke.participation.not_answered import missing_in_words

AUDIENCE = "respondents"
VERSION = "table"

_RESERVED = frozenset({*Missing, "mode", "themes", "key", "audience", "frame", "questionnaire"})
_MOST_CATEGORIES = 40
_MOST_CODES = 11  # 0 to 10
_LONGEST_CATEGORY = 120
_SEPARATORS = (";", ",")
_PERSONAL = re.compile(
    r"(e-?mail|telefon|phone|handy|ip[- ]?(adresse|address)?|user ?agent|(vor|nach|familien)?name|first name|last name"
    r"|(straße|strasse|adresse|anschrift)( .*)?|start(zeit|ed?|time)?( .*)?|completion time|fertigstellungszeit|ende?"
    r"|zeitstempel|timestamp|datum( .*)?|date( .*)?|antwort-?id|response id|respondent id|lfd\.?( ?nr\.?)?|nr\.?|id)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(ihr(e|en)? |your )?(alter(sgruppe|sklasse)?|age( group)?|geschlecht|sex|gender|(orts|stadt)teil|wohnort|district"
    r"|stadtbezirk|bezirk|bildung(sabschluss)?|education|haushaltsgröße|plz|postleitzahl|zip( code)?|postcode)\b.*",
    re.IGNORECASE,
)
_CODE_BY_NAME = re.compile(r".*\b(plz|postleitzahl|zip|postcode|ags|schlüssel|kennziffer|code)\b.*", re.IGNORECASE)
_UNNAMED = re.compile(r"\(\d+\)")


@dataclass(slots=True)
class Derived:
    """What a table was understood as: the questionnaire, the columns beside its questions, what was assumed."""

    questions: list[Question] = field(default_factory=list)
    columns: list[tuple[str | None, ...]] = field(default_factory=list)
    priority: str = ""
    notes: list[Text] = field(default_factory=list)

    def questionnaire(self, title: str, audience: Text) -> Questionnaire:
        """The questions in the order of the columns."""
        return Questionnaire(VERSION, Text(title, title), (Audience(AUDIENCE, audience),), tuple(self.questions))


def derive(file: WholeFile, described: Described) -> Derived:
    """A question for each column that can be counted. Raises `FaultyInputError` with all columns that need mending."""
    _require_known(file, described)
    found, names = Derived(), Names(reserved=_RESERVED)
    faults: list[Fault] = []
    for column in file.columns:
        try:
            _add(found, file, column, described, names)
        except FaultyInputError as refused:
            faults += refused.faults
    if not faults and not found.questions:
        faults.append(Fault(file.name, None, "", *words.no_question(found.notes)))
    if faults:
        raise FaultyInputError(tuple(faults))
    return found


def _add(found: Derived, file: WholeFile, column: Column, described: Described, names: Names) -> None:
    left_out = _left_out(file, column, described)
    if left_out is not None:
        found.notes += [words.understood(column.name, left_out)] if left_out.de else []
        return
    question, fields, how = _question(file, column, described, names.new(_wish(column.name)))
    about = column.name in described.about or bool(not described.about and _ABOUT.fullmatch(column.name))
    is_about = about and question.kind in {QuestionKind.SINGLE, QuestionKind.NUMBER}
    found.questions.append(replace(question, about_person=is_about))
    found.columns.append(tuple(None if one is None else _told(one) for one in fields))
    found.notes.append(words.understood(column.name, _joined(how, words.ABOUT) if is_about else how))
    found.notes += [words.understood(column.name, one) for one in _missing(column)]
    if column.name == described.priority:
        found.priority = question.id


def _wish(heading: str) -> str:
    return heading if re.fullmatch(r"\w{1,64}", heading, re.ASCII) else slug(heading) or "question"


def _told(text: str) -> str:
    missing = missing_in_words(text)
    return text if missing is None else missing.value


def _left_out(file: WholeFile, column: Column, described: Described) -> Text | None:
    """Why a column is no question; without words if there is nothing to say."""
    if _UNNAMED.fullmatch(column.name):
        _require_empty(file, column)
        return Text("")
    return None if column.name in described.named else _nothing_to_count(column)


def _require_empty(file: WholeFile, column: Column) -> None:
    if column.filled:
        row = next(at for at, one in enumerate(column.fields) if one is not None) + file.first_row
        raise FaultyInputError((Fault(file.name, row, column.name, *words.UNNAMED),))


def _nothing_to_count(column: Column) -> Text | None:
    heading = column.name.strip().casefold()
    if heading in ABOUT_THE_PERSON or _PERSONAL.fullmatch(heading):
        return words.PERSONAL
    if not column.filled:
        return words.NOTHING
    if all(missing_in_words(one) for one in column.counts):
        return words.nobody_knows(", ".join(column.counts))
    if column.kind is Kind.DATE:
        return words.DATES
    return words.RUNNING if _is_running(column) else None


def _question(
    file: WholeFile, column: Column, described: Described, name: str
) -> tuple[Question, tuple[str | None, ...], Text]:
    """The question, its fields as an import would write them, and what was assumed."""
    counts = {one: n for one, n in column.counts.items() if missing_in_words(one) is None}
    text = Text(column.label or column.name, column.label or column.name)
    if column.name in described.texts:
        return Question(name, QuestionKind.TEXT, text, (AUDIENCE,)), column.fields, words.OWN_WORDS
    if column.categories or column.name in described.choices:
        return _choice(file, column, name, text)
    for separator in _SEPARATORS:
        pieces = _pieces(counts, separator)
        if pieces:
            return _several(file, column, name, text, pieces, separator)
    written = None if any(_has_zero_before(one) for one in counts) else written_in(
        file, column, counts, decimal=described.decimal
    )  # fmt: skip
    if written is not None and not _CODE_BY_NAME.fullmatch(column.name):
        return _numeric(file, column, described, name, text, written, counts)
    if written is None and not _are_categories(counts):
        return Question(name, QuestionKind.TEXT, text, (AUDIENCE,)), column.fields, words.OWN_WORDS
    return _choice(file, column, name, text)


def _numeric(
    file: WholeFile,
    column: Column,
    described: Described,
    name: str,
    text: Text,
    written: Notation,
    counts: dict[str, int],
) -> tuple[Question, tuple[str | None, ...], Text]:
    plain = {one: plain_number(one, written) for one in counts}
    fields = tuple(None if one is None else plain.get(one, one) for one in column.fields)
    values = sorted({float(one) for one in plain.values()})
    is_named = column.name in described.numbers
    if not is_named and are_excel_days(values):
        raise FaultyInputError((Fault(file.name, None, column.name, *words.EXCEL_DAYS),))
    if not is_named and len(values) <= _MOST_CODES and all(one.is_integer() for one in values):
        options = tuple(Option(_number_id(one), Text(f"{one:.0f}", f"{one:.0f}")) for one in values)
        chosen = tuple(f"{float(plain[one]):.0f}" if one in plain else one for one in column.fields)
        question = Question(name, QuestionKind.SINGLE, text, (AUDIENCE,), options, ordered=True)
        return question, chosen, words.codes(len(options))
    return Question(name, QuestionKind.NUMBER, text, (AUDIENCE,)), fields, words.NUMBER


def _number_id(value: float) -> str:
    return f"{value:.0f}" if value >= 0 else f"minus_{-value:.0f}"


def _choice(file: WholeFile, column: Column, name: str, text: Text) -> tuple[Question, tuple[str | None, ...], Text]:
    """The categories in natural order; those of SPSS in the order of their values, chosen or not."""
    given = _categories(file, column, column.counts)
    categories = (*column.categories, *(one for one in given if one not in column.categories))
    question = Question(name, QuestionKind.SINGLE, text, (AUDIENCE,), _options(categories))
    return question, column.fields, words.choice(len(question.options))


def _several(
    file: WholeFile, column: Column, name: str, text: Text, pieces: dict[str, int], separator: str
) -> tuple[Question, tuple[str | None, ...], Text]:
    options = _options(_categories(file, column, pieces))
    question = Question(name, QuestionKind.MULTIPLE, text, (AUDIENCE,), options)
    fields = tuple(None if one is None else ";".join(_split(one, separator)) for one in column.fields)
    return question, fields, words.several(len(options), separator)


def _categories(file: WholeFile, column: Column, counts: dict[str, int]) -> tuple[str, ...]:
    """Raises `FaultyInputError` for categories that look alike or are broken."""
    names = tuple(one for one in counts if missing_in_words(one) is None)
    found = Category(np.arange(len(names)), names)
    try:
        return tidied(column.name, found, np.array([float(counts[one]) for one in names]), missing=()).names
    except CategoryFaultsError as refused:
        rows = {one.value: _row_with(file, column, one.value) for one in refused.faults}
        raise FaultyInputError(
            tuple(Fault(file.name, rows[one.value], column.name, one.problem, one.remedy) for one in refused.faults)
        ) from refused


def _row_with(file: WholeFile, column: Column, piece: str) -> int | None:
    for at, one in enumerate(column.fields):
        if one is not None and (one == piece or any(piece in _split(one, separator) for separator in _SEPARATORS)):
            return at + file.first_row
    return None


def _options(categories: tuple[str, ...]) -> tuple[Option, ...]:
    names = Names()
    return tuple(Option(names.of(one), Text(one, one)) for one in categories)


def _pieces(counts: dict[str, int], separator: str) -> dict[str, int]:
    """How often each piece occurs; nothing if fields are no lists of few different pieces.

    A comma may be part of an answer: every piece must have been chosen alone as well.
    """
    lists = [one for one in counts if len(_split(one, separator)) > 1]
    if not lists:
        return {}
    pieces: dict[str, int] = {}
    for one, n in counts.items():
        for piece in _split(one, separator):
            pieces[piece] = pieces.get(piece, 0) + n
    is_sure = separator != "," or all(piece in counts for one in lists for piece in _split(one, separator))
    return pieces if is_sure and _are_categories(pieces) else {}


def _split(text: str, separator: str) -> list[str]:
    return [piece for part in text.split(separator) if (piece := part.strip())]


def _are_categories(counts: dict[str, int]) -> bool:
    """Few and short, and each chosen twice on average."""
    return (
        len(counts) <= _MOST_CATEGORIES
        and 2 * len(counts) <= sum(counts.values())
        and max(map(len, counts), default=0) <= _LONGEST_CATEGORY
    )


def _has_zero_before(text: str) -> bool:
    return bool(re.fullmatch(r"0\d+", text))


def _is_running(column: Column) -> bool:
    """Whole numbers that grow from row to row."""
    fields = [one for one in column.fields if one is not None]
    if len(fields) < 3 or not all(one.isascii() and one.isdecimal() for one in fields):
        return False
    numbers = list(map(int, fields))
    return all(one < other for one, other in pairwise(numbers))


def _missing(column: Column) -> Iterator[Text]:
    for one, n in sorted(column.counts.items()):
        if missing_in_words(one) is not None:
            yield words.counts_as_missing(one, n)


def _joined(how: Text, more: Text) -> Text:
    return Text(f"{how.de}; {more.de}", f"{how.en}; {more.en}")


def _require_known(file: WholeFile, described: Described) -> None:
    known = [column.name for column in file.columns]
    unknown = [name for name in dict.fromkeys(described.named) if name not in known]
    if unknown:
        listed = ", ".join(known[:20]) + (" …" if len(known) > 20 else "")
        raise FaultyInputError(
            tuple(Fault(file.name, None, name, *words.unknown_column(name, listed)) for name in unknown)
        )

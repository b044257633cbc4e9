"""answers_AUDIENCE.csv and population_AUDIENCE.csv.

Tens of thousands of rows: each distinct content of a column is read once, and equal answers are one value.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from leitplanke.evidence.model import PopulationCell, PopulationTable
from leitplanke.exchange.fields import RowReader, decimal, items, one_of, weighted_items, whole
from leitplanke.exchange.forms import ANSWER_COLUMNS, COUNT, answers_form, population_form
from leitplanke.exchange.listing import Rows, TownFiles, likely, note_doubles
from leitplanke.exchange.located import Sheet
from leitplanke.exchange.places import FaultLog, Located, Place
from leitplanke.exchange.shapes import answer_of
from leitplanke.exchange.town_texts import PopulationEntry, QuestionnaireEntry
from leitplanke.kernel.faults import InvalidValueError, require
from leitplanke.kernel.texts import Text
from leitplanke.participation.answer_contents import content_faults
from leitplanke.participation.model import (
    OPTION_KINDS,
    TEXT_KINDS,
    Answer,
    Frame,
    Missing,
    Question,
    QuestionKind,
    Response,
    ResponseMode,
)

LARGEST_KEY = 2**63 - 1
MOST_POINTS = 1_000_000
_KEY = re.compile(r"0|[1-9][0-9]{0,18}")


def read_responses(
    files: TownFiles, audience: str, questionnaire: QuestionnaireEntry, frames: Rows[Frame]
) -> list[Response]:
    """The sound responses of one audience, by key, with one answer to every question shown, in order."""
    shown = questionnaire.shown_to(audience)
    form = answers_form(audience, shown)
    sheet = files.sheet(form)
    if sheet is None:
        return []
    if not sheet.rows:
        problem = Text("Die Tabelle hat keine Antworten.", "The table has no answers.")
        files.log.add(Place(sheet.file), problem, Text("Ergänzen Sie sie.", "Add them."))
    note_doubles(sheet, form.keys, files.log)
    converters: dict[str, Callable[[str], object]] = {
        "key": _key,
        "frame": partial(_frame, audience, frames),
        "mode": partial(one_of, ResponseMode),
        "questionnaire": partial(_version, questionnaire.version),
        **{name: _reader_of(name, questionnaire.question(name)) for name in shown},
    }
    columns = [_Column(column, converters[column]) for column in sheet.header]
    found = _responses(sheet, columns, audience, shown, files.log)
    return sorted(found, key=lambda response: response.key)


def read_population(
    files: TownFiles, entry: Located[PopulationEntry], questionnaire: QuestionnaireEntry
) -> Located[PopulationTable] | None:
    """One population table; its variables are questions about the person, its categories their options."""
    wanted = entry.value
    known = {
        question.value.id: question.value
        for question in questionnaire.questions
        if question.value.about_person and wanted.audience in question.value.audiences
    }
    named = sorted({variable for margin in wanted.margins for variable in margin})
    unknown = [variable for variable in named if variable not in known]
    if unknown:
        problem = Text(f"Kein Merkmal der Zielgruppe: {', '.join(unknown)}.", f"No variable: {', '.join(unknown)}.")
        files.log.add(entry.place("margins"), problem, likely(unknown[0], list(known)))
        return None
    sheet = files.sheet(population_form(wanted.file, tuple(named)), tuple(name for name in known if name not in named))
    if sheet is None:
        return None
    variables = tuple(variable for variable in known if variable in sheet.header)
    note_doubles(sheet, variables, files.log)
    readers = [RowReader(record, files.log) for record in sheet.records()]
    cells = [_cell(tuple(known[variable] for variable in variables), reader) for reader in readers]
    sound = tuple(cell for cell in cells if cell is not None)
    if len(sound) < len(cells):
        return None
    make = partial(
        PopulationTable,
        audience=wanted.audience,
        variables=variables,
        margins=wanted.margins,
        cells=sound,
        source=wanted.source,
        as_of=wanted.as_of,
    )
    table = files.log.attempt(entry, make, {"cells": "file"})
    return None if table is None else Located(table, entry)


class _Column:
    """A column of answers that converts each distinct content once."""

    def __init__(self, name: str, convert: Callable[[str], object]) -> None:
        self._name = name
        self._convert = convert
        self._done: dict[str, object] = {}

    def value(self, text: str, file: str, row: int, log: FaultLog) -> object:
        """The converted content; a faulty one is noted for every row in which it stands."""
        found = self._done.get(text)
        if found is None:
            try:
                found = self._convert(text)
            except InvalidValueError as error:
                found = error
            self._done[text] = found
        if isinstance(found, InvalidValueError):
            log.add(Place(file, row, self._name), found.problem, found.remedy)
        return found


def _responses(
    sheet: Sheet, columns: list[_Column], audience: str, shown: tuple[str, ...], log: FaultLog
) -> Iterator[Response]:
    key, frame, mode, version = (sheet.header.index(column) for column in ANSWER_COLUMNS)
    order = [sheet.header.index(column) for column in shown]
    for row, fields in sheet.rows:
        faults = len(log.faults)
        # Any, because the header decides at run time which converter fills which place
        values: list[Any] = [
            column.value(text, sheet.file, row, log) for column, text in zip(columns, fields, strict=True)
        ]
        if len(log.faults) == faults:
            answers = tuple(values[index] for index in order)
            yield Response(values[key], audience, values[frame], values[mode], values[version], answers)


def _key(text: str) -> int:
    require(
        holds=_KEY.fullmatch(text) is not None and int(text) <= LARGEST_KEY,
        field="key",
        problem=Text(f"„{text[:30]}“ ist kein Schlüssel.", f"“{text[:30]}” is no key."),
        remedy=Text("Ein Schlüssel ist eine zufällige ganze Zahl unter 2^63.", "Use a random whole number below 2^63."),
    )
    return int(text)


def _frame(audience: str, frames: Rows[Frame], text: str) -> str:
    audiences = {frame.value.id: frame.value.audience for frame in frames.found}
    if frames.known is None or (text in frames.known and audiences.get(text, audience) == audience):
        return text
    raise InvalidValueError(
        "frame",
        Text(f"„{text}“ ist kein Zugangsweg dieser Zielgruppe.", f"“{text}” is no frame of this audience."),
        likely(text, [name for name in audiences if audiences[name] == audience]),
    )


def _version(version: str | None, text: str) -> str:
    require(
        holds=version in {None, text},
        field="questionnaire",
        problem=Text(f"Die Fassung „{text}“ ist unbekannt.", f"The version “{text}” is unknown."),
        remedy=Text(f"Der Fragebogen hat die Fassung {version}.", f"The questionnaire has version {version}."),
    )
    return text


def _reader_of(name: str, question: Question | None) -> Callable[[str], Answer]:
    """What reads the answers to a question; nothing is said about the options of a faulty one (None)."""
    return partial(_answer, name, question, frozenset() if question is None else frozenset(question.option_ids))


def _answer(name: str, question: Question | None, options: frozenset[str], text: str) -> Answer:
    if not text:
        return Answer(name, missing=Missing.NO_ANSWER)
    if text in {Missing.DONT_KNOW, Missing.PREFER_NOT}:
        return Answer(name, missing=Missing(text))
    if question is None or question.kind in TEXT_KINDS:
        return Answer(name, text=text)
    if question.kind not in OPTION_KINDS or text.startswith("{"):
        return _other_answer(question, text)
    if question.kind is QuestionKind.POINTS:
        pairs = weighted_items(text)
        chosen, points = tuple(option for option, _ in pairs), tuple(number for _, number in pairs)
        _require_options(question, options, chosen)
        _require_points(points)
        return Answer(name, chosen, points)
    chosen = items(text)
    _require_options(question, options, chosen)
    return Answer(name, chosen)


def _other_answer(question: Question, text: str) -> Answer:
    """Numbers and dates as people write them; what has rows or a text beside a choice is JSON, as in a document."""
    if text.startswith("{"):
        answer = _from_json(question.id, text)
    elif question.kind in {QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.RATING}:
        answer = Answer(question.id, number=decimal(text))
    elif question.kind is QuestionKind.CONSENT:
        answer = Answer(question.id, (text,))
    else:
        answer = Answer(question.id, text=text)
    fault = next(content_faults(question, answer), None)
    if fault is not None:
        raise InvalidValueError(question.id, fault.words, Text(f"Prüfen Sie „{text[:40]}“.", f"Check “{text[:40]}”."))
    return answer


def _from_json(name: str, text: str) -> Answer:
    try:
        raw = json.loads(text)
        return answer_of(raw | {"question": name})
    except (ValueError, RecursionError) as error:
        raise InvalidValueError(
            name,
            Text("Diese Antwort ist nicht lesbar.", "This answer cannot be read."),
            Text("Schreiben Sie sie wie in docs/town-folder.md.", "Write it as in docs/town-folder.md."),
        ) from error


def _require_options(question: Question, options: frozenset[str], chosen: tuple[str, ...]) -> None:
    most = 1 if question.kind is QuestionKind.SINGLE else question.max_choices
    require(
        holds=most is None or len(chosen) <= most,
        field=question.id,
        problem=Text(f"{len(chosen)} Antworten sind zu viele.", f"{len(chosen)} choices are too many."),
        remedy=Text(f"Erlaubt sind höchstens {most}.", f"At most {most} may be given."),
    )
    for option in chosen:
        if option not in options:
            raise InvalidValueError(
                question.id,
                Text(f"Die Antwort „{option}“ gibt es nicht.", f"There is no option “{option}”."),
                likely(option, options),
            )


def _require_points(points: tuple[int, ...]) -> None:
    require(
        holds=all(0 <= number <= MOST_POINTS for number in points),
        field="points",
        problem=Text("Eine Punktzahl ist nicht möglich.", "A number of points is not possible."),
        remedy=Text(f"Erlaubt sind 0 bis {MOST_POINTS}.", f"0 to {MOST_POINTS} are allowed."),
    )


def _cell(variables: tuple[Question, ...], row: RowReader) -> PopulationCell | None:
    categories = tuple(row.required(variable.id, partial(_category, variable)) for variable in variables)
    count = row.required(COUNT, whole)
    return row.build(lambda: PopulationCell(categories, count))


def _category(variable: Question, text: str) -> str:
    _require_options(variable, frozenset(variable.option_ids), (text,))
    return text

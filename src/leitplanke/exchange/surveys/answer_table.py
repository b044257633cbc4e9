"""Responses as a table: one row each, one column per simple question (`flat`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from leitplanke.exchange.surveys.flat import Column, Flat, columns_of
from leitplanke.participation.model import (
    OTHER,
    Answer,
    Cells,
    ItemAnswer,
    Missing,
    QuestionKind,
    Questionnaire,
    Response,
)

Content = str | float | bool | Missing | None  # None: not asked
ABOUT = ("key", "audience", "frame", "mode", "questionnaire")


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """`rows` hold what `ABOUT` names, then one content per column. Sorted by key, which is random."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]


def answer_table(questionnaire: Questionnaire, responses: Iterable[Response]) -> AnswerTable:
    """The table of these responses."""
    columns = tuple(column for question in questionnaire.questions for column in columns_of(question))
    ordered = sorted(responses, key=lambda one: one.key)
    return AnswerTable(columns, tuple(_row(response, columns) for response in ordered))


def _row(response: Response, columns: tuple[Column, ...]) -> tuple[Content, ...]:
    answers = {answer.question: answer for answer in response.answers}
    about = (str(response.key), response.audience, response.frame, response.mode.value, response.questionnaire)
    return (*about, *(content(column, answers.get(column.question.id)) for column in columns))


def content(column: Column, answer: Answer | None) -> Content:  # noqa: PLR0911 - one return per kind of column
    """What a column holds of an answer."""
    if answer is None:
        return None
    if answer.missing is not None:
        return answer.missing
    if column.part == OTHER and column.cell == "text":
        return answer.other or None
    if column.flat is Flat.FLAG and not column.question.items:
        return column.part in answer.options
    if column.part and not answer.items:
        return _place_or_points(column, answer)
    if column.part:
        return _of_item(column, answer)
    if column.flat is Flat.NUMBER:
        return answer.number
    return answer.options[0] if answer.options else answer.text


def _place_or_points(column: Column, answer: Answer) -> Content:
    if column.part not in answer.options:
        return None
    place = answer.options.index(column.part)
    return float(place + 1 if column.question.kind is QuestionKind.RANK else answer.points[place])


def _of_item(column: Column, answer: Answer) -> Content:
    question = column.question
    cell = column.cell if question.cells in {Cells.NUMBER, Cells.TEXT} and question.options else ""
    cell = "" if question.kind is QuestionKind.BEST_WORST else cell
    found: ItemAnswer | None = next(
        (one for one in answer.items if (one.item, one.column) == (column.part, cell)), None
    )
    if found is None:
        return Missing.NO_ANSWER
    if found.missing is not None:
        return found.missing
    if question.kind is QuestionKind.BEST_WORST:
        return found.options[0 if column.cell == "best" else 1]
    if column.flat is Flat.FLAG:
        return column.cell in found.options
    if column.flat is Flat.NUMBER:
        return found.number
    return found.options[0] if found.options else found.text

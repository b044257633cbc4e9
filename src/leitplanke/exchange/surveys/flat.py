"""Questions as the simple ones that tables and other programs know: one column, one row of a form."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    OTHER,
    STATEMENT_OPTIONS,
    Cells,
    Option,
    Question,
    QuestionKind,
)

STATEMENT_TEXTS = {
    "agree": Text("stimme zu", "agree"),
    "disagree": Text("stimme nicht zu", "disagree"),
    "pass": Text("überspringe ich", "pass"),
}
STATEMENT_LIST = tuple(Option(name, STATEMENT_TEXTS[name]) for name in STATEMENT_OPTIONS)
CONSENT_LIST = (Option("yes", Text("Ja", "Yes")), Option("no", Text("Nein", "No")))
BEST, WORST = Text("am besten", "best"), Text("am schlechtesten", "worst")


class Flat(StrEnum):
    """What one column holds."""

    CHOICE = "choice"
    FLAG = "flag"  # chosen or not
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of answers. `part` and `cell` say which part of the question it holds."""

    name: str
    flat: Flat
    question: Question
    label: tuple[Text, ...]
    options: tuple[Option, ...] = ()
    part: str = ""
    cell: str = ""


def columns_of(question: Question) -> tuple[Column, ...]:
    """The columns of one question, in order; none for information."""
    return tuple(_columns(question))


def all_options(question: Question) -> tuple[Option, ...]:
    """The options, with "other, namely" as the last one."""
    if question.other is None:
        return question.options
    return (*question.options, Option(OTHER, question.other))


def _columns(question: Question) -> Iterator[Column]:
    name, kind, label = question.id, question.kind, (question.text,)
    simple = {
        QuestionKind.NUMBER: Flat.NUMBER, QuestionKind.SCALE: Flat.NUMBER, QuestionKind.RATING: Flat.NUMBER,
        QuestionKind.DATE: Flat.DATE, QuestionKind.TEXT: Flat.TEXT, QuestionKind.SHORT_TEXT: Flat.TEXT,
    }  # fmt: skip
    if kind in simple:
        yield Column(name, simple[kind], question, label)
    elif kind is QuestionKind.SINGLE:
        yield Column(name, Flat.CHOICE, question, label, all_options(question))
    elif kind is QuestionKind.CONSENT:
        yield Column(name, Flat.CHOICE, question, label, CONSENT_LIST)
    elif kind in {QuestionKind.MULTIPLE, QuestionKind.TOP, QuestionKind.RANK, QuestionKind.POINTS}:
        flat = Flat.FLAG if kind in {QuestionKind.MULTIPLE, QuestionKind.TOP} else Flat.NUMBER
        for option in all_options(question):
            yield Column(f"{name}_{option.id}", flat, question, (*label, option.text), part=option.id)
    elif kind is QuestionKind.BEST_WORST:
        yield from _best_worst(question)
    else:
        yield from _rows(question)
    if question.other is not None:
        yield Column(f"{name}_other_text", Flat.TEXT, question, (*label, question.other), part=OTHER, cell="text")


def _best_worst(question: Question) -> Iterator[Column]:
    for one in question.sets:
        options = tuple(option for option in question.options if option.id in one.options)
        for cell, words in (("best", BEST), ("worst", WORST)):
            yield Column(
                f"{question.id}_{one.id}_{cell}", Flat.CHOICE, question, (question.text, words), options, one.id, cell
            )


def _rows(question: Question) -> Iterator[Column]:
    is_statement = question.kind is QuestionKind.STATEMENTS
    for item in question.items:
        name, label = f"{question.id}_{item.id}", (question.text, item.text)
        if is_statement or question.cells is Cells.CHOICE:
            options = STATEMENT_LIST if is_statement else question.options
            yield Column(name, Flat.CHOICE, question, label, options, item.id)
            continue
        flat = {Cells.CHECK: Flat.FLAG, Cells.NUMBER: Flat.NUMBER, Cells.TEXT: Flat.TEXT}[question.cells]
        if not question.options:
            yield Column(name, flat, question, label, part=item.id)
        for option in question.options:
            yield Column(f"{name}_{option.id}", flat, question, (*label, option.text), part=item.id, cell=option.id)

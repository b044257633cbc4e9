"""A questionnaire as it stands on paper: every place to tick or to write in, with the answer that it means.

Paper shows everything to everybody of the audience, in the questionnaire's order, because it cannot know the answers.
A question that is only for some says for whom; an earlier answer inside a text becomes a gap.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leitplanke.kernel.texts import Text
from leitplanke.participation.asking import asked_on_paper
from leitplanke.participation.model import (
    GIVEN,
    OTHER,
    STATEMENT_OPTIONS,
    Bounds,
    Cells,
    DateForm,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
)
from leitplanke.participation.paper_conditions import asked_if
from leitplanke.participation.piping import without_pipes
from leitplanke.participation.wording import ENDS, WORDS

GAP: Final = "…"


class PaperShape(StrEnum):
    """How the places of a question stand."""

    WORDS = "words"  # nothing to fill in
    LIST = "list"  # one below the other
    SCALE = "scale"  # side by side between two ends
    GRID = "grid"  # a table with rows and columns
    LINE = "line"  # one line to write on
    AREA = "area"  # several lines


@dataclass(frozen=True, slots=True)
class Place:
    """A box to tick or to write in. `parts` and `value` name the answer as a form does; `value` is empty for writing.

    `other_parts` names the line of "other, namely" that stands beside its box, `other_line` is that.
    """

    question: str
    parts: tuple[str, ...]
    value: str
    words: Text = Text("")  # noqa: RUF009 - Text is frozen
    other_parts: tuple[str, ...] = ()

    @property
    def is_tick(self) -> bool:
        """Whether it is ticked, not written in."""
        return bool(self.value)

    @property
    def other_line(self) -> "Place":
        """The line to write on beside "other, namely"."""
        return Place(self.question, self.other_parts, "")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of a grid."""

    words: Text
    places: tuple[Place, ...]
    opposite: Text | None = None


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question with its places; `number` counts those that are answered, 0 for words alone.

    `asked_if` says when it is to be answered, if not always.
    """

    question: Question
    number: int
    shape: PaperShape
    how: Text
    asked_if: Text = Text("")  # noqa: RUF009 - Text is frozen
    places: tuple[Place, ...] = ()
    rows: tuple[PaperRow, ...] = ()
    columns: tuple[Text, ...] = ()
    missing: tuple[Place, ...] = ()

    def all_places(self) -> tuple[Place, ...]:
        """Every place, in the order of the paper."""
        cells = (place for row in self.rows for place in row.places)
        return (*self.places, *cells, *self.missing)


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Questions under a title; `asked_if` says when they are to be answered, if not always."""

    title: Text
    text: Text
    questions: tuple[PaperQuestion, ...]
    asked_if: Text = Text("")  # noqa: RUF009 - Text is frozen


def on_paper(questionnaire: Questionnaire, audience: str) -> tuple[PaperSection, ...]:
    """All that this audience may be asked, section by section."""
    before: dict[str, tuple[int, Question]] = {}
    found = {}
    for question in asked_on_paper(questionnaire, audience):
        number = len(before) + 1 if question.is_answered else 0
        found[question.id] = _on_paper(question, number, asked_if(question.shown_if, before))
        if question.is_answered:
            before[question.id] = (number, question)
    if not questionnaire.sections:
        return (PaperSection(Text(""), Text(""), tuple(found.values())),)
    sections = (
        _section(one, [found[name] for name in one.questions if name in found], before)
        for one in questionnaire.sections
    )
    return tuple(section for section in sections if section.questions)


def _section(
    section: Section, questions: list[PaperQuestion], numbered: Mapping[str, tuple[int, Question]]
) -> PaperSection:
    """Its condition can look at nothing but what stands before it: `readiness` sees to that."""
    return PaperSection(section.title, section.text, tuple(questions), asked_if(section.shown_if, numbered))


def printed(text: Text) -> Text:
    """A text as it is printed: what an earlier answer would say is a gap."""
    return text.changed(lambda words: without_pipes(words, GAP))


def _on_paper(question: Question, number: int, condition: Text) -> PaperQuestion:
    kind = question.kind
    has_rows = kind in _ROWS
    return PaperQuestion(
        question=question,
        number=number,
        shape=_shape(question),
        how=_how(question),
        asked_if=condition,
        places=() if has_rows else tuple(_places(question)),
        rows=tuple(_rows(question)) if has_rows else (),
        columns=_columns(question) if has_rows else (),
        missing=tuple(_missing(question)),
    )


def _shape(question: Question) -> PaperShape:
    return PaperShape.GRID if question.kind in _ROWS else _SHAPES.get(question.kind, PaperShape.LIST)


def _how(question: Question) -> Text:
    most = question.max_choices
    if question.kind is QuestionKind.TOP or (most and question.kind is QuestionKind.MULTIPLE):
        return Text(f"Kreuzen Sie höchstens {most} an.", f"Tick at most {most}.")
    if question.kind is QuestionKind.DATE:
        return _DATES[question.form]
    return _HOW.get(question.kind, Text(""))


def _places(question: Question) -> Iterator[Place]:
    kind, name = question.kind, question.id
    if kind in _WRITTEN:
        unit = question.bounds.unit if question.bounds else Text("")
        yield Place(name, (), "", unit)
    elif kind in {QuestionKind.SCALE, QuestionKind.RATING}:
        bounds = question.bounds or Bounds()
        for step in range(int(bounds.lowest or 0), int(bounds.highest or 0) + 1):
            yield Place(name, (), str(step), Text(str(step), str(step)))
    elif kind is QuestionKind.CONSENT:
        yield Place(name, (), GIVEN, WORDS[GIVEN])
    elif kind in _BESIDE:
        yield from (Place(name, (option.id,), "", option.text) for option in question.options)
    else:
        yield from (Place(name, (), option.id, option.text) for option in question.options)
        if question.other is not None:
            yield Place(name, (), OTHER, question.other, (OTHER,))


def _missing(question: Question) -> Iterator[Place]:
    """Ways of not answering the whole question; where a row is one choice, each row has them."""
    if not (question.kind is QuestionKind.MATRIX and question.cells is Cells.CHOICE):
        parts = () if question.kind in _ONE_GROUP else ("missing",)
        yield from (Place(question.id, parts, one.value, WORDS[one]) for one in question.offers)


def _columns(question: Question) -> tuple[Text, ...]:
    if question.kind is QuestionKind.STATEMENTS:
        return tuple(WORDS[one] for one in STATEMENT_OPTIONS)
    if question.kind is QuestionKind.BEST_WORST:
        return (Text("am wichtigsten", "most important"), Text("am unwichtigsten", "least important"))
    heads = tuple(option.text for option in question.options)
    return (*heads, *(WORDS[one] for one in question.offers)) if question.cells is Cells.CHOICE else heads


def _rows(question: Question) -> Iterator[PaperRow]:
    if question.kind is QuestionKind.BEST_WORST:
        yield from _rounds(question)
        return
    for item in question.items:
        yield PaperRow(item.text, tuple(_cells(question, item.id)), item.opposite)


def _cells(question: Question, item: str) -> Iterator[Place]:
    name = question.id
    if question.kind is QuestionKind.STATEMENTS:
        yield from (Place(name, (item,), one, WORDS[one]) for one in STATEMENT_OPTIONS)
    elif question.cells in {Cells.CHOICE, Cells.CHECK}:
        yield from (Place(name, (item,), option.id, option.text) for option in question.options)
        if question.cells is Cells.CHOICE:
            yield from (Place(name, (item,), one.value, WORDS[one]) for one in question.offers)
    elif question.options:
        yield from (Place(name, (item, option.id), "", option.text) for option in question.options)
    else:
        yield Place(name, (item,), "")


def _rounds(question: Question) -> Iterator[PaperRow]:
    """Per set one row that tells which round it is, then one per option with a box for best and one for worst."""
    texts = {option.id: option.text for option in question.options}
    for number, one in enumerate(question.sets, 1):
        yield PaperRow(Text(f"Runde {number} von {len(question.sets)}", f"Round {number} of {len(question.sets)}"), ())
        for option in one.options:
            places = (Place(question.id, (one.id, end), option, words) for end, words in ENDS.items())
            yield PaperRow(texts[option], tuple(places))


_ONE_GROUP = frozenset({QuestionKind.SINGLE, QuestionKind.SCALE, QuestionKind.RATING})
_WRITTEN = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.TEXT})
_BESIDE = frozenset({QuestionKind.RANK, QuestionKind.POINTS})
_ROWS = frozenset({QuestionKind.MATRIX, QuestionKind.STATEMENTS, QuestionKind.BEST_WORST})
_SHAPES = {
    QuestionKind.INFORMATION: PaperShape.WORDS,
    QuestionKind.SCALE: PaperShape.SCALE,
    QuestionKind.RATING: PaperShape.SCALE,
    QuestionKind.TEXT: PaperShape.AREA,
    **dict.fromkeys(_WRITTEN - {QuestionKind.TEXT}, PaperShape.LINE),
}
_HOW: dict[QuestionKind, Text] = {
    QuestionKind.SINGLE: Text("Bitte nur ein Kreuz.", "One tick only, please."),
    QuestionKind.SCALE: Text("Bitte nur ein Kreuz.", "One tick only, please."),
    QuestionKind.RATING: Text("Bitte nur ein Kreuz.", "One tick only, please."),
    QuestionKind.MULTIPLE: Text("Mehrere Kreuze sind möglich.", "You may tick several."),
    QuestionKind.RANK: Text(
        "Schreiben Sie 1 neben das Wichtigste, dann 2, 3 …", "Write 1 beside the most important, then 2, 3 …"
    ),
    QuestionKind.POINTS: Text("Schreiben Sie die Punkte daneben.", "Write the points beside it."),
    QuestionKind.STATEMENTS: Text("In jeder Zeile ein Kreuz.", "One tick in each row."),
    QuestionKind.BEST_WORST: Text(
        "In jeder Runde ein Kreuz in jeder Spalte.",
        "In each round one tick in each column.",
    ),
}
_DATES = {
    DateForm.DAY: Text("Zum Beispiel 31.01.2026", "For example 31.01.2026"),
    DateForm.MONTH: Text("Monat und Jahr, zum Beispiel 01.2026", "Month and year, for example 01.2026"),
    DateForm.YEAR: Text("Zum Beispiel 1958", "For example 1958"),
    DateForm.TIME: Text("Zum Beispiel 14:30", "For example 14:30"),
    DateForm.MOMENT: Text("Zum Beispiel 31.01.2026, 14:30", "For example 31.01.2026, 14:30"),
}

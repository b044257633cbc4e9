"""What becomes of each question when a version of a questionnaire replaces another one.

A question continues the one that it names, or the one with its identifier. Whether answers to both may stand in one
row of figures is told from what was asked: other words may already change what people answer (Schuman, Presser:
Questions and Answers in Attitude Surveys, 1981), other answers always do.
"""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Question, Questionnaire


class Succession(StrEnum):
    """How a question relates to the one before it."""

    SAME = "same"  # asked as before, in every language that both have
    REWORDED = "reworded"  # other words, the same answers
    OTHER_ANSWERS = "other_answers"  # the figures do not compare
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Succeeded:
    """A question with the one that it continues; `old` is empty for a new one, `new` for one that is gone."""

    old: str
    new: str
    how: Succession


def succession(before: Questionnaire, after: Questionnaire) -> tuple[Succeeded, ...]:
    """Every question of `after` in order, then those of `before` that nobody continues.

    Raises `InvalidValueError` if a question names one that `before` does not have, or two name the same.
    """
    old = {question.id: question for question in before.questions}
    continued = {question.id: _continued(question, old) for question in after.questions}
    _require_once(continued)
    found = [
        Succeeded(continued[one.id], one.id, _compared(old[continued[one.id]], one))
        if continued[one.id]
        else Succeeded("", one.id, Succession.NEW)
        for one in after.questions
    ]
    gone = [Succeeded(name, "", Succession.GONE) for name in old if name not in set(continued.values())]
    return (*found, *gone)


def _continued(question: Question, old: dict[str, Question]) -> str:
    require(
        holds=not question.continues or question.continues in old,
        field=f"questions.{question.id}.continues",
        problem=Text(f"„{question.continues}“ gab es vorher nicht.", f"There was no “{question.continues}” before."),
        remedy=Text("Nennen Sie eine Frage der ersetzten Fassung.", "Name a question of the replaced version."),
    )
    return question.continues or (question.id if question.id in old else "")


def _require_once(continued: dict[str, str]) -> None:
    named = [name for name in continued.values() if name]
    doubled = sorted({name for name in named if named.count(name) > 1})
    first = next((question for question, name in continued.items() if name in doubled), "")
    require(
        holds=not doubled,
        field=f"questions.{first}.continues",
        problem=Text(
            f"Zwei Fragen führen dieselbe fort: {', '.join(doubled)}.", f"Two continue the same: {', '.join(doubled)}."
        ),
        remedy=Text("Nur eine kann sie fortführen, die andere ist neu.", "Only one can, the other one is new."),
    )


def _compared(old: Question, new: Question) -> Succession:
    if _answers(old) != _answers(new):
        return Succession.OTHER_ANSWERS
    # A language that was added changes nothing for those who read the others.
    words, before = dict(new.texts()), dict(old.texts())
    both = [(before[path].by_language(), words[path].by_language()) for path in words.keys() & before.keys()]
    reworded = words.keys() != before.keys() or any(
        one[tag] != other[tag] for one, other in both for tag in one.keys() & other.keys()
    )
    return Succession.REWORDED if reworded else Succession.SAME


def _answers(question: Question) -> tuple[object, ...]:
    """What can be answered, and by whom."""
    bounds = question.bounds
    return (
        question.kind,
        frozenset(question.option_ids),
        frozenset(question.item_ids),
        question.cells,
        question.form,
        frozenset(question.audiences),
        frozenset(question.offers),
        question.other is None,
        question.max_choices,
        question.min_choices,
        None if bounds is None else (bounds.lowest, bounds.highest, bounds.step),
    )

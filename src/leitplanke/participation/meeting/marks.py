"""What one person marks in a step: dots on clusters, opinions, comparisons, points."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import isfinite
from typing import Final

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting.agenda import Step, StepKind

AGREES, DISAGREES, PASSES = 1.0, -1.0, 0.0
MOST_POINTS: Final = 100
DEGREES: Final = (1.0, 2.0, 3.0)
"""Low, middle, high: how likely a risk is, and how bad."""
STRENGTHS: Final = (9.0, 7.0, 5.0, 3.0, 1.0, 1 / 3, 1 / 5, 1 / 7, 1 / 9)
"""Saaty's scale and its reciprocals (docs/methods/pairwise-comparison.md)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on an item: dots, an opinion (1, 0, -1), how many times as important, points."""

    item: str
    value: float


def opinions() -> tuple[float, ...]:
    """The three opinions, in the order in which they are counted."""
    return (AGREES, DISAGREES, PASSES)


def pair_id(first: str, second: str) -> str:
    """The item of a comparison; `~` stands in no identifier."""
    return f"{first}~{second}"


def pairs_of(step: Step) -> tuple[tuple[str, str], ...]:
    """The pairs that a step compares."""
    return tuple(combinations((topic.id for topic in step.topics), 2))


def risk_ids(topic: str) -> tuple[str, str]:
    """The two items of a risk: how likely it is, and how bad it would be."""
    return f"{topic}~likely", f"{topic}~harm"


def checked_marks(step: Step, marks: Iterable[Mark], *, clusters: Collection[str] = ()) -> tuple[Mark, ...]:
    """The marks as they count: of the items that the step has, dots without zeros. Raises `InvalidValueError`."""
    found = {mark.item: mark.value for mark in marks}
    items = _items(step, clusters)
    allowed = _ALLOWED[step.kind]
    for item, value in found.items():
        require(
            holds=item in items and isfinite(value) and allowed(value),
            field="marks",
            problem=Text("Eine Angabe passt nicht zu diesem Schritt.", "An entry does not fit this step."),
            remedy=Text("Laden Sie die Seite neu und wählen Sie noch einmal.", "Reload the page and choose again."),
        )
    if step.kind is StepKind.DOTS:
        _require_few_dots(step, sum(found.values()))
        return tuple(Mark(item, found[item]) for item in items if found.get(item))
    if step.kind in {StepKind.PAIRS, StepKind.SWING}:
        _require_all(items, found)
    if step.kind is StepKind.RISKS:
        _require_both(step, found)
    return tuple(Mark(item, found[item]) for item in items if item in found)


def _items(step: Step, clusters: Collection[str]) -> tuple[str, ...]:
    if step.kind is StepKind.DOTS:
        return tuple(clusters)
    if step.kind is StepKind.PAIRS:
        return tuple(pair_id(*pair) for pair in pairs_of(step))
    if step.kind is StepKind.RISKS:
        return tuple(item for topic in step.topics for item in risk_ids(topic.id))
    return tuple(topic.id for topic in step.topics)


_ALLOWED: Final[Mapping[StepKind, Callable[[float], bool]]] = {
    StepKind.TALK: lambda _value: False,
    StepKind.CARDS: lambda _value: False,
    StepKind.DOTS: lambda value: value >= 0 and value == int(value),
    StepKind.OPINIONS: lambda value: value in opinions(),
    StepKind.PAIRS: lambda value: any(abs(value - one) < 1e-6 for one in STRENGTHS),
    StepKind.SWING: lambda value: 0 <= value <= MOST_POINTS,
    StepKind.RISKS: lambda value: value in DEGREES,
}


def _require_few_dots(step: Step, put: float) -> None:
    require(
        holds=put <= step.dots,
        field="dots",
        problem=Text(f"Das sind {put:.0f} Punkte.", f"These are {put:.0f} dots."),
        remedy=Text(f"Sie haben {step.dots}. Nehmen Sie einige weg.", f"You have {step.dots}. Take some away."),
    )


def _require_all(items: tuple[str, ...], found: dict[str, float]) -> None:
    missing = sum(item not in found for item in items)
    require(
        holds=not missing,
        field="marks",
        problem=Text(f"Es fehlen noch {missing} von {len(items)}.", f"{missing} of {len(items)} are missing."),
        remedy=Text("Wählen Sie in jeder Zeile etwas.", "Choose something in every line."),
    )
    require(
        holds=any(value > 0 for value in found.values()),
        field="marks",
        problem=Text("Alle Zeilen haben 0 Punkte.", "All lines have 0 points."),
        remedy=Text("Geben Sie der wichtigsten 100.", "Give 100 to the most important."),
    )


def _require_both(step: Step, found: Mapping[str, float]) -> None:
    half = [topic for topic in step.topics if sum(item in found for item in risk_ids(topic.id)) == 1]
    require(
        holds=not half,
        field="marks",
        problem=Text(
            f"Bei {len(half)} von {len(step.topics)} fehlt eine der beiden Angaben.",
            f"Of {len(half)} of {len(step.topics)} one of the two entries is missing.",
        ),
        remedy=Text("Wählen Sie beides, oder bei diesem Risiko nichts.", "Choose both, or nothing for this risk."),
    )

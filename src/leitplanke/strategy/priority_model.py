"""Criteria, scores with who and why, weights per audience, admissible weights, and the recorded decision."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.money import require_cents
from leitplanke.kernel.texts import Text

DUTIES = frozenset({"duty", "legal_duty", "mandatory", "is_mandatory", "pflicht", "gesetzliche_pflicht"})
"""Names under which a legal duty would come in as a criterion. It is a constraint: what must be done is not ranked."""

SWING_TOP = 100.0
MOST = 1e12


class Better(StrEnum):
    """Which end of a criterion's scale is the good one."""

    HIGH = "high"
    LOW = "low"


class WeightWay(StrEnum):
    """How an audience's weights were found."""

    DIRECT = "direct"
    SWING = "swing"
    PAIRS = "pairs"
    SURVEY = "survey"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What measures are compared by. `lowest` and `highest` are the ends of its scale, whoever is compared.

    `indifference` and `preference` are differences on that scale, for PROMETHEE: up to the first nobody prefers, from
    the second on preference is full.
    """

    id: str
    name: Text
    explanation: Text
    lowest: float
    highest: float
    better: Better = Better.HIGH
    indifference: float = 0.0
    preference: float = 0.0

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.id.lower() not in DUTIES,
            field="id",
            problem=Text("Eine gesetzliche Pflicht ist kein Kriterium.", "A legal duty is no criterion."),
            remedy=Text(
                "Sie ist eine Bedingung: Schreiben Sie is_mandatory = ja zur Maßnahme.",
                "It is a constraint: write is_mandatory = yes at the measure.",
            ),
        )
        require(
            holds=-MOST <= self.lowest < self.highest <= MOST,
            field="highest",
            problem=Text("Die Skala hat keine Länge.", "The scale has no length."),
            remedy=Text("highest muss über lowest liegen.", "highest must be above lowest."),
        )
        require(
            holds=0 <= self.indifference <= self.preference <= self.highest - self.lowest,
            field="preference",
            problem=Text("Die Schwellen passen nicht zusammen.", "The thresholds do not fit."),
            remedy=Text(
                "Es gilt 0 ≤ indifference ≤ preference ≤ highest − lowest.",
                "It must be 0 ≤ indifference ≤ preference ≤ highest − lowest.",
            ),
        )


@dataclass(frozen=True, slots=True)
class Alternative:
    """A measure that is compared. One with `is_mandatory` is done anyway: it is shown apart and has no rank."""

    id: str
    title: Text
    is_mandatory: bool = False
    cost_cents: int = 0

    def __post_init__(self) -> None:
        require_id(self.id)
        require_cents(self.cost_cents, "cost_cents")


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """How one measure does on one criterion, on the criterion's scale, who says so and why."""

    measure: str
    criterion: str
    value: float
    said_by: str
    reason: Text

    def __post_init__(self) -> None:
        _require_told(self.said_by, "said_by")
        _require_told(self.reason.de, "reason")


@dataclass(frozen=True, slots=True)
class CriterionWeights:
    """What one audience finds important: points per criterion, who set them, when, how, and where they come from.

    Only the proportions of the points count. With swing weighting the most important swing has 100 points.
    """

    audience: str
    points: Mapping[str, float]
    way: WeightWay
    set_by: str
    set_on: date
    source: str = ""

    def __post_init__(self) -> None:
        require_id(self.audience, "audience")
        _require_told(self.set_by, "set_by")
        require(
            holds=all(0 <= value <= MOST for value in self.points.values()) and sum(self.points.values()) > 0,
            field="points",
            problem=Text("Diese Punkte sind keine Gewichte.", "These points are no weights."),
            remedy=Text("Keines negativ, und wenigstens eines über 0.", "None negative, and at least one above 0."),
        )
        require(
            holds=self.way is not WeightWay.SWING or math.isclose(max(self.points.values()), SWING_TOP),
            field="points",
            problem=Text("Kein Kriterium hat 100 Punkte.", "No criterion has 100 points."),
            remedy=Text(
                "Beim Swing-Verfahren bekommt der wichtigste Sprung 100 Punkte, die anderen höchstens so viele.",
                "With swing weighting the most important swing gets 100 points, the others at most as many.",
            ),
        )


@dataclass(frozen=True, slots=True)
class WeightLimit:
    """Which weights of one criterion are admissible, and who says so.

    `least` and `most` are shares of the whole weight; `at_least_as` names criteria that weigh no more than this one.
    """

    criterion: str
    least: float
    most: float
    at_least_as: tuple[str, ...]
    set_by: str

    def __post_init__(self) -> None:
        _require_told(self.set_by, "set_by")
        require(
            holds=0 <= self.least <= self.most <= 1,
            field="most",
            problem=Text("Die Grenzen passen nicht zusammen.", "The limits do not fit."),
            remedy=Text("Es gilt 0 ≤ least ≤ most ≤ 100 %.", "It must be 0 ≤ least ≤ most ≤ 100 %."),
        )


@dataclass(frozen=True, slots=True)
class PlaceDecided:
    """The place that people gave a measure, with their reason. The methods advise; this is the decision."""

    measure: str
    place: int
    decided_by: str
    decided_on: date
    reason: Text

    def __post_init__(self) -> None:
        _require_told(self.decided_by, "decided_by")
        _require_told(self.reason.de, "reason")
        require(
            holds=self.place >= 1,
            field="place",
            problem=Text(f"Den Platz {self.place} gibt es nicht.", f"There is no place {self.place}."),
            remedy=Text("Plätze zählen ab 1.", "Places count from 1."),
        )


@dataclass(frozen=True, slots=True)
class PriorityEntries:
    """What people entered about a town's priorities, its measures apart. It may be unfinished: nothing has to be there.

    What is there fits together: every criterion exists, scores are on their scale, an audience weighs every criterion.
    """

    criteria: tuple[Criterion, ...]
    scores: tuple[CriterionScore, ...] = ()
    weights: tuple[CriterionWeights, ...] = ()
    limits: tuple[WeightLimit, ...] = ()
    decision: tuple[PlaceDecided, ...] = ()

    def __post_init__(self) -> None:
        _require_sound(self)
        # An object of JSON has no order, and PostgreSQL keeps none: points are told in the order of the criteria.
        order = [one.id for one in self.criteria]
        weights = tuple(replace(one, points={item: one.points[item] for item in order}) for one in self.weights)
        object.__setattr__(self, "weights", weights)

    def of_measures(self, measures: Iterable[str]) -> "PriorityEntries":
        """What is entered about these measures alone."""
        kept = frozenset(measures)
        return replace(
            self,
            scores=tuple(one for one in self.scores if one.measure in kept),
            decision=tuple(one for one in self.decision if one.measure in kept),
        )

    def table(self, alternatives: tuple["Alternative", ...]) -> "PriorityTable":
        """Everything to compute priorities from. Raises `InvalidValueError` if something is missing."""
        return PriorityTable(alternatives, self.criteria, self.scores, self.weights, self.limits, self.decision)


@dataclass(frozen=True, slots=True)
class PriorityTable:
    """Everything that priorities are computed from. Every measure has one score on every criterion."""

    alternatives: tuple[Alternative, ...]
    criteria: tuple[Criterion, ...]
    scores: tuple[CriterionScore, ...]
    weights: tuple[CriterionWeights, ...]
    limits: tuple[WeightLimit, ...] = ()
    decision: tuple[PlaceDecided, ...] = ()

    def __post_init__(self) -> None:
        measures = tuple(one.id for one in self.alternatives)
        require_unique(measures, "alternatives")
        _require_ranked(self)
        _require_sound(self)
        require_measures(self, frozenset(measures))
        _require_no_gap(self)

    @property
    def ranked(self) -> tuple[Alternative, ...]:
        """What is ranked: everything but duties."""
        return tuple(one for one in self.alternatives if not one.is_mandatory)

    @property
    def duties(self) -> tuple[Alternative, ...]:
        """What the law demands: done anyway, and shown apart."""
        return tuple(one for one in self.alternatives if one.is_mandatory)


def _require_told(text: str, field: str) -> None:
    require(
        holds=bool(text.strip()),
        field=field,
        problem=Text(f"Die Angabe {field} fehlt.", f"{field} is not told."),
        remedy=Text("Schreiben Sie, wer das sagt und warum.", "Write who says so, and why."),
    )


def _require_ranked(table: PriorityTable) -> None:
    require(
        holds=len(table.ranked) >= 2 and bool(table.criteria),
        field="alternatives",
        problem=Text("Es gibt nichts zu vergleichen.", "There is nothing to compare."),
        remedy=Text(
            "Nötig sind zwei Maßnahmen, die keine Pflicht sind, und ein Kriterium.",
            "Two measures that are no duties and one criterion are needed.",
        ),
    )
    require(
        holds=bool(table.weights),
        field="weights",
        problem=Text("Niemand hat gewichtet.", "Nobody has set weights."),
        remedy=Text("Nötig sind Gewichte wenigstens einer Zielgruppe.", "Weights of at least one audience are needed."),
    )


def require_measures(entered: "PriorityEntries | PriorityTable", known: frozenset[str]) -> None:
    """Raise `InvalidValueError` if something is entered about a measure that is not known."""
    _require_known("scores", {one.measure for one in entered.scores}, known)
    _require_known("decision", {one.measure for one in entered.decision}, known)


def _require_sound(entered: "PriorityEntries | PriorityTable") -> None:
    require_unique(tuple(one.id for one in entered.criteria), "criteria")
    require_unique(tuple(one.audience for one in entered.weights), "weights")
    require_unique(tuple(one.criterion for one in entered.limits), "limits")
    require_unique(tuple(one.measure for one in entered.decision), "decision")
    require_unique(tuple(f"{one.measure} × {one.criterion}" for one in entered.scores), "scores")
    criteria = frozenset(one.id for one in entered.criteria)
    _require_known("scores", {one.criterion for one in entered.scores}, criteria)
    _require_known("weights", {name for one in entered.weights for name in one.points}, criteria)
    _require_known("limits", {name for one in entered.limits for name in (one.criterion, *one.at_least_as)}, criteria)
    _require_all_weighted(entered, criteria)
    _require_on_scale(entered)


def _require_known(field: str, named: set[str], known: frozenset[str]) -> None:
    unknown = ", ".join(sorted(named - known))
    require(
        holds=not unknown,
        field=field,
        problem=Text(f"Unbekannt: {unknown}.", f"Unknown: {unknown}."),
        remedy=Text("Prüfen Sie die Schreibweise.", "Check the spelling."),
    )


def _require_all_weighted(entered: "PriorityEntries | PriorityTable", criteria: frozenset[str]) -> None:
    for one in entered.weights:
        missing = ", ".join(sorted(criteria - set(one.points)))
        require(
            holds=not missing,
            field="weights",
            problem=Text(
                f"„{one.audience}“ hat nicht gewichtet: {missing}.", f"“{one.audience}” has not weighted: {missing}."
            ),
            remedy=Text("Schreiben Sie 0, wenn es nicht zählen soll.", "Write 0 if it shall not count."),
        )


def _require_no_gap(table: PriorityTable) -> None:
    there = frozenset((one.measure, one.criterion) for one in table.scores)
    missing = [
        f"{alternative.id} × {criterion.id}"
        for alternative in table.ranked
        for criterion in table.criteria
        if (alternative.id, criterion.id) not in there
    ]
    shown = ", ".join(missing[:5]) + (f" … ({len(missing)})" if len(missing) > 5 else "")
    require(
        holds=not missing,
        field="scores",
        problem=Text(f"Ohne Bewertung: {shown}.", f"Without a score: {shown}."),
        remedy=Text(
            "Eine Lücke wird nicht geraten: Bewerten Sie, oder nehmen Sie die Maßnahme heraus.",
            "A gap is not guessed: enter a score, or take the measure out.",
        ),
    )


def _require_on_scale(entered: "PriorityEntries | PriorityTable") -> None:
    scales = {criterion.id: criterion for criterion in entered.criteria}
    for score in entered.scores:
        scale = scales[score.criterion]
        require(
            holds=scale.lowest <= score.value <= scale.highest,
            field="scores",
            problem=Text(
                f"{score.measure} × {score.criterion}: {score.value:g} liegt nicht auf der Skala.",
                f"{score.measure} × {score.criterion}: {score.value:g} is not on the scale.",
            ),
            remedy=Text(
                f"Erlaubt sind {scale.lowest:g} bis {scale.highest:g}.",
                f"{scale.lowest:g} to {scale.highest:g} are allowed.",
            ),
        )

"""One-way tables: the answers to one question in one frame, fit to be published."""

from dataclasses import dataclass
from math import floor

from leitplanke.evidence.asked import THEMES, is_missing, possible_answers
from leitplanke.evidence.cube import FrameCube, IntArray
from leitplanke.evidence.disclosure import Counts, merge_missing, merge_small, withheld
from leitplanke.evidence.estimates import Estimator
from leitplanke.evidence.model import Cell, EvidenceRules, Table, Weighting
from leitplanke.evidence.precision import coarse_mean_points, coarse_weighted
from leitplanke.evidence.weighting import Weights
from leitplanke.evidence.wilson import wilson_interval
from leitplanke.participation.model import Missing, Question, QuestionKind, Recruitment

_MANY_GROUPS = 8  # with fewer, a cell's own effective n is a second equation that tells who is behind its share

Unit = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """The answers of a question as they may be told: merged where needed; `hidden` positions are withheld."""

    answers: tuple[Unit, ...]
    hidden: frozenset[int] = frozenset()

    @property
    def shown(self) -> tuple[Unit, ...]:
        """What is published."""
        return tuple(unit for position, unit in enumerate(self.answers) if position not in self.hidden)

    @property
    def withheld(self) -> Unit:
        """What is not."""
        return tuple(answer for position in sorted(self.hidden) for answer in self.answers[position])


def question_table(cube: FrameCube, question: Question, estimator: Estimator, rules: EvidenceRules) -> Table | None:
    """The table of one question, or None if the rules let nothing of it out."""
    units = units_of(cube, question, rules, estimator.weights) if cube.size >= rules.minimum_base else Units(())
    if not units.shown:
        return None
    cells = tuple(cell_of(cube, question, unit, estimator, rules) for unit in units.shown)
    people = [cube.people(question.id, unit) for unit in units.shown] if _has_intervals(cube) else []
    effective = [estimator.effective_n(counts) for counts in people]
    return Table(
        id=f"{cube.frame.audience}.{cube.frame.id}.{question.id}",
        audience=cube.frame.audience,
        frame=cube.frame.id,
        recruitment=cube.frame.recruitment,
        question=question.id,
        base_n=cube.size,
        weighting=estimator.weights.method,
        cells=cells,
        withheld=units.withheld,
        in_brackets=cube.size < rules.bracket_below
        or min([estimator.weights.kish_n, *effective]) < rules.bracket_effective_n_below,
    )


def cell_of(
    cube: FrameCube,
    question: Question,
    unit: Unit,
    estimator: Estimator,
    rules: EvidenceRules,
    inside: IntArray | None = None,
) -> Cell:
    """The numbers of one published cell; `inside` (1 or 0 per cell of the cube) limits it to a part of the frame.

    An interval is told for a random sample alone.
    """
    base = int(estimator.weights.base.sum())
    part = 1 if inside is None else inside
    people = cube.people(question.id, unit) * part
    share = estimator.mean(people)
    low = high = effective_n = mean_points = None
    if _has_intervals(cube):
        effective_n = estimator.effective_n(people)
        low, high = wilson_interval(share, effective_n)
    if question.kind in {QuestionKind.POINTS, QuestionKind.RANK} and not is_missing(unit):
        mean = estimator.mean(cube.points(question.id, unit) * part)
        mean_points = coarse_mean_points(mean, base=base, minimum=rules.minimum_cell)
    cell = Cell(unit, int(people.sum()), share, low, high, effective_n, mean_points)
    weights = estimator.weights
    if weights.method is Weighting.NONE:
        return cell
    return coarse_weighted(cell, base=base, common_n=weights.kish_n if weights.groups < _MANY_GROUPS else None)


def units_of(cube: FrameCube, question: Question, rules: EvidenceRules, weights: Weights | None = None) -> Units:
    """What may be told of one question: merged answers if they exclude each other, else single ones or none.

    With `weights` the weighted counts must be large as well: a share that only people of small weight can make up
    would tell that nobody else is among them.
    """
    answers = _answers_to_protect(cube, question)
    counts = cube.totals(question.id, answers)
    missing = [answer in set(Missing) for answer in answers]
    weighted = _weighted(cube, question, tuple((answer,) for answer in answers), weights)
    if question.kind is QuestionKind.SINGLE:
        lower = [min(pair) for pair in zip(counts, weighted, strict=True)] if weighted else counts
        parts = merge_small(lower, missing=missing, ordered=question.ordered, minimum=rules.minimum_cell)
        return Units(tuple(tuple(answers[i] for i in part) for part in parts or ()))
    alone = merge_missing(counts, missing=missing, minimum=rules.minimum_cell)
    units = tuple(tuple(answers[i] for i in part) for part in alone)
    table = counts_of(question, units, [sum(counts[i] for i in part) for part in alone], cube.size)
    tables = [table]
    if weighted:
        table_of_weights = tuple(_weighted(cube, question, units, weights))
        tables.append(Counts(cube.size, table_of_weights, table.loads, None, table.absent))
    return Units(units, withheld(tables, minimum=rules.minimum_cell))


def _weighted(cube: FrameCube, question: Question, units: tuple[Unit, ...], weights: Weights | None) -> list[int]:
    """Weighted counts, rounded down; empty if there are no weights."""
    if weights is None or weights.method is Weighting.NONE:
        return []
    return [floor(weights.per_cell @ cube.people(question.id, unit)) for unit in units]


def _answers_to_protect(cube: FrameCube, question: Question) -> Unit:
    """All possible answers; without the missing ones if everybody answered, which tells nothing of anybody."""
    answers = possible_answers(question)
    absent = tuple(answer for answer in answers if is_missing((answer,)))
    return answers if any(cube.totals(question.id, absent)) else tuple(a for a in answers if a not in absent)


def counts_of(question: Question, units: tuple[Unit, ...], counts: list[int], base: int) -> Counts:
    """The counts of the units with the sum that a reader may know to be fixed; see docs/methods/disclosure.md."""
    choices = choices_per_person(question)
    if question.kind is QuestionKind.SINGLE:
        return Counts(base, tuple(counts), (1,) * len(units), base)
    absent = frozenset(position for position, unit in enumerate(units) if is_missing(unit))
    everybody = base if question.id != THEMES else None  # a text may belong to no theme
    if question.kind is QuestionKind.POINTS:  # who knows all points but one answer's, knows that one's
        return Counts(base, tuple(counts), (1,) * len(units), sum(counts), absent, everybody)
    loads = tuple(choices or 1 if position in absent else 1 for position in range(len(units)))
    return Counts(base, tuple(counts), loads, choices * base if choices is not None else None, absent, everybody)


def choices_per_person(question: Question) -> int | None:
    """How many options a person may choose at most; None if any number."""
    if question.kind is QuestionKind.SINGLE:
        return 1
    return question.max_choices or (len(question.options) if question.kind is QuestionKind.RANK else None)


def _has_intervals(cube: FrameCube) -> bool:
    return cube.frame.recruitment is Recruitment.SAMPLE

"""One-way tables: the answers to one question in one frame, fit to be published."""

from dataclasses import dataclass

from leitplanke.evidence.asked import possible_answers
from leitplanke.evidence.cube import FrameCube, IntArray
from leitplanke.evidence.disclosure import Counts, merge_missing, merge_small, withheld
from leitplanke.evidence.estimates import Estimator, wilson_interval
from leitplanke.evidence.model import Cell, EvidenceRules, Table
from leitplanke.participation.model import Missing, Question, QuestionKind, Recruitment

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
    units = units_of(cube, question, rules) if cube.size >= rules.minimum_base else Units(())
    if not units.shown:
        return None
    cells = tuple(cell_of(cube, question, unit, estimator) for unit in units.shown)
    effective = [cell.effective_n for cell in cells if cell.effective_n is not None]
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
    cube: FrameCube, question: Question, unit: Unit, estimator: Estimator, inside: IntArray | None = None
) -> Cell:
    """The numbers of one published cell; `inside` (1 or 0 per cell of the cube) limits it to a part of the frame.

    An interval is told for a random sample alone.
    """
    part = 1 if inside is None else inside
    people = cube.people(question.id, unit) * part
    share = estimator.mean(people)
    low = high = effective_n = mean_points = None
    if cube.frame.recruitment is Recruitment.SAMPLE:
        effective_n = estimator.effective_n(people)
        low, high = wilson_interval(share, effective_n)
    if question.kind in {QuestionKind.POINTS, QuestionKind.RANK} and not is_missing(unit):
        mean_points = estimator.mean(cube.points(question.id, unit) * part)
    return Cell(unit, int(people.sum()), share, low, high, effective_n, mean_points)


def units_of(cube: FrameCube, question: Question, rules: EvidenceRules) -> Units:
    """What may be told of one question: merged answers if they exclude each other, else single ones or none."""
    answers = _answers_to_protect(cube, question)
    counts = cube.totals(question.id, answers)
    missing = [answer in set(Missing) for answer in answers]
    if question.kind is QuestionKind.SINGLE:
        parts = merge_small(counts, missing=missing, ordered=question.ordered, minimum=rules.minimum_cell)
        return Units(tuple(tuple(answers[i] for i in part) for part in parts or ()))
    alone = merge_missing(counts, missing=missing, minimum=rules.minimum_cell)
    units = tuple(tuple(answers[i] for i in part) for part in alone)
    table = counts_of(question, units, [sum(counts[i] for i in part) for part in alone], cube.size)
    return Units(units, withheld([table], minimum=rules.minimum_cell))


def _answers_to_protect(cube: FrameCube, question: Question) -> Unit:
    """All possible answers; without the missing ones if everybody answered, which tells nothing of anybody."""
    answers = possible_answers(question)
    absent = tuple(answer for answer in answers if is_missing((answer,)))
    return answers if any(cube.totals(question.id, absent)) else tuple(a for a in answers if a not in absent)


def counts_of(question: Question, units: tuple[Unit, ...], counts: list[int], base: int) -> Counts:
    """The counts of the units with the sum that a reader may know to be fixed; see docs/methods/disclosure.md."""
    choices = choices_per_person(question)
    if question.kind is QuestionKind.POINTS:  # who knows all points but one answer's, knows that one's
        return Counts(base, tuple(counts), (1,) * len(units), sum(counts))
    loads = tuple(choices or 1 if is_missing(unit) else 1 for unit in units)
    return Counts(base, tuple(counts), loads, choices * base if choices is not None else None)


def choices_per_person(question: Question) -> int | None:
    """How many options a person may choose at most; None if any number."""
    if question.kind is QuestionKind.SINGLE:
        return 1
    return question.max_choices or (len(question.options) if question.kind is QuestionKind.RANK else None)


def is_missing(unit: Unit) -> bool:
    """Whether nothing but missing answers stands in the cell."""
    return all(answer in set(Missing) for answer in unit)

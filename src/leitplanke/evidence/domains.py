"""Breakdowns of the priority question, for audiences that were only asked openly; see docs/methods/disclosure.md."""

from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.asked import possible_answers
from leitplanke.evidence.cube import MISSING_CODE, FrameCube, IntArray
from leitplanke.evidence.disclosure import merge_small, withheld
from leitplanke.evidence.estimates import Estimator
from leitplanke.evidence.model import Domain, EvidenceRules, Table, Weighting
from leitplanke.evidence.tables import Unit, Units, cell_of, counts_of, units_of
from leitplanke.evidence.weighting import unweighted
from leitplanke.participation.model import Missing, Question, QuestionKind

_ENOUGH = 2 / 3


@dataclass(frozen=True, slots=True)
class _Part:
    """The people of one domain: `inside` is 1 for the cells of the cube that belong to it."""

    domain: Domain
    inside: IntArray
    base: int


def domain_tables(cube: FrameCube, question: Question, rules: EvidenceRules) -> tuple[Table, ...]:
    """A table per category of each variable about the person, `mode` included; none if the rules forbid them.

    An answer appears only if it may appear for every category of the variable, so that no difference between these
    tables and the frame's own tells a small number. What remains of a question with one answer is one merged cell.
    """
    total = units_of(cube, question, rules) if cube.size >= rules.minimum_base else Units(())
    return tuple(table for variable in cube.variables for table in _tables_by(variable, cube, question, total, rules))


def _tables_by(
    variable: str, cube: FrameCube, question: Question, total: Units, rules: EvidenceRules
) -> tuple[Table, ...]:
    parts, hidden = _breakdown(variable, cube, question, total, rules)
    units = total.answers
    shown = [unit for position, unit in enumerate(units) if position not in hidden]
    rest = tuple(answer for position in sorted(hidden) for answer in units[position])
    if not shown:
        return ()
    if question.kind is QuestionKind.SINGLE and rest:
        shown, rest = [*shown, rest], ()
    return tuple(_table(cube, question, part, shown, rest, rules) for part in parts)


def _breakdown(
    variable: str, cube: FrameCube, question: Question, total: Units, rules: EvidenceRules
) -> tuple[list[_Part], frozenset[int]]:
    """The parts, and the positions of the answers that are withheld in them.

    Small parts hide many answers: the parts are made larger until `_ENOUGH` of the answers can be told, or as many as
    possible.
    """
    best: tuple[list[_Part], frozenset[int]] = ([], frozenset(range(len(total.answers))))
    minimum = rules.minimum_base
    while total.shown and 2 * minimum <= cube.size:
        parts = _parts(cube, variable, rules, minimum)
        if not parts:
            break
        units = total.answers
        tables = [counts_of(question, units, _counts(cube, question, units, part), part.base) for part in parts]
        hidden = withheld(tables, minimum=rules.minimum_cell, already=total.hidden)
        best = min(best, (parts, hidden), key=lambda found: len(found[1]))
        if len(units) - len(hidden) >= _ENOUGH * len(total.shown):
            break
        minimum *= 2
    return best


def _table(
    cube: FrameCube, question: Question, part: _Part, shown: list[Unit], rest: Unit, rules: EvidenceRules
) -> Table:
    estimator = Estimator(unweighted(cube.base * part.inside))
    frame = cube.frame
    return Table(
        id=f"{frame.audience}.{frame.id}.{question.id}.{part.domain.variable}.{part.domain.categories[0]}",
        audience=frame.audience,
        frame=frame.id,
        recruitment=frame.recruitment,
        question=question.id,
        base_n=part.base,
        weighting=Weighting.NONE,
        cells=tuple(cell_of(cube, question, unit, estimator, rules, part.inside) for unit in shown),
        withheld=rest,
        in_brackets=part.base < rules.bracket_below,
        domain=part.domain,
    )


def _counts(cube: FrameCube, question: Question, units: tuple[Unit, ...], part: _Part) -> list[int]:
    return [int(cube.people(question.id, unit) @ part.inside) for unit in units]


def _parts(cube: FrameCube, variable: str, rules: EvidenceRules, minimum: int) -> list[_Part]:
    """The categories, merged until each has a base of `minimum`; none if one would remain.

    They are unions of those that the response report shows: partitions that cross would tell their differences.
    """
    question = cube.question(variable)
    categories = possible_answers(question)
    counts = dict(zip(categories, cube.totals(variable, categories), strict=True))
    units = _with_missing_together(units_of(cube, question, rules).answers)
    merged = merge_small(
        [sum(counts[category] for category in unit) for unit in units],
        missing=[all(category in set(Missing) for category in unit) for unit in units],
        ordered=question.ordered,
        minimum=minimum,
    )
    groups = [tuple(category for i in group for category in units[i]) for group in merged or ()]
    return [
        _Part(Domain(variable, group), _inside(cube, variable, group), sum(counts[c] for c in group))
        for group in groups
    ]


def _with_missing_together(units: tuple[Unit, ...]) -> list[Unit]:
    """The cells of the cube tell that a category is missing, not why."""
    apart = [unit for unit in units if not set(unit) & set(Missing)]
    together = tuple(category for unit in units if set(unit) & set(Missing) for category in unit)
    order = [category for unit in units for category in unit]
    return sorted([*apart, together], key=lambda unit: order.index(unit[0])) if together else apart


def _inside(cube: FrameCube, variable: str, group: Unit) -> IntArray:
    options = cube.question(variable).option_ids
    codes = [options.index(category) if category in options else MISSING_CODE for category in group]
    return np.isin(cube.categories[:, cube.variables.index(variable)], codes).astype(np.int64)

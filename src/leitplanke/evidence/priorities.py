"""What each audience wants first, side by side; see docs/methods/priorities.md."""

from collections.abc import Sequence

from leitplanke.evidence.asked import is_missing
from leitplanke.evidence.cube import FrameCube
from leitplanke.evidence.model import AudiencePriorities, Cell, EvidenceRules, Priority, Table
from leitplanke.participation.model import Recruitment

_ORDER = (Recruitment.SAMPLE, Recruitment.CENSUS, Recruitment.OPEN)
_DIGITS = 12  # shares that differ by less differ by rounding alone


def primary(cubes: Sequence[FrameCube], rules: EvidenceRules) -> FrameCube | None:
    """The frame that speaks for an audience: sample before census before open, among those with a base to tell."""
    large = [cube for cube in cubes if cube.size >= rules.minimum_base]
    return min(large, key=lambda cube: _ORDER.index(cube.frame.recruitment), default=None)


def audience_priorities(table: Table) -> AudiencePriorities:
    """The options of the priority question in their order; equal ones share a rank, and the next rank is skipped.

    Ranked by mean points where answers carry points, else by share. Options told only merged with others, or not at
    all, have no rank.
    """
    cells = [cell for cell in table.cells if len(cell.options) == 1 and not is_missing(cell.options)]
    ranked = sorted(cells, key=lambda cell: -_value(cell))
    merged = [option for cell in table.cells if len(cell.options) > 1 for option in cell.options]
    apart = (*merged, *table.withheld)
    return AudiencePriorities(
        audience=table.audience,
        frame=table.frame,
        recruitment=table.recruitment,
        base_n=table.base_n,
        priorities=tuple(_priority(cell, ranked) for cell in ranked),
        withheld=tuple(option for option in apart if not is_missing((option,))),
    )


def _priority(cell: Cell, ranked: list[Cell]) -> Priority:
    rank = 1 + sum(_value(other) > _value(cell) for other in ranked)
    return Priority(cell.options[0], rank, cell.share, cell.low, cell.high, cell.mean_points)


def _value(cell: Cell) -> float:
    return round(cell.share if cell.mean_points is None else cell.mean_points, _DIGITS)

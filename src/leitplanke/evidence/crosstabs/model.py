"""Counts by several variables, and the tables of pairs that come of them."""

from dataclasses import dataclass
from math import prod

from leitplanke.evidence.cube import IntArray
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

MOST_COMBINATIONS = 20_000  # what one audit looks at together


@dataclass(frozen=True, slots=True, eq=False)
class JointCounts:
    """How many people share each combination: one axis of `counts` per variable, one place per category.

    Confidential. `ordered` names the variables whose categories may merge with neighbours alone. `missing` is the
    category of those without an answer, if there are any. Raises `InvalidValueError` if there are too many
    combinations for one audit.
    """

    names: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    counts: IntArray
    ordered: frozenset[str] = frozenset()
    missing: str = ""

    def __post_init__(self) -> None:
        require_few_combinations(self.categories)


@dataclass(frozen=True, slots=True)
class CrossTable:
    """How many people share two categories. `counts` is None where a count is withheld; totals are all told.

    A category holds several names where they were merged.
    """

    row_variable: str
    column_variable: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    counts: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int

    @property
    def withheld(self) -> int:
        """How many cells are not told."""
        return sum(count is None for row in self.counts for count in row)


@dataclass(frozen=True, slots=True)
class ProtectedTables:
    """The tables that may be published together, and the pairs of variables of which none could be."""

    tables: tuple[CrossTable, ...]
    not_published: tuple[tuple[str, str], ...]
    minimum: int


def require_few_combinations(categories: tuple[tuple[str, ...], ...]) -> None:
    """Raise `InvalidValueError` if the categories have more combinations than one audit looks at."""
    combinations = prod(len(one) for one in categories)
    require(
        holds=combinations <= MOST_COMBINATIONS,
        field="of",
        problem=Text(
            f"Die Merkmale haben zusammen {combinations} Kombinationen.",
            f"The variables have {combinations} combinations together.",
        ),
        remedy=Text(
            f"Fassen Sie Kategorien zusammen oder nennen Sie weniger Merkmale (höchstens {MOST_COMBINATIONS}).",
            f"Merge categories or name fewer variables (at most {MOST_COMBINATIONS}).",
        ),
    )

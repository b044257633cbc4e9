"""Priorities computed from what is stored: kept by content, so that a page that is opened again computes nothing."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter

from leitplanke.strategy.priority_model import PriorityTable

if TYPE_CHECKING:
    from leitplanke.strategy.priorities.side_by_side import Priorities

SEED: Final = 1
MOST_DRAWS: Final = 10_000
_DRAWN_SCORES: Final = 6_000_000  # scores times weightings that take well under a second
_TABLE = TypeAdapter(PriorityTable)


def computed(table: PriorityTable, *, budget_cents: int | None) -> "Priorities":
    """Rankings, acceptability and, with a budget, a portfolio: for the same table always the same.

    Large tables are tried with fewer weightings; the result says how many there were.
    """
    return _computed(_TABLE.dump_json(table), budget_cents)


@lru_cache(maxsize=8)
def _computed(table: bytes, budget_cents: int | None) -> "Priorities":
    from leitplanke.strategy.priorities.side_by_side import compare_methods  # noqa: PLC0415 - numpy behind it

    value = _TABLE.validate_json(table)
    draws = min(MOST_DRAWS, max(500, _DRAWN_SCORES // max(1, len(value.scores))))
    return compare_methods(value, seed=SEED, draws=draws, budget_cents=budget_cents)

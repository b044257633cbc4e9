"""What best and worst choices say, as values that may be published."""

from dataclasses import dataclass
from enum import StrEnum


class ChoiceModel(StrEnum):
    """How a person is thought to choose the worst: `SEQUENTIAL` of what is left beside the best, `MARGINAL` of all."""

    SEQUENTIAL = "sequential"
    MARGINAL = "marginal"


@dataclass(frozen=True, slots=True)
class ItemPreference:
    """One item. Utilities add up to 0 over the items; `share` is exp(utility) ÷ the sum over all items.

    `low` and `high` are the 95 % interval of the share, for a random sample only. `best`, `worst` and `shown` count
    answers; the first two are None for all items where one of them would tell of too few people.
    """

    item: str
    utility: float
    se: float
    share: float
    share_se: float
    low: float | None
    high: float | None
    shown: int
    best: int | None
    worst: int | None


@dataclass(frozen=True, slots=True)
class BestWorstResult:
    """All items, the most wanted first. Errors are cluster-robust: the answers of one person belong together.

    `null_log_likelihood` is that of choosing blindly, `rho_squared` McFadden's 1 − log-likelihood ÷ that.
    """

    model: ChoiceModel
    persons: int
    answers: int
    items: tuple[ItemPreference, ...]
    log_likelihood: float
    null_log_likelihood: float
    rho_squared: float
    minimum: int

"""What may be told about opinion groups: values in which no cell under the minimum stands or can be computed."""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which side of a statement people take."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Portion:
    """A share in whole percents, or the range in which it lies where the exact one would tell of too few people."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Answers:
    """How those of a group who voted on a statement voted. `n` None: too few did, nothing is told.

    A share is None where not even its range is told.
    """

    n: int | None
    agree: Portion | None = None
    disagree: Portion | None = None
    passed: Portion | None = None

    def share(self, direction: Direction) -> Portion | None:
        """The share of one side."""
        return self.agree if direction is Direction.AGREE else self.disagree


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """People who vote alike. `id` is A for the largest; `n` its members."""

    id: str
    n: int


@dataclass(frozen=True, slots=True)
class StatementResult:
    """A statement with the answers of each group, in the order of the groups.

    `consensus` is the group-informed consensus, Π (agreeing + 1) ÷ (voting + 2) over the groups; None where it
    would tell a withheld cell.
    """

    id: str
    text: str
    is_meta: bool
    by_group: tuple[Answers, ...]
    consensus: float | None


@dataclass(frozen=True, slots=True)
class UnitingStatement:
    """A statement on which a majority of every group is on the same side."""

    statement: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement that divides: of all groups `approving` agrees the most and `opposing` the least."""

    statement: str
    approving: str
    opposing: str


@dataclass(frozen=True, slots=True)
class RepresentativeStatement:
    """A statement on which a group takes one side more than all others do."""

    statement: str
    group: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class OpinionReport:
    """Groups of a conversation, best first in every list.

    With one group (`A`: everybody) nothing divides and nothing is representative. `silhouettes` tells by number of
    groups how clearly they are apart (−1 to 1). `participants` is None where it would tell how few are in no group.
    """

    participants: int | None
    grouped: int
    groups: tuple[OpinionGroup, ...]
    silhouettes: dict[int, float]
    statements: tuple[StatementResult, ...]
    unites: tuple[UnitingStatement, ...]
    divides: tuple[Difference, ...]
    represents: tuple[RepresentativeStatement, ...]
    moderated_out: int
    minimum: int
    seed: int

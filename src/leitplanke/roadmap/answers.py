"""What studies of a plan ask and what they find, as values that can be kept; no solver is behind this module."""

from dataclasses import dataclass, field
from enum import StrEnum

from leitplanke.roadmap.incidents import Incident
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.slips import DeadlineChance, Slip


def few_changes(measures: int) -> int:
    """How many of so many measures may change without a plan being called a new one: one in twenty."""
    return measures // 20


def usual_limits(measures: int, *, most: int | None = None) -> tuple[int | None, ...]:
    """The numbers of changes to weigh: as few as possible, few (or `most`), one in ten, any number."""
    return (0, few_changes(measures) if most is None else most, measures // 10, None)


class Standing(StrEnum):
    """Where a measure stands over all weights that were tried."""

    ALWAYS = "always"
    BORDERLINE = "borderline"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class CoreIndex:
    """A measure is in the best plan found for `planned` of `tried` weightings."""

    activity: str
    planned: int
    tried: int

    @property
    def standing(self) -> Standing:
        """In all of them, in some, in none."""
        if self.planned == self.tried:
            return Standing.ALWAYS
        return Standing.BORDERLINE if self.planned else Standing.NEVER


@dataclass(frozen=True, slots=True)
class Mended:
    """A plan that passes the check, how many measures differ from the one before, and how many must: that is proven."""

    plan: tuple[PlannedStart, ...]
    changes: int
    least_changes: int

    @property
    def is_smallest(self) -> bool:
        """It is proven that no plan changes fewer measures."""
        return self.changes == self.least_changes


@dataclass(frozen=True, slots=True)
class ChangeOffer:
    """The most valuable plan found that changes at most `most_changes` measures (None: any number), with a bound.

    `bound`: no plan that changes at most so many is worth more; that is proven.
    """

    most_changes: int | None
    plan: tuple[PlannedStart, ...]
    changes: int
    value: int
    bound: int


@dataclass(frozen=True, slots=True)
class RobustnessQuestion:
    """How sure is the plan? Work slips as `slip` says in so many courses; so many weightings are tried."""

    slip: Slip = field(default_factory=Slip)
    courses: int = 1000
    weightings: int = 20
    work: int = 5


@dataclass(frozen=True, slots=True)
class RepairQuestion:
    """What has to change once all of this has happened? `work`: neighbourhoods of each search."""

    incidents: tuple[Incident, ...] = ()
    work: int = 30


@dataclass(frozen=True, slots=True)
class Robustness:
    """What the courses and the weightings came to."""

    chances: tuple[DeadlineChance, ...]
    indices: tuple[CoreIndex, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """The smallest change, and what more changes bring; no offers where the plan holds as it is."""

    mended: Mended
    offers: tuple[ChangeOffer, ...]


@dataclass(frozen=True, slots=True)
class StudyQuestion:
    """What is asked of a plan."""

    asked: RobustnessQuestion | RepairQuestion


@dataclass(frozen=True, slots=True)
class Study:
    """The answer, with the problem and the plan that it is about: whoever has them and the seed gets it again.

    Of a repair, `problem` is the one after the incidents, and `plan` the one before.
    """

    problem: Problem
    plan: tuple[PlannedStart, ...]
    answer: Robustness | Repair

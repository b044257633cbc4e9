"""Handover 4: the roadmap with a reason for every date and every omission."""

from dataclasses import dataclass, field
from enum import StrEnum

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.dates import Month, months_between
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model.problem import SolveStatus
from leitplanke.roadmap.model.promises import PlannedStart


class ReasonKind(StrEnum):
    """Why not earlier, or why not at all."""

    FIRST_MONTH = "first_month"
    FIXED = "fixed"
    RELEASE = "release"
    GATE = "gate"
    PREREQUISITE = "prerequisite"
    WAIT = "wait"  # so many months after the end or the start of another one
    ALTERNATIVE = "alternative"  # one of several has to be finished
    STAFF = "staff"
    MONEY_INVESTIVE = "money_investive"
    MONEY_CONSUMPTIVE = "money_consumptive"
    POT = "pot"  # a grant pot or another stock is used up
    POT_WINDOW = "pot_window"  # the pot can only be drawn from in certain months
    CHOICE = "choice"  # enough others of the same choice are planned
    FAIRNESS = "fairness"  # an audience would fall below its floor
    STABILITY = "stability"  # more measures would change than may
    AS_PUBLISHED = "as_published"  # it could start earlier, but staying as published counts for more
    NO_GAIN = "no_gain"  # it could start earlier, but nothing would be gained
    NO_BENEFIT = "no_benefit"  # left out: by the weights nothing speaks for it that was published
    TOO_LATE = "too_late"  # left out: being late would cost more than it brings
    HORIZON = "horizon"
    PREREQUISITE_LEFT_OUT = "prerequisite_left_out"
    DISPLACES = "displaces"  # it would fit only by moving others worth more
    REJECTED = "rejected"
    UNDER_EXAMINATION = "under_examination"
    BLOCKED = "blocked"
    GATE_OPEN = "gate_open"
    GUARDRAIL_VIOLATED = "guardrail_violated"


@dataclass(frozen=True, slots=True)
class Reason:
    """One verified reason.

    `ref` is the unit, fiscal year, gate, guardrail or prerequisite; `at` the month in which it bites; `missing` how
    much is lacking there (hundredths of FTE or cents); `competitors` the measures that use it then.
    """

    kind: ReasonKind
    ref: str = ""
    at: Month | None = None
    missing: int = 0
    competitors: tuple[str, ...] = ()


class Horizon(StrEnum):
    """When a measure ends, counted from the start of the plan."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class YearAmount:
    """Money of one measure in one fiscal year."""

    year: int
    investive_cents: int
    consumptive_cents: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """One measure in the roadmap: when, how, who, with which money, and why not earlier.

    `staff` is the most that is needed of each unit in a month, in hundredths of FTE.
    """

    measure: str
    mode: str
    start: Month
    end: Month
    horizon: Horizon
    lead_unit: str
    is_fixed: bool
    staff: tuple[tuple[str, int], ...]
    money: tuple[YearAmount, ...]
    value: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Omission:
    """One measure that is not in the roadmap, and why."""

    measure: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """Staff used beside staff available, per month of the plan, in hundredths of FTE."""

    unit: str
    used: tuple[int, ...]
    available: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearBudget:
    """Money used beside money available in one fiscal year."""

    year: int
    investive_used: int
    investive_available: int
    consumptive_used: int
    consumptive_available: int


@dataclass(frozen=True, slots=True)
class PotUse:
    """Money taken from a grant pot beside what is in it, in cents."""

    id: str
    name: Text
    used: int
    available: int


@dataclass(frozen=True, slots=True)
class AudienceValue:
    """What the plan is worth to one audience, beside the most that audience could get from all candidates at once."""

    audience: str
    weight_percent: int
    value: int
    of_all_candidates: int


@dataclass(frozen=True, slots=True)
class SelectionComparison:
    """This plan's measures beside a selection made elsewhere."""

    in_both: tuple[str, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    cost_here_cents: int
    cost_there_cents: int
    benefit_here: int
    benefit_there: int


@dataclass(frozen=True, slots=True)
class Nearness:
    """That the plan stays near a published one: how many measures might change, how many do, and how many must.

    That `least_changes` must is proven. Value, bound and gap are then those of plans with at most so many changes.
    """

    most_changes: int
    changes: int
    least_changes: int


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Handover 4."""

    provenance: Provenance
    first_month: Month
    months: int
    short_term_months: int
    medium_term_months: int
    currency: str
    unit_names: dict[str, Text]
    status: SolveStatus
    value: int
    bound: int
    gap: float
    greedy_value: int
    neighbourhoods: int
    improvements: int
    weights_are_assumption: bool
    weights_set_by: Text
    assignments: tuple[Assignment, ...]
    omissions: tuple[Omission, ...]
    loads: tuple[UnitLoad, ...]
    budgets: tuple[YearBudget, ...]
    audience_values: tuple[AudienceValue, ...]
    comparison: SelectionComparison | None = None
    pots: tuple[PotUse, ...] = field(default=(), metadata=ADDED)
    nearness: Nearness | None = field(default=None, metadata=ADDED)

    @property
    def plan(self) -> tuple[PlannedStart, ...]:
        """The lines of the plan, by measure."""
        return tuple(
            PlannedStart(line.measure, line.mode, months_between(self.first_month, line.start))
            for line in sorted(self.assignments, key=lambda line: line.measure)
        )

"""Resources, the planning problem in whole numbers, the plan and its reasons.

Whole numbers inside, so that a check is exact: cents, hundredths of FTE, months counted from the first one of the
plan (negative for what began before it).
"""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.dates import MONTHS_PER_YEAR, Month, month, shift, year_of
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.money import MOST_CENTS, require_cents
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text

MOST_MONTHS = 100_000


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit with its staff for the roadmap, in hundredths of FTE for every month of the plan."""

    id: str
    name: Text
    capacity: tuple[int, ...]

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=all(0 <= amount <= 1_000_000 for amount in self.capacity),
            field="fte",
            problem=Text("Eine Kapazität ist negativ oder zu groß.", "A capacity is negative or too large."),
            remedy=Text("Erlaubt sind 0 bis 10000 VZÄ.", "0 to 10000 FTE are allowed."),
        )


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Money for the roadmap in one fiscal year (Finanz- und Ergebnishaushalt)."""

    year: int
    investive_cents: int
    consumptive_cents: int

    def __post_init__(self) -> None:
        require_cents(self.investive_cents, "investive_cents")
        require_cents(self.consumptive_cents, "consumptive_cents")


@dataclass(frozen=True, slots=True)
class Resources:
    """People and money of the town. `reference_selection`: measures chosen elsewhere, to compare with; may be empty."""

    units: tuple[Unit, ...]
    years: tuple[FiscalYear, ...]
    reference_selection: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_unique(tuple(unit.id for unit in self.units), "units")
        require_unique(tuple(str(year.year) for year in self.years), "years")


@dataclass(frozen=True, slots=True)
class Pot:
    """What is there once for the whole plan and is used up: a grant pot with its cap, or a non-renewable resource."""

    id: str
    name: Text
    amount: int

    def __post_init__(self) -> None:
        require_id(self.id)
        require_cents(self.amount, "amount")


@dataclass(frozen=True, slots=True)
class ActivityMode:
    """A mode in the problem: money net of grants per month of its duration, staff per unit (constant).

    A duration of 0 is a milestone: it uses nothing and ends in the month before its start. `draws` is what the mode
    takes from each pot, whenever it starts.
    """

    id: str
    duration: int
    demand: tuple[tuple[str, int], ...]
    investive_by_month: tuple[int, ...]
    consumptive_by_month: tuple[int, ...]
    running_cents_per_year: int
    draws: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        require(
            holds=0 <= self.duration <= MOST_MONTHS,
            field="duration",
            problem=Text(f"{self.duration} Monate sind keine Dauer.", f"{self.duration} months are no duration."),
            remedy=Text(f"Erlaubt sind 0 bis {MOST_MONTHS}.", f"0 to {MOST_MONTHS} are allowed."),
        )
        require(
            holds=len(self.investive_by_month) == len(self.consumptive_by_month) == self.duration,
            field="investive_by_month",
            problem=Text("Das Geld passt nicht zur Dauer.", "The money does not fit the duration."),
            remedy=Text("Ein Betrag je Monat der Dauer.", "One amount per month of the duration."),
        )
        amounts = (amount for _, amount in (*self.demand, *self.draws))
        require(
            holds=all(0 <= amount <= MOST_CENTS for amount in (*amounts, self.running_cents_per_year)),
            field="demand",
            problem=Text("Ein Bedarf ist negativ oder zu groß.", "A need is negative or too large."),
            remedy=Text("Erlaubt sind ganze Zahlen ab 0.", "Whole numbers from 0 are allowed."),
        )


class ReleaseKind(StrEnum):
    """Why a measure may not start before a month."""

    TOWN = "town"  # the town said so
    GATE = "gate"


@dataclass(frozen=True, slots=True)
class Release:
    """Not before month `month` (index), because of `ref`."""

    month: int
    kind: ReleaseKind
    ref: str


class ExclusionKind(StrEnum):
    """Why a measure is no candidate at all."""

    REJECTED = "rejected"
    UNDER_EXAMINATION = "under_examination"
    BLOCKED = "blocked"
    GATE_OPEN = "gate_open"
    GUARDRAIL_VIOLATED = "guardrail_violated"
    PREREQUISITE_EXCLUDED = "prerequisite_excluded"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Measure `activity` is no candidate because of `ref` (a gate, guardrail or prerequisite)."""

    activity: str
    kind: ExclusionKind
    ref: str = ""


@dataclass(frozen=True, slots=True)
class FixedStart:
    """A measure that runs or is done: it keeps its mode and its start, which may lie before the plan."""

    mode: str
    start: int


@dataclass(frozen=True, slots=True)
class Activity:
    """A candidate measure.

    `benefit` per audience in basis points per month of use, in the order of `Problem.audiences`. `deadline` is the
    last month index (inclusive) in which it may end, None if there is none. Prerequisites must be in the plan and
    have ended before it starts.
    """

    id: str
    modes: tuple[ActivityMode, ...]
    benefit: tuple[int, ...]
    prerequisites: tuple[str, ...] = ()
    releases: tuple[Release, ...] = ()
    deadline: int | None = None
    is_mandatory: bool = False
    fixed: FixedStart | None = None

    def mode(self, mode_id: str) -> ActivityMode:
        """The mode with this id; KeyError if there is none."""
        for mode in self.modes:
            if mode.id == mode_id:
                return mode
        raise KeyError(mode_id)

    @property
    def release(self) -> int:
        """The first month index in which it may start."""
        return max((release.month for release in self.releases), default=0)


@dataclass(frozen=True, slots=True)
class Problem:
    """Which measures, in which mode, when: RCPSP with optional activities, modes and a net-present-value objective.

    The value of a measure that ends in month `e` (inclusive) is Σ_audience weight · benefit · (months − 1 − e +
    tail_months): months of use within the plan, and `tail_months` after it, so that a late end still counts. A measure
    that ended before the plan (done) is worth nothing more: its value cannot be changed. Value, bound and gap refer to
    the sum over all measures that are not fixed. Where money carries over, what a fiscal year does not use
    may be used in any later one (Haushaltsreste, § 21 GemHVO Hessen).
    """

    first_month: Month
    months: int
    units: tuple[Unit, ...]
    years: tuple[FiscalYear, ...]
    activities: tuple[Activity, ...]
    exclusions: tuple[Exclusion, ...]
    audiences: tuple[str, ...]
    weights_percent: tuple[int, ...]
    tail_months: int = 12
    pots: tuple[Pot, ...] = ()
    investive_carries_over: bool = False
    consumptive_carries_over: bool = False

    def __post_init__(self) -> None:
        month(self.first_month, "first_month")
        require(
            holds=1 <= self.months <= MOST_MONTHS,
            field="months",
            problem=Text(f"{self.months} Monate sind kein Fahrplan.", f"{self.months} months are no roadmap."),
            remedy=Text(f"Erlaubt sind 1 bis {MOST_MONTHS}.", f"1 to {MOST_MONTHS} are allowed."),
        )
        for unit in self.units:
            require(
                holds=len(unit.capacity) == self.months,
                field="capacity",
                problem=Text(
                    f"{unit.id}: Kapazität für {len(unit.capacity)} Monate.", f"{unit.id}: wrong number of months."
                ),
                remedy=Text(f"Der Fahrplan hat {self.months} Monate.", f"The roadmap has {self.months} months."),
            )
        require_unique(tuple(activity.id for activity in self.activities), "activities")
        require_unique(tuple(pot.id for pot in self.pots), "pots")
        self._require_known_needs()

    def _require_known_needs(self) -> None:
        units, pots = {unit.id for unit in self.units}, {pot.id for pot in self.pots}
        modes = [(activity.id, mode) for activity in self.activities for mode in activity.modes]
        unknown = [f"{name}: {unit}" for name, mode in modes for unit, _ in mode.demand if unit not in units]
        unknown += [f"{name}: {pot}" for name, mode in modes for pot, _ in mode.draws if pot not in pots]
        require(
            holds=not unknown,
            field="demand",
            problem=Text(f"Unbekannte Einheit oder Topf: {unknown[:3]}.", f"Unknown unit or pot: {unknown[:3]}."),
            remedy=Text("Tragen Sie sie im Problem ein.", "Enter them in the problem."),
        )

    def activity(self, activity_id: str) -> Activity:
        """The candidate with this id; KeyError if there is none."""
        for activity in self.activities:
            if activity.id == activity_id:
                return activity
        raise KeyError(activity_id)

    def month_at(self, index: int) -> Month:
        """The calendar month of an index."""
        return shift(self.first_month, index)

    def year_at(self, index: int) -> int:
        """The fiscal year of a month index."""
        return year_of(self.month_at(index))

    def weighted_benefit(self, activity: Activity) -> int:
        """Σ weight · benefit: what one month of use is worth."""
        return sum(weight * benefit for weight, benefit in zip(self.weights_percent, activity.benefit, strict=True))

    def value(self, activity: Activity, end: int) -> int:
        """Value of `activity` if `end` is the last month of its work."""
        return self.weighted_benefit(activity) * (self.months - 1 - end + self.tail_months)


def running_cents(yearly: int, months: int) -> int:
    """Running cost of `months` months, rounded up to whole cents: a budget must not be broken by rounding."""
    return -(-yearly * months // MONTHS_PER_YEAR)


@dataclass(frozen=True, slots=True)
class PlannedStart:
    """One line of a plan: which mode, and the index of the first month of work."""

    activity: str
    mode: str
    start: int


class SolveStatus(StrEnum):
    """What is known about a plan."""

    OPTIMAL = "optimal"  # bound and value meet
    FEASIBLE = "feasible"  # the work agreed on was done
    CUT_SHORT = "cut_short"  # stopped by time or by the user


@dataclass(frozen=True, slots=True)
class Solution:
    """What `solve` answers: a checked plan, its value, an upper bound, and the work that was done."""

    plan: tuple[PlannedStart, ...]
    status: SolveStatus
    value: int
    bound: int
    greedy_value: int
    neighbourhoods: int
    improvements: int

    @property
    def gap(self) -> float:
        """How far the value may be below the best one."""
        return gap(value=self.value, bound=self.bound)


def gap(*, value: int, bound: int) -> float:
    """(bound - value) / bound: at most this share of what may be possible is missing; 0 where nothing can be gained."""
    return (bound - value) / bound if bound > 0 else 0.0


class ReasonKind(StrEnum):
    """Why not earlier, or why not at all."""

    FIRST_MONTH = "first_month"
    FIXED = "fixed"
    RELEASE = "release"
    GATE = "gate"
    PREREQUISITE = "prerequisite"
    STAFF = "staff"
    MONEY_INVESTIVE = "money_investive"
    MONEY_CONSUMPTIVE = "money_consumptive"
    POT = "pot"  # a grant pot or another stock is used up
    NO_GAIN = "no_gain"  # it could start earlier, but nothing would be gained
    NO_BENEFIT = "no_benefit"  # left out: by the weights nothing speaks for it that was published
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
    """One measure in the roadmap: when, how, who, with which money, and why not earlier."""

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


class DemandKind(StrEnum):
    """The kinds of demand that may stand against each other."""

    MANDATORY = "mandatory"  # the measure must be done, by its deadline if it has one
    PREREQUISITE = "prerequisite"
    FIXED = "fixed"
    RELEASE = "release"
    STAFF = "staff"
    MONEY_INVESTIVE = "money_investive"
    MONEY_CONSUMPTIVE = "money_consumptive"
    POT = "pot"
    NOT_PLANNABLE = "not_plannable"  # an exclusion of something mandatory or of its prerequisite


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand on the plan, with the measures or the unit or year it is about."""

    kind: DemandKind
    subject: str
    detail: str = ""
    at: Month | None = None


class RoadmapConflictError(Exception):
    """No plan keeps all demands. `demands` is a minimal set: all but any one of them can be kept together."""

    def __init__(self, demands: tuple[Demand, ...]) -> None:
        super().__init__("; ".join(f"{demand.kind} {demand.subject} {demand.detail}".strip() for demand in demands))
        self.demands = demands

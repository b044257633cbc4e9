"""The planning problem in whole numbers, the plan and what a search says about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.dates import MONTHS_PER_YEAR, Month, month, shift, year_of
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.relations import Choice
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model.activities import Activity, Exclusion
from leitplanke.roadmap.model.limits import MOST_MONTHS, MOST_SUM, MOST_VALUE
from leitplanke.roadmap.model.names import Named
from leitplanke.roadmap.model.promises import Fairness, PlannedStart, Stability
from leitplanke.roadmap.model.resources import FiscalYear, Pot, Unit

_MOST_NAMED = 3


def _some(names: list[str]) -> str:
    """The first of them."""
    return ", ".join(names[:_MOST_NAMED])


@dataclass(frozen=True, slots=True)
class Problem:
    """Which measures, in which mode, when: RCPSP with optional activities, modes and a net-present-value objective.

    The value of a measure that ends in month `e` (inclusive) is Σ_audience weight · benefit · (months − 1 − e +
    tail_months): months of use within the plan, and `tail_months` after it, so that a late end still counts; less its
    lateness for each month after it was due. A measure that ended before the plan (done) is worth nothing more: its
    value cannot be changed. Value, bound and gap refer to the sum over all measures that are not fixed. Where money
    carries over, what a fiscal year does not use may be used in any later one (Haushaltsreste, § 21 GemHVO Hessen).
    `fairness` is a floor under every audience's benefit, `stability` a published plan to stay near. `names` are for
    people: what has none is called by its identifier.
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
    choices: tuple[Choice, ...] = field(default=(), metadata=ADDED)
    fairness: Fairness | None = field(default=None, metadata=ADDED)
    stability: Stability | None = field(default=None, metadata=ADDED)
    names: tuple[Named, ...] = field(default=(), metadata=ADDED)

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
        require_unique(tuple(unit.id for unit in self.units), "units")
        require_unique(tuple(str(year.year) for year in self.years), "years")
        require_unique(self.audiences, "audiences")
        require_unique(tuple(activity.id for activity in self.activities), "activities")
        require_unique(tuple(pot.id for pot in self.pots), "pots")
        self._require_benefit_of_all()
        self._require_money_of_every_year()
        self._require_known_needs()
        self._require_known_members()
        self._require_shares()
        self._require_room_for_value()
        require(
            holds=self.fairness is None or len(self.fairness.of) == len(self.audiences),
            field="fairness",
            problem=Text("Der Mindestnutzen passt nicht zu den Zielgruppen.", "The floors do not fit the audiences."),
            remedy=Text("Eine Zahl je Zielgruppe.", "One number per audience."),
        )

    def _require_benefit_of_all(self) -> None:
        """One weight, and of every measure one benefit, per audience."""
        count = len(self.audiences)
        wrong = [activity.id for activity in self.activities if len(activity.benefit) != count]
        require(
            holds=len(self.weights_percent) == count,
            field="weights_percent",
            problem=Text("Die Gewichte passen nicht zu den Zielgruppen.", "The weights do not fit the audiences."),
            remedy=Text("Ein Gewicht je Zielgruppe.", "One weight per audience."),
        )
        require(
            holds=all(weight >= 0 for weight in self.weights_percent),
            field="weights_percent",
            problem=Text("Ein Gewicht ist negativ.", "A weight is negative."),
            remedy=Text("Schreiben Sie 0 oder mehr.", "Write 0 or more."),
        )
        require(
            holds=not wrong,
            field="benefit",
            problem=Text(
                f"Der Nutzen passt nicht zu den Zielgruppen: {_some(wrong)}.",
                f"Benefit and audiences differ: {_some(wrong)}.",
            ),
            remedy=Text("Eine Zahl je Zielgruppe.", "One number per audience."),
        )

    def _require_money_of_every_year(self) -> None:
        """Where anything costs, every year of the plan says what there is: no row could mean no money or no limit.

        In order of time, because what carries over is a sum up to each year.
        """
        given = [year.year for year in self.years]
        early = [str(year) for before, year in pairwise(given) if year < before]
        require(
            holds=not early,
            field="years",
            problem=Text(
                f"Haushaltsjahr nach einem späteren: {', '.join(early[:3])}.",
                f"Fiscal year behind a later one: {', '.join(early[:3])}.",
            ),
            remedy=Text("Ordnen Sie die Jahre aufsteigend.", "Put the years in ascending order."),
        )
        last = self.year_at(self.months - 1)
        missing = sorted({*range(self.year_at(0), last + 1)} - {*given})
        named = ", ".join(map(str, missing[:3]))
        require(
            holds=not missing or not any(mode.costs for one in self.activities for mode in one.modes),
            field="years",
            problem=Text(f"Haushaltsjahr ohne Zeile: {named}.", f"Fiscal year without a row: {named}."),
            remedy=Text(
                "Jedes Jahr des Fahrplans braucht eine; gibt es kein Geld, steht dort 0.",
                "Every year of the roadmap needs one; where there is no money it says 0.",
            ),
        )

    def _require_known_needs(self) -> None:
        units, pots = {unit.id for unit in self.units}, {pot.id for pot in self.pots}
        modes = [(activity.id, mode) for activity in self.activities for mode in activity.modes]
        unknown = [f"{name}: {unit}" for name, mode in modes for unit, _ in mode.staff if unit not in units]
        unknown += [f"{name}: {pot}" for name, mode in modes for pot, _ in mode.draws if pot not in pots]
        require(
            holds=not unknown,
            field="demand",
            problem=Text(f"Unbekannte Einheit oder Topf: {_some(unknown)}.", f"Unknown unit or pot: {_some(unknown)}."),
            remedy=Text("Tragen Sie sie im Problem ein.", "Enter them in the problem."),
        )

    def _require_known_members(self) -> None:
        require_unique(tuple(choice.id for choice in self.choices), "choices")
        known = {activity.id for activity in self.activities} | {one.activity for one in self.exclusions}
        unknown = [f"{choice.id}: {one}" for choice in self.choices for one in choice.members if one not in known]
        require(
            holds=not unknown,
            field="choices",
            problem=Text(f"Unbekannte Maßnahmen in einer Auswahl: {_some(unknown)}.", f"Unknown: {_some(unknown)}."),
            remedy=Text("Eine Auswahl nennt Maßnahmen des Problems.", "A choice names measures of the problem."),
        )

    def _require_room_for_value(self) -> None:
        """Every sum of values fits into 64 bits, and so does that of all places at once, which CP-SAT adds up."""
        highest = max((abs(weight) for weight in self.weights_percent), default=0)
        benefit = sum(abs(amount) for activity in self.activities for amount in activity.benefit)
        late = sum(activity.lateness for activity in self.activities)
        places = (self.months + 1) * max((len(activity.modes) for activity in self.activities), default=0)
        own = (highest * benefit + late) * (2 * self.months + self.tail_months)
        near = self.stability
        worth = 0 if near is None else len(self.activities) * (near.keeping + near.shift * 2 * self.months)
        require(
            holds=0 <= self.tail_months <= MOST_MONTHS and own + worth <= MOST_VALUE and own * places <= MOST_SUM,
            field="benefit",
            problem=Text("Der Wert aller Maßnahmen zusammen ist zu groß.", "The value of all measures is too large."),
            remedy=Text(
                "Nehmen Sie kleinere Zahlen für Nutzen, Gewichte, Verspätung oder Nähe zum Plan.",
                "Use smaller numbers for benefit, weights, lateness or nearness to a plan.",
            ),
        )

    def _require_shares(self) -> None:
        """No mode draws a larger share of its whole cost than the pot allows."""
        shares = {pot.id: pot.share_percent for pot in self.pots if pot.share_percent is not None}
        for activity in self.activities if shares else ():
            for mode in activity.modes:
                net = sum(mode.investive_by_month) + sum(mode.consumptive_by_month)
                whole = net + sum(amount for _, amount in mode.draws)
                over = [pot for pot, amount in mode.draws if pot in shares and amount * 100 > shares[pot] * whole]
                require(
                    holds=not over,
                    field="draws",
                    problem=Text(
                        f"{activity.id}, {mode.id} zieht mehr aus {_some(over)}, als die Quote erlaubt.",
                        f"{activity.id}, {mode.id} draws more from {_some(over)} than its share allows.",
                    ),
                    remedy=Text("Senken Sie den Zuschuss.", "Lower what is drawn."),
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
        return self.values(activity, (end,))[0]

    def values(self, activity: Activity, ends: Iterable[int]) -> list[int]:
        """The same for each of these last months."""
        benefit, due = self.weighted_benefit(activity), activity.due
        if due is None:
            return [benefit * self.months_of_use(end) for end in ends]
        return [benefit * self.months_of_use(end) - activity.lateness * max(0, end - due) for end in ends]

    def worths(self, activity: Activity, lines: Iterable[PlannedStart]) -> list[int]:
        """Value of each of these lines of `activity`, with what staying near a published plan counts."""
        near = self.stability
        former = None if near is None else near.former(activity.id)
        return [
            self.value(activity, line.start + activity.mode(line.mode).duration - 1)
            + (0 if near is None else near.worth(activity, line, former))
            for line in lines
        ]

    def months_of_use(self, end: int) -> int:
        """Months in which a measure with this last month of work is of use."""
        return self.months - 1 - end + self.tail_months


def running_cents(yearly: int, months: int) -> int:
    """Running cost of `months` months, rounded up to whole cents: a budget must not be broken by rounding."""
    return -(-yearly * months // MONTHS_PER_YEAR)


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
    """(bound - value) / |bound|: at most this share of what may be possible is missing; 0 where nothing can be gained.

    Where duties that are late cost more than everything is worth, both are negative; with a bound of 0 it is all (1).
    """
    return (bound - value) / abs(bound) if bound else float(value < 0)

"""What may happen to a plan: money falls away, posts are vacant, a measure is delayed, a duty comes up.

See `docs/methods/plan-repair.md`. An incident changes the problem; `plan_repair` then changes the plan.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Activity, Problem, Release, ReleaseKind


@dataclass(frozen=True, slots=True)
class MoneyCut:
    """The money of a fiscal year falls by this share, investive and consumptive alike."""

    year: int
    cut_percent: int

    def __post_init__(self) -> None:
        _require_percent(self.cut_percent)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A unit lacks `missing` hundredths of FTE from month `first` to month `last` (indices); nobody is less than 0."""

    unit: str
    missing: int
    first: int
    last: int

    def __post_init__(self) -> None:
        require(
            holds=self.missing > 0,
            field="missing",
            problem=Text("Es fehlt niemand.", "Nobody is missing."),
            remedy=Text("Nennen Sie Stellenanteile über 0.", "Name a number of FTE above 0."),
        )
        require(
            holds=0 <= self.first <= self.last,
            field="last",
            problem=Text(
                "Die Stelle ist wieder besetzt, bevor sie frei wird.", "The post is filled before it is empty."
            ),
            remedy=Text("Der letzte Monat liegt nicht vor dem ersten.", "The last month is not before the first."),
        )


@dataclass(frozen=True, slots=True)
class Delay:
    """A measure may not start before month `not_before` (index)."""

    delayed: str
    not_before: int


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A measure has to be done by month `by` (index)."""

    duty: str
    by: int


Incident = MoneyCut | Vacancy | Delay | NewDuty


def with_incidents(problem: Problem, incidents: tuple[Incident, ...]) -> Problem:
    """The problem as it is once all of them have happened, in their order.

    Raises `InvalidValueError` for what the problem does not know, or what nobody can move any more.
    """
    for incident in incidents:
        match incident:
            case MoneyCut():
                problem = _with_cut(problem, incident)
            case Vacancy():
                problem = _with_vacancy(problem, incident)
            case Delay():
                problem = _with_delay(problem, incident)
            case NewDuty():
                problem = _with_duty(problem, incident)
    return problem


def _with_cut(problem: Problem, cut: MoneyCut) -> Problem:
    _require_known(holds=cut.year in {year.year for year in problem.years}, ref=str(cut.year))
    left = 100 - cut.cut_percent
    return replace(
        problem,
        years=tuple(
            replace(
                year,
                investive_cents=year.investive_cents * left // 100,
                consumptive_cents=year.consumptive_cents * left // 100,
            )
            if year.year == cut.year
            else year
            for year in problem.years
        ),
    )


def _with_vacancy(problem: Problem, vacancy: Vacancy) -> Problem:
    _require_known(holds=vacancy.unit in {unit.id for unit in problem.units}, ref=vacancy.unit)
    _require_month(problem, vacancy.last)
    months = range(vacancy.first, vacancy.last + 1)
    return replace(
        problem,
        units=tuple(
            replace(
                unit,
                capacity=tuple(
                    max(0, amount - vacancy.missing) if month in months else amount
                    for month, amount in enumerate(unit.capacity)
                ),
            )
            if unit.id == vacancy.unit
            else unit
            for unit in problem.units
        ),
    )


def _with_delay(problem: Problem, delay: Delay) -> Problem:
    _require_month(problem, delay.not_before)
    release = Release(delay.not_before, ReleaseKind.TOWN, delay.delayed)
    return _changed(problem, delay.delayed, lambda one: replace(one, releases=(*one.releases, release)))


def _with_duty(problem: Problem, duty: NewDuty) -> Problem:
    _require_month(problem, duty.by)

    def bound(one: Activity) -> Activity:
        deadline = duty.by if one.deadline is None else min(one.deadline, duty.by)
        return replace(one, is_mandatory=True, deadline=deadline)

    return _changed(problem, duty.duty, bound)


def _changed(problem: Problem, name: str, change: Callable[[Activity], Activity]) -> Problem:
    excluded = {one.activity for one in problem.exclusions}
    require(
        holds=name not in excluded,
        field="activity",
        problem=Text(f"{name} darf heute nicht geplant werden.", f"{name} must not be planned today."),
        remedy=Text(
            "Räumen Sie zuerst aus dem Weg, was sie aufhält: Stand, Sperre oder Leitplanke.",
            "First remove what stops it: its state, a gate or a guardrail.",
        ),
    )
    _require_known(holds=name in {one.id for one in problem.activities}, ref=name)
    require(
        holds=problem.activity(name).fixed is None,
        field="activity",
        problem=Text(f"{name} läuft schon oder ist fertig.", f"{name} is running or done."),
        remedy=Text("Wählen Sie eine Maßnahme, die noch nicht begonnen hat.", "Choose one that has not begun."),
    )
    return replace(problem, activities=tuple(change(one) if one.id == name else one for one in problem.activities))


def _require_known(*, holds: bool, ref: str) -> None:
    require(
        holds=holds,
        field="ref",
        problem=Text(f"{ref} kommt im Fahrplan nicht vor.", f"{ref} is not in the roadmap."),
        remedy=Text("Nennen Sie etwas, das der Fahrplan kennt.", "Name something that the roadmap knows."),
    )


def _require_month(problem: Problem, month: int) -> None:
    last = problem.month_at(problem.months - 1)
    require(
        holds=0 <= month < problem.months,
        field="month",
        problem=Text(
            f"{problem.month_at(month)} liegt nicht im Fahrplan.", f"{problem.month_at(month)} is not in the roadmap."
        ),
        remedy=Text(f"Er geht von {problem.first_month} bis {last}.", f"It goes from {problem.first_month} to {last}."),
    )


def _require_percent(percent: int) -> None:
    require(
        holds=1 <= percent <= 100,
        field="cut_percent",
        problem=Text(f"{percent} Prozent lassen sich nicht kürzen.", f"{percent} percent cannot be cut."),
        remedy=Text("Erlaubt sind 1 bis 100.", "1 to 100 are allowed."),
    )

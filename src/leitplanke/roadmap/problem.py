"""From the town's measures, scores and resources to the planning problem in whole numbers.

See `docs/methods/roadmap-problem.md` for what is a constraint, what an indication, and what is left out and why.
"""

from collections.abc import Collection, Mapping
from itertools import accumulate, pairwise

from leitplanke.kernel.dates import Month, months_between, shift, year_of
from leitplanke.kernel.faults import require
from leitplanke.kernel.money import split_evenly
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.roadmap.model import (
    Activity,
    ActivityMode,
    Exclusion,
    ExclusionKind,
    FiscalYear,
    FixedStart,
    Problem,
    Release,
    ReleaseKind,
    Resources,
)
from leitplanke.strategy.model import Gate, Measure, MeasureState, Mode, Strategy, Verdict

_EXCLUDING_STATES = {
    MeasureState.REJECTED: ExclusionKind.REJECTED,
    MeasureState.UNDER_EXAMINATION: ExclusionKind.UNDER_EXAMINATION,
    MeasureState.BLOCKED: ExclusionKind.BLOCKED,
}


def build_problem(strategy: Strategy, *, resources: Resources, profile: TownProfile) -> Problem:
    """The problem of this town: candidates, exclusions with their reason, capacity, weights.

    A measure in `exclusions` must not be planned. It stays among the activities only where a mandatory measure is hit,
    so that the conflict can be named. Raises `InvalidValueError` if a measure needs staff of a unit without capacity.
    References and cycles of prerequisites are checked where the town folder is read.
    """
    measures = {measure.id: measure for measure in sorted(strategy.draft.measures, key=lambda one: one.id)}
    _require_known_units(measures, resources)
    exclusions = _exclusions(measures, strategy)
    kept = set(measures) - set(exclusions) | _needed_by_duty(measures, exclusions)
    weights = strategy.draft.weights.audience_percent
    audiences = tuple(
        sorted({*strategy.draft.weights.audience_percent, *(score.audience for score in strategy.scores)})
    )
    benefit = {(score.measure, score.audience): score.benefit for score in strategy.scores}
    gates = {gate.id: gate for gate in strategy.draft.gates}
    problem = Problem(
        first_month=profile.plan_from,
        months=profile.plan_months,
        units=resources.units,
        years=_fiscal_years(resources, profile),
        activities=tuple(
            _activity(
                measure,
                benefit=tuple(benefit.get((measure.id, audience), 0) for audience in audiences),
                weights=tuple(weights.get(audience, 0) for audience in audiences),
                gates=gates,
                first=profile.plan_from,
            )
            for measure in measures.values()
            if measure.id in kept
        ),
        exclusions=tuple(exclusions[measure] for measure in sorted(exclusions)),
        audiences=audiences,
        weights_percent=tuple(weights.get(audience, 0) for audience in audiences),
        pots=resources.pots,
        investive_carries_over=profile.investive_carries_over,
        consumptive_carries_over=profile.consumptive_carries_over,
        choices=strategy.draft.choices,
    )
    return _promised(problem, strategy.draft.weights.least_percent)


def _promised(problem: Problem, least_percent: int) -> Problem:
    if not least_percent:
        return problem
    from leitplanke.roadmap.fairness import with_fairness  # noqa: PLC0415 - solver libraries behind it

    return with_fairness(problem, least_percent)


def activity_mode(mode: Mode) -> ActivityMode:
    """A mode with staff and money per month: the grant lowers the investive amount first, all its payments alike."""
    investive_grant = min(mode.grant_cents, mode.investive_cents)
    consumptive_grant = mode.grant_cents - investive_grant
    staff = mode.staff_by_month
    return ActivityMode(
        id=mode.id,
        duration=mode.duration_months,
        demand=tuple((unit, amounts[0]) for unit, amounts in staff if len(set(amounts)) == 1),
        investive_by_month=_due_by_month(
            {payment.month: payment.investive_cents for payment in mode.payments},
            net=mode.investive_cents - investive_grant,
            duration=mode.duration_months,
        ),
        consumptive_by_month=_due_by_month(
            {payment.month: payment.consumptive_cents for payment in mode.payments},
            net=mode.consumptive_cents - consumptive_grant,
            duration=mode.duration_months,
        ),
        running_cents_per_year=mode.running_cents_per_year,
        draws=((mode.grant_pot, mode.grant_cents),) if mode.grant_pot and mode.grant_cents else (),
        profiles=tuple((unit, amounts) for unit, amounts in staff if len(set(amounts)) > 1),
    )


def _due_by_month(payments: Mapping[int, int], *, net: int, duration: int) -> tuple[int, ...]:
    """`net` cents in the proportion of the payments, in whole cents; evenly where no payment names this money."""
    gross = sum(payments.values())
    if not gross:
        return split_evenly(net, duration)
    so_far = [0, *accumulate(payments.get(month, 0) for month in range(1, duration + 1))]
    return tuple(after * net // gross - before * net // gross for before, after in pairwise(so_far))


def _require_known_units(measures: dict[str, Measure], resources: Resources) -> None:
    known = {unit.id for unit in resources.units}
    for measure in measures.values():
        for unit in sorted({need.unit for mode in measure.modes for need in mode.staff} - known):
            require(
                holds=False,
                field="unit",
                problem=Text(
                    f"Maßnahme {measure.id} braucht {unit}, aber die Einheit fehlt.",
                    f"Measure {measure.id} needs {unit}, but there is no such unit.",
                ),
                remedy=Text("Tragen Sie die Einheit mit ihrer Kapazität ein.", "Add the unit with its capacity."),
            )


def _exclusions(measures: dict[str, Measure], strategy: Strategy) -> dict[str, Exclusion]:
    open_gates = {gate.id for gate in strategy.draft.gates if gate.met_on is None}
    violated: dict[str, str] = {}
    for check in sorted(strategy.checks, key=lambda one: (one.measure, one.guardrail)):
        if check.verdict is Verdict.VIOLATED:
            violated.setdefault(check.measure, check.guardrail)
    direct = (_own_exclusion(measure, open_gates, violated.get(measure.id)) for measure in measures.values())
    found = {exclusion.activity: exclusion for exclusion in direct if exclusion is not None}
    _spread_to_dependants(measures, found)
    return found


def _own_exclusion(measure: Measure, open_gates: set[str], violated: str | None) -> Exclusion | None:
    if measure.fixed_start is not None:
        return None
    by_state = _EXCLUDING_STATES.get(measure.state)
    if by_state is not None and not (by_state is ExclusionKind.BLOCKED and measure.release is not None):
        return Exclusion(measure.id, by_state)
    waiting = sorted(open_gates.intersection(measure.gates))
    if waiting:
        return Exclusion(measure.id, ExclusionKind.GATE_OPEN, waiting[0])
    if violated is not None and not measure.is_mandatory:
        return Exclusion(measure.id, ExclusionKind.GUARDRAIL_VIOLATED, violated)
    return None


def _spread_to_dependants(measures: dict[str, Measure], found: dict[str, Exclusion]) -> None:
    spreads = True
    while spreads:
        spreads = False
        for measure in measures.values():
            missing = _missing(measure, found)
            if missing and measure.id not in found and measure.fixed_start is None:
                found[measure.id] = Exclusion(measure.id, ExclusionKind.PREREQUISITE_EXCLUDED, missing[0])
                spreads = True


def _missing(measure: Measure, found: Collection[str]) -> list[str]:
    """What it needs of what is no candidate; an alternative only where none of its group is one."""
    needed = {*measure.requires, *(wait.activity for wait in measure.waits)}
    needed.update(group[0] for group in measure.any_of if set(group) <= set(found))
    return sorted(needed.intersection(found))


def _needed_by_duty(measures: dict[str, Measure], exclusions: dict[str, Exclusion]) -> set[str]:
    """Excluded measures that are mandatory, and every measure that these need."""
    needed: set[str] = set()
    waiting = [measure.id for measure in measures.values() if measure.is_mandatory and measure.id in exclusions]
    while waiting:
        measure = waiting.pop()
        if measure not in needed:
            needed.add(measure)
            waiting.extend(measures[measure].predecessors)
    return needed


def _activity(
    measure: Measure, *, benefit: tuple[int, ...], weights: tuple[int, ...], gates: dict[str, Gate], first: Month
) -> Activity:
    fixed = None
    if measure.fixed_start is not None:
        fixed = FixedStart(measure.fixed_mode or measure.modes[0].id, months_between(first, measure.fixed_start))
    modes = tuple(activity_mode(mode) for mode in measure.modes)
    wanted = None if fixed else measure.wanted
    per_month = sum(weight * amount for weight, amount in zip(weights, benefit, strict=True))
    has_hard_deadline = measure.is_mandatory and measure.deadline is not None
    return Activity(
        id=measure.id,
        modes=modes,
        benefit=benefit,
        prerequisites=() if fixed else tuple(sorted(measure.requires)),
        releases=() if fixed else _releases(measure, gates, first),
        deadline=months_between(first, measure.deadline) if has_hard_deadline and measure.deadline else None,
        is_mandatory=measure.is_mandatory,
        fixed=fixed,
        waits=() if fixed else measure.waits,
        any_of=() if fixed else measure.any_of,
        due=None if wanted is None else months_between(first, wanted.by),
        lateness=0 if wanted is None else wanted.counts * per_month,
    )


def _releases(measure: Measure, gates: dict[str, Gate], first: Month) -> tuple[Release, ...]:
    """Releases that bite: from the town's month on, and from the month after a gate was met."""
    found = []
    if measure.release is not None:
        found.append(Release(months_between(first, measure.release), ReleaseKind.TOWN, measure.id))
    for gate in sorted(measure.gates):
        met_on = gates[gate].met_on
        if met_on is not None:
            found.append(Release(months_between(first, met_on) + 1, ReleaseKind.GATE, gate))
    return tuple(release for release in found if release.month > 0)


def _fiscal_years(resources: Resources, profile: TownProfile) -> tuple[FiscalYear, ...]:
    """One per calendar year that the plan touches; a year without a row has no money."""
    given = {year.year: year for year in resources.years}
    last = year_of(shift(profile.plan_from, profile.plan_months - 1))
    return tuple(given.get(year, FiscalYear(year, 0, 0)) for year in range(year_of(profile.plan_from), last + 1))

"""The stage's door: from strategy and resources to handover 4, with a reason for every date and every omission."""

from collections.abc import Callable

import numpy as np

from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.town import TownProfile
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.fairness import benefits, most_for_audiences
from leitplanke.roadmap.model import (
    Assignment,
    AudienceValue,
    Horizon,
    Omission,
    PlannedStart,
    PotUse,
    Problem,
    Reason,
    Resources,
    Roadmap,
    SelectionComparison,
    UnitLoad,
    YearAmount,
    YearBudget,
)
from leitplanke.roadmap.nearness import Near, solve_near
from leitplanke.roadmap.problem import build_problem
from leitplanke.roadmap.solve import Progress, Stop, solve
from leitplanke.roadmap.tables import Chosen, Tables, build_tables, draft_of
from leitplanke.strategy.model import Measure, Mode, Strategy


def make_roadmap(
    strategy: Strategy,
    *,
    resources: Resources,
    profile: TownProfile,
    stop: Stop,
    seed: int,
    provenance: Provenance,
    near: Near | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Roadmap:
    """Plan, explain, account; `near` is a published roadmap to stay near to.

    Raises what `build_problem`, `solve` and `solve_near` raise.
    """
    problem = build_problem(strategy, resources=resources, profile=profile)
    nearness = None
    if near is None:
        solution = solve(problem, stop=stop, seed=seed, on_progress=on_progress)
    else:
        problem, solution, nearness = solve_near(problem, near, stop=stop, seed=seed, on_progress=on_progress)
    reasons = reasons_for(problem, solution.plan)
    tables = build_tables(problem)
    lines = {problem.activities[number].id: chosen for number, chosen in draft_of(tables, solution.plan).items()}
    measures = {measure.id: measure for measure in strategy.draft.measures}
    return Roadmap(
        provenance=provenance,
        first_month=profile.plan_from,
        months=profile.plan_months,
        short_term_months=profile.short_term_months,
        medium_term_months=profile.medium_term_months,
        currency=profile.currency,
        unit_names={unit.id: unit.name for unit in sorted(resources.units, key=lambda one: one.id)},
        status=solution.status,
        value=solution.value,
        bound=solution.bound,
        gap=solution.gap,
        greedy_value=solution.greedy_value,
        neighbourhoods=solution.neighbourhoods,
        improvements=solution.improvements,
        weights_are_assumption=strategy.draft.weights.is_assumption,
        weights_set_by=strategy.draft.weights.set_by,
        assignments=tuple(
            _assignment(problem, measures[name], lines[name], profile=profile, reasons=reasons[name])
            for name in sorted(lines, key=lambda name: (lines[name].start, name))
        ),
        omissions=tuple(Omission(name, reasons[name]) for name in sorted(set(measures) - set(lines))),
        loads=_loads(problem, lines),
        budgets=_budgets(problem, lines),
        audience_values=_audience_values(tables, solution.plan),
        comparison=_comparison(strategy, resources=resources, problem=problem, lines=lines),
        pots=_pots(problem, lines),
        nearness=nearness,
    )


def horizon_of(*, end: int, profile: TownProfile) -> Horizon:
    """Short, medium or long term by the month in which a measure ends, counted from the start of the plan."""
    if end + 1 <= profile.short_term_months:
        return Horizon.SHORT
    return Horizon.MEDIUM if end + 1 <= profile.medium_term_months else Horizon.LONG


def _assignment(
    problem: Problem, measure: Measure, chosen: Chosen, *, profile: TownProfile, reasons: tuple[Reason, ...]
) -> Assignment:
    investive, consumptive = _money_by_year(problem, chosen)
    return Assignment(
        measure=measure.id,
        mode=chosen.way.mode.id,
        start=problem.month_at(chosen.start),
        end=problem.month_at(chosen.end),
        horizon=horizon_of(end=chosen.end, profile=profile),
        lead_unit=measure.lead_unit,
        is_fixed=measure.fixed_start is not None,
        staff=tuple(sorted((unit, max(profile)) for unit, profile in chosen.way.mode.staff if profile)),
        money=tuple(
            YearAmount(year.year, *amounts)
            for year, amounts in zip(problem.years, zip(investive, consumptive, strict=True), strict=True)
            if any(amounts)
        ),
        value=chosen.value,
        reasons=reasons,
    )


def _money_by_year(problem: Problem, chosen: Chosen) -> tuple[list[int], list[int]]:
    """Cents of each fiscal year, investive and consumptive; where money carries over, tables hold sums up to a year."""
    years = len(problem.years)
    investive, consumptive = chosen.money[:years], chosen.money[years : 2 * years]
    return (
        np.diff(investive, prepend=0).tolist() if problem.investive_carries_over else investive.tolist(),
        np.diff(consumptive, prepend=0).tolist() if problem.consumptive_carries_over else consumptive.tolist(),
    )


def _loads(problem: Problem, lines: dict[str, Chosen]) -> tuple[UnitLoad, ...]:
    loads = []
    for unit in problem.units:
        used = [0] * problem.months
        for chosen in lines.values():
            profile = dict(chosen.way.mode.staff).get(unit.id, ())
            for month, amount in enumerate(profile, start=chosen.start):
                if 0 <= month < problem.months:
                    used[month] += amount
        loads.append(UnitLoad(unit.id, tuple(used), unit.capacity))
    return tuple(loads)


def _budgets(problem: Problem, lines: dict[str, Chosen]) -> tuple[YearBudget, ...]:
    amounts = [_money_by_year(problem, chosen) for chosen in lines.values()]
    return tuple(
        YearBudget(
            year=year.year,
            investive_used=sum(investive[place] for investive, _ in amounts),
            investive_available=year.investive_cents,
            consumptive_used=sum(consumptive[place] for _, consumptive in amounts),
            consumptive_available=year.consumptive_cents,
        )
        for place, year in enumerate(problem.years)
    )


def _pots(problem: Problem, lines: dict[str, Chosen]) -> tuple[PotUse, ...]:
    draws = [dict(chosen.way.mode.draws) for chosen in lines.values()]
    return tuple(PotUse(pot.id, pot.name, sum(one.get(pot.id, 0) for one in draws), pot.amount) for pot in problem.pots)


def _audience_values(tables: Tables, plan: tuple[PlannedStart, ...]) -> tuple[AudienceValue, ...]:
    """Unweighted, so that audiences can be put side by side; fixed measures count nowhere."""
    problem = tables.problem
    return tuple(
        map(
            AudienceValue,
            problem.audiences,
            problem.weights_percent,
            benefits(problem, plan),
            most_for_audiences(tables),
        )
    )


def _comparison(
    strategy: Strategy, *, resources: Resources, problem: Problem, lines: dict[str, Chosen]
) -> SelectionComparison | None:
    """One-off cost net of grants and benefit per month of use; a measure not in the plan costs its cheapest mode."""
    there = set(resources.reference_selection)
    if not there:
        return None
    here = set(lines)
    measures = {measure.id: measure for measure in strategy.draft.measures}
    weights = dict(zip(problem.audiences, problem.weights_percent, strict=True))
    benefit = dict.fromkeys(measures, 0)
    for score in strategy.scores:
        benefit[score.measure] += weights[score.audience] * score.benefit
    cost = {
        name: _net_cents(measure.mode(lines[name].way.mode.id))
        if name in lines
        else min(map(_net_cents, measure.modes))
        for name, measure in measures.items()
    }
    return SelectionComparison(
        in_both=tuple(sorted(here & there)),
        only_here=tuple(sorted(here - there)),
        only_there=tuple(sorted(there - here)),
        cost_here_cents=sum(cost[name] for name in here),
        cost_there_cents=sum(cost[name] for name in there),
        benefit_here=sum(benefit[name] for name in here),
        benefit_there=sum(benefit[name] for name in there),
    )


def _net_cents(mode: Mode) -> int:
    return mode.investive_cents + mode.consumptive_cents - mode.grant_cents

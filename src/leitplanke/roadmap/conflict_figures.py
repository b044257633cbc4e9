"""When and by how much the demands of a conflict miss each other, where one line of arithmetic says it.

See `docs/methods/conflicts.md`. What runs or is done overloads a unit by itself in a month; a duty is longer than the
time it has. Nothing is decided here: the demands are in conflict already.
"""

from dataclasses import replace

from leitplanke.roadmap.model import Activity, Demand, DemandKind, Problem


def with_figures(problem: Problem, demands: tuple[Demand, ...]) -> tuple[Demand, ...]:
    """The same demands; STAFF with `at` and `detail` "needed had", MANDATORY with `at` and `detail` "months"."""
    facts = {demand.subject for demand in demands if demand.kind is DemandKind.FIXED}
    running = [one for one in problem.activities if one.id in facts]
    is_alone = len(demands) == 1
    return tuple(
        _overload(problem, running, demand)
        if demand.kind is DemandKind.STAFF
        else _too_long(problem, demand)
        if is_alone and demand.kind is DemandKind.MANDATORY
        else demand
        for demand in demands
    )


def _overload(problem: Problem, running: list[Activity], demand: Demand) -> Demand:
    """The first month in which what runs needs more of the unit than there is."""
    capacity = next(unit.capacity for unit in problem.units if unit.id == demand.subject)
    needed = [0] * problem.months
    for activity in running:
        assert activity.fixed is not None
        profile = dict(activity.mode(activity.fixed.mode).staff).get(demand.subject, ())
        for offset, amount in enumerate(profile):
            if 0 <= activity.fixed.start + offset < problem.months:
                needed[activity.fixed.start + offset] += amount
    for month, (need, had) in enumerate(zip(needed, capacity, strict=True)):
        if need > had:
            return replace(demand, at=problem.month_at(month), detail=f"{need} {had}")
    return demand


def _too_long(problem: Problem, demand: Demand) -> Demand:
    """A duty whose shortest mode is longer than the months from its release to its deadline."""
    activity = problem.activity(demand.subject)
    last = problem.months - 1 if activity.deadline is None else min(problem.months - 1, activity.deadline)
    shortest = min(mode.duration for mode in activity.modes)
    if last < 0 or shortest <= last + 1:
        return demand
    return replace(demand, at=problem.month_at(last), detail=str(shortest))

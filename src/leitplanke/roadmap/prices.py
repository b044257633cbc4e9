"""What more staff or money would bring: the problem is solved again with it, going on from the same plan.

See `docs/methods/prices.md`.
"""

from dataclasses import dataclass

from leitplanke.roadmap.earlier import Extra, with_extras
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.plan_change import PlanChange, compare_plans
from leitplanke.roadmap.solve import Stop, solve


@dataclass(frozen=True, slots=True)
class Price:
    """Value that `extra` brings: a checked plan gains `least`, no plan gains more than `most`; what changes in it."""

    extra: Extra
    least: int
    most: int
    change: PlanChange


def prices(
    problem: Problem, plan: tuple[PlannedStart, ...], extras: tuple[Extra, ...], *, stop: Stop, seed: int
) -> tuple[Price, ...]:
    """For each extra on its own, in their order. `plan` must pass `check`; both sides get the same work.

    Raises what `solve` raises.
    """
    base = solve(problem, stop=stop, seed=seed, begin=plan)
    found = []
    for extra in extras:
        with_more = solve(with_extras(problem, (extra,)), stop=stop, seed=seed, begin=base.plan)
        found.append(
            Price(
                extra,
                least=with_more.value - base.value,
                most=with_more.bound - base.value,
                change=compare_plans(problem, base.plan, with_more.plan),
            )
        )
    return tuple(found)

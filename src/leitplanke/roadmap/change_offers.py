"""What more changes would bring: the most valuable plan for each number of changes that a town may allow.

See `docs/methods/plan-repair.md`. Few changes keep promises, many regain value: the town chooses, so it sees both.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.answers import ChangeOffer, Mended
from leitplanke.roadmap.model import PlannedStart, Problem, Stability
from leitplanke.roadmap.plan_change import compare_plans
from leitplanke.roadmap.plan_repair import changes_of, unasked_changes
from leitplanke.roadmap.solve import Stop, solve


def change_offers(
    problem: Problem,
    plan: tuple[PlannedStart, ...],
    mended: Mended,
    *,
    limits: Sequence[int | None],
    stop: Stop,
    seed: int,
    clock: Callable[[], float] = time.monotonic,
    on_offer: Callable[[int, int], None] = lambda _done, _planned: None,
) -> tuple[ChangeOffer, ...]:
    """One offer per limit, the smallest first; a limit below the changes of `mended` is that of `mended`.

    Each search gets the work of `stop` and begins with the plan of the one before, so that a wider limit is never
    worth less; whoever cancels gets what was found until then, one offer at least. `on_offer` hears how many of how
    many there are.

    Raises `InvalidValueError` if the problem has to stay near another plan than `plan`.
    """
    _require_same_plan(problem, plan)
    wanted = {None if limit is None else max(limit, mended.changes) for limit in limits}
    found: list[ChangeOffer] = []
    best = mended.plan
    for limit in sorted(wanted, key=lambda one: (one is None, one or 0)):
        if found and stop.is_cancelled():
            break
        answer = solve(within(problem, plan, best, limit), stop=stop, seed=seed, begin=best, clock=clock)
        best = answer.plan
        value = compare_plans(problem, (), best).value
        found.append(ChangeOffer(limit, best, changes_of(problem, plan, best), value, answer.bound))
        on_offer(len(found), len(wanted))
    return tuple(found)


def within(
    problem: Problem, plan: tuple[PlannedStart, ...], best: tuple[PlannedStart, ...], limit: int | None
) -> Problem:
    """The problem in which at most `limit` measures of `plan` may change (None: any number), as few do in `best`.

    What runs or is done changes in any case.
    """
    if limit is None:
        return problem
    near = Stability(plan) if problem.stability is None else problem.stability
    asked = limit - unasked_changes(problem, plan, best)
    most = asked if near.most_changes is None else min(asked, near.most_changes)
    return replace(problem, stability=replace(near, most_changes=most))


def _require_same_plan(problem: Problem, plan: tuple[PlannedStart, ...]) -> None:
    near = problem.stability
    require(
        holds=near is None or sorted(near.plan, key=_name) == sorted(plan, key=_name),
        field="stability",
        problem=Text(
            "Das Problem soll schon nahe an einem anderen Plan bleiben.",
            "The problem has to stay near another plan already.",
        ),
        remedy=Text(
            "Nehmen Sie „stability“ aus dem Problem, oder bessern Sie jenen Plan aus.",
            "Take “stability” out of the problem, or mend that plan.",
        ),
    )


def _name(line: PlannedStart) -> str:
    return line.activity

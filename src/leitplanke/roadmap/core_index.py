"""Which measures are in the plan whatever the weights: the core index.

See `docs/methods/robustness.md`; Liesiö, Mild, Salo (2007) EJOR 181, 1488.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from math import log

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.answers import CoreIndex
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.solve import Stop, solve

MOST_WEIGHTS = 1_000


def core_indices(
    problem: Problem,
    plan: tuple[PlannedStart, ...],
    *,
    weightings: int = 20,
    work: int = 5,
    seed: int,
    on_weighting: Callable[[int], None] = lambda _done: None,
) -> tuple[CoreIndex, ...]:
    """For every activity of the problem, in its order, by searches of `work` neighbourhoods each.

    Every search goes on from `plan`, which must pass `check`. `on_weighting` hears how many have been tried.

    Raises `InvalidValueError` unless `weightings` is from 1 to 1,000.
    """
    require(
        holds=1 <= weightings <= MOST_WEIGHTS,
        field="weights",
        problem=Text(f"{weightings} Gewichtungen gehen nicht.", f"{weightings} weightings are not possible."),
        remedy=Text(f"Erlaubt sind 1 bis {MOST_WEIGHTS}.", f"1 to {MOST_WEIGHTS} are allowed."),
    )
    draw = random.Random(seed)  # noqa: S311 - a simulation, no secret
    planned = dict.fromkeys((activity.id for activity in problem.activities), 0)
    for number in range(weightings):
        weights = random_weights(draw, len(problem.audiences))
        found = solve(replace(problem, weights_percent=weights), stop=Stop(work), seed=seed + number, begin=plan)
        for line in found.plan:
            planned[line.activity] += 1
        on_weighting(number + 1)
    return tuple(CoreIndex(activity, count, weightings) for activity, count in planned.items())


def random_weights(draw: random.Random, count: int) -> tuple[int, ...]:
    """Whole percentages that add up to 100, each division of it as likely as any other but for rounding."""
    parts = [-log(1 - draw.random()) for _ in range(count)]  # exponential: uniform over the simplex once normalised
    whole = sum(parts) or 1.0
    exact = [100 * part / whole for part in parts]
    found = [int(one) for one in exact]
    by_rest = sorted(range(count), key=lambda place: (found[place] - exact[place], place))
    for place in by_rest[: 100 - sum(found)]:
        found[place] += 1
    return tuple(found)

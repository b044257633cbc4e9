"""Planning on from a published roadmap: a plan of today's problem that keeps as much of it as the town wants.

See `docs/methods/stability.md` and `docs/methods/plan-repair.md`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from leitplanke.kernel.dates import months_between
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.change_offers import within
from leitplanke.roadmap.model import Nearness, PlannedStart, Problem, Roadmap, Solution
from leitplanke.roadmap.plan_repair import changes_of, mend
from leitplanke.roadmap.solve import Progress, Stop, solve


@dataclass(frozen=True, slots=True)
class Near:
    """At most `most_changes` measures of this roadmap may change, or as many as must where that is more (0)."""

    roadmap: Roadmap
    most_changes: int

    def __post_init__(self) -> None:
        require(
            holds=self.most_changes >= 0,
            field="most_changes",
            problem=Text(
                f"{self.most_changes} Änderungen gibt es nicht.", f"{self.most_changes} changes: no such number."
            ),
            remedy=Text("Erlaubt sind ganze Zahlen ab 0.", "Whole numbers from 0 are allowed."),
        )


def plan_of(roadmap: Roadmap, problem: Problem) -> tuple[PlannedStart, ...]:
    """The roadmap's plan as one of `problem`, which may begin in another month.

    Measures and modes that are no candidates any more are left out: the town has decided that, no plan can keep them.
    """
    modes = {one.id: {mode.id for mode in one.modes} for one in problem.activities}
    return tuple(
        PlannedStart(line.measure, line.mode, months_between(problem.first_month, line.start))
        for line in sorted(roadmap.assignments, key=lambda line: line.measure)
        if line.mode in modes.get(line.measure, ())
    )


def solve_near(
    problem: Problem,
    near: Near,
    *,
    stop: Stop,
    seed: int,
    on_progress: Callable[[Progress], None] | None = None,
) -> tuple[Problem, Solution, Nearness]:
    """The best plan found that changes so few measures, with the problem that says so.

    First it is found out how many must change; of `seconds` this takes half at most. Raises what `mend` raises.
    """
    plan = plan_of(near.roadmap, problem)
    half = stop if stop.seconds is None else replace(stop, seconds=stop.seconds / 2)
    mended = mend(problem, plan, seed=seed, stop=half)
    limited = within(problem, plan, mended.plan, max(near.most_changes, mended.changes))
    solution = solve(limited, stop=half, seed=seed, begin=mended.plan, on_progress=on_progress)
    changes = changes_of(problem, plan, solution.plan)
    return limited, solution, Nearness(near.most_changes, changes, mended.least_changes)

"""From a problem to a checked plan with value, bound and gap.

Greedy schedule, LP bound, LP-guided schedules, neighbourhood search, polish, check: see `docs/methods/`.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from leitplanke.roadmap.check import check
from leitplanke.roadmap.conflicts import WHOLE_WORK, minimal_conflict
from leitplanke.roadmap.model import Problem, RoadmapConflictError, Solution, SolveStatus, gap
from leitplanke.roadmap.neighbourhoods import Neighbourhoods
from leitplanke.roadmap.polish import polish
from leitplanke.roadmap.schedule import ModeChoice, fixed_draft, greedy_priority, serial_schedule
from leitplanke.roadmap.solvers.cpsat import Effort, Repair, RepairStatus, find_place, repair
from leitplanke.roadmap.solvers.lp import Relaxation, relax
from leitplanke.roadmap.tables import Draft, Tables, build_tables, draft_value

REPAIR_WORK = 0.1
PROOF_WORK = 4.0
MOST_STARTS_FOR_PROOF = 2_000
_ALPHAS = (0.1, 0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop: after so many neighbourhoods, and after `seconds` if given (then the plan may differ per run)."""

    neighbourhoods: int = 20
    seconds: float | None = None


class Step(StrEnum):
    """Where the search is."""

    GREEDY = "greedy"
    BOUND = "bound"
    SEARCH = "search"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Progress:
    """Told after each step: `done` of `total` neighbourhoods, the best value, the bound once it is known."""

    step: Step
    done: int
    total: int
    value: int
    bound: int | None

    @property
    def gap(self) -> float | None:
        """How far the value may be below the best one; None before there is a bound."""
        return None if self.bound is None else gap(value=self.value, bound=self.bound)


class UndecidedError(Exception):
    """The work agreed on found neither a plan that keeps all duties nor a proof that there is none."""


def solve(
    problem: Problem,
    *,
    stop: Stop = Stop(),
    seed: int,
    on_progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Solution:
    """The best plan found by the work agreed on, verified by `check`.

    Raises `RoadmapConflictError` with a minimal set of demands if no plan keeps them all, `UndecidedError` if that
    could not be decided, and `graphlib.CycleError` if prerequisites go round in a circle.
    """
    search = _Search(build_tables(problem), stop=stop, seed=seed, on_progress=on_progress, clock=clock)
    return search.run()


class _Search:
    """The state of one run: the best draft, the bound, and what was done."""

    def __init__(
        self,
        tables: Tables,
        *,
        stop: Stop,
        seed: int,
        on_progress: Callable[[Progress], None] | None,
        clock: Callable[[], float],
    ) -> None:
        self.tables = tables
        self.stop = stop
        self.seed = seed
        self.on_progress = on_progress
        self.clock = clock
        self.until = None if stop.seconds is None else clock() + stop.seconds
        self.best: Draft = {}
        self.bound = 0
        self.done = 0
        self.improvements = 0

    def run(self) -> Solution:
        self.best = _first_plan(self.tables, seed=self.seed)
        greedy_value = draft_value(self.best)
        self._tell(Step.GREEDY, bound=None)
        relaxation = relax(self.tables, fixed=fixed_draft(self.tables), seconds=self._seconds_left())
        self.bound = min(_trivial_bound(self.tables), *([relaxation.bound] if relaxation.bound is not None else []))
        self._tell(Step.BOUND, bound=self.bound)
        for draft in _guided_plans(self.tables, relaxation):
            self._offer(draft)
        self._offer(polish(self.tables, self.best))
        self._prove_if_small()
        self._search_neighbourhoods()
        self._offer(polish(self.tables, self.best))
        return self._solution(greedy_value)

    def _search_neighbourhoods(self) -> None:
        neighbourhoods = Neighbourhoods(self.tables, seed=self.seed)
        while self.done < self.stop.neighbourhoods and self._may_improve():
            free = neighbourhoods.draw(self.best)
            answer = self._repair(free, work=REPAIR_WORK)
            self.done += 1
            if answer.status is RepairStatus.OPTIMAL:
                neighbourhoods.grow()
            elif answer.draft is None:
                neighbourhoods.shrink()
            self._tell(Step.SEARCH, bound=self.bound)

    def _prove_if_small(self) -> None:
        """One repair of everything where the problem is small enough for a proof; the search could use up the time."""
        movable = frozenset(range(len(self.tables.ways))) - self.tables.fixed
        starts = sum(len(way.starts) for number in movable for way in self.tables.ways[number])
        if starts <= MOST_STARTS_FOR_PROOF and self.stop.neighbourhoods > 0 and self._may_improve():
            self._repair(movable, work=PROOF_WORK)
            self._offer(polish(self.tables, self.best))

    def _repair(self, free: frozenset[int], *, work: float) -> Repair:
        effort = Effort(work, self._seconds_left())
        answer = repair(self.tables, self.best, free, effort=effort, seed=self.seed + self.done)
        if answer.draft is not None:
            self._offer(answer.draft)
            if _covers_all(self.tables, free):
                self.bound = min(self.bound, answer.bound)
        return answer

    def _offer(self, draft: Draft) -> None:
        """Take a draft that is at least as good; an equally good one leads the search to new places."""
        gain = draft_value(draft) - draft_value(self.best)
        if gain >= 0:
            self.best = draft
            self.improvements += gain > 0

    def _may_improve(self) -> bool:
        left = self._seconds_left()
        return draft_value(self.best) < self.bound and (left is None or left > 0)

    def _seconds_left(self) -> float | None:
        return None if self.until is None else self.until - self.clock()

    def _tell(self, step: Step, *, bound: int | None) -> None:
        if self.on_progress is not None:
            self.on_progress(Progress(step, self.done, self.stop.neighbourhoods, draft_value(self.best), bound))

    def _solution(self, greedy_value: int) -> Solution:
        value = draft_value(self.best)
        left = self._seconds_left()
        status = SolveStatus.CUT_SHORT if left is not None and left <= 0 else SolveStatus.FEASIBLE
        plan = self.tables.to_plan(self.best)
        violations = check(self.tables.problem, plan)
        if violations:
            raise AssertionError(f"the checker refuses the plan: {violations[:3]}")
        if value > self.bound:
            raise AssertionError(f"a plan worth {value} refutes the bound {self.bound}")
        self._tell(Step.FINISHED, bound=self.bound)
        return Solution(
            plan=plan,
            status=SolveStatus.OPTIMAL if value == self.bound else status,
            value=value,
            bound=self.bound,
            greedy_value=greedy_value,
            neighbourhoods=self.done,
            improvements=self.improvements,
        )


def _first_plan(tables: Tables, *, seed: int) -> Draft:
    """The greedy plan; if a duty finds no place, the duties placed by CP-SAT and the rest added greedily."""
    priority = greedy_priority(tables)
    draft = serial_schedule(tables, priority)
    if draft is not None:
        return draft
    duties = find_place(
        tables, fixed_draft(tables), tables.required - tables.fixed, effort=Effort(WHOLE_WORK), seed=seed
    )
    if duties.status is RepairStatus.INFEASIBLE:
        conflict = minimal_conflict(tables.problem)
        if conflict:
            raise RoadmapConflictError(conflict)
    completed = None if duties.draft is None else serial_schedule(tables, priority, begin=duties.draft)
    if completed is None:
        raise UndecidedError("neither a plan nor a proof of conflict within the work agreed on")
    return completed


def _trivial_bound(tables: Tables) -> int:
    """Every measure at its most valuable place, as if nothing else were there."""
    return sum(
        max((int(way.value.max()) for way in options if way.starts), default=0)
        for number, options in enumerate(tables.ways)
        if number not in tables.fixed
    )


def _guided_plans(tables: Tables, relaxation: Relaxation) -> Iterator[Draft]:
    """List schedules in the order in which the relaxation has started a share of each measure."""
    if not relaxation.started:
        return
    modes = _relaxed_modes(tables, relaxation)
    for alpha in _ALPHAS:
        months = {number: _alpha_month(tables, relaxation, number, alpha) for number in relaxation.started}
        priority = sorted(months, key=lambda number: (months[number], number))
        for choice in (modes, None):
            draft = serial_schedule(tables, priority, modes=choice)
            if draft is not None:
                yield draft


def _relaxed_modes(tables: Tables, relaxation: Relaxation) -> ModeChoice:
    """For every measure the mode of which the relaxation takes the largest share; the first on a tie."""
    chosen: ModeChoice = {}
    for number, shares in relaxation.started.items():
        totals = [way[-1] if way else -1.0 for way in shares]
        chosen[number] = tables.ways[number][totals.index(max(totals))].mode.id
    return chosen


def _alpha_month(tables: Tables, relaxation: Relaxation, number: int, alpha: float) -> int:
    """The first month by which the relaxation has started the share `alpha` over all modes; late if it never does."""
    never = tables.problem.months
    for month in range(never):
        started = 0.0
        for way, shares in zip(tables.ways[number], relaxation.started[number], strict=True):
            if shares and month >= way.first:
                started += shares[min(month, way.last) - way.first]
        if started >= alpha:
            return month
    return never


def _covers_all(tables: Tables, free: frozenset[int]) -> bool:
    return all(
        number in free or number in tables.fixed or not any(way.starts for way in options)
        for number, options in enumerate(tables.ways)
    )

"""From a problem to a checked plan with value, bound and gap.

One way for a town and for a project of the literature: a search says which piece of work comes next, any executor
does it, the answers improve plan and bound, the checker has the last word. See `docs/methods/`.
"""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from leitplanke.roadmap.check import check
from leitplanke.roadmap.makespan.search import MakespanSearch
from leitplanke.roadmap.model import PlannedStart, Problem, Solution, SolveStatus, gap
from leitplanke.roadmap.project import as_project
from leitplanke.roadmap.undecided import UndecidedError
from leitplanke.roadmap.value_search import ValueSearch
from leitplanke.roadmap.workers import Crew, Inline, Lost, Piece

__all__ = ["Progress", "Step", "Stop", "UndecidedError", "solve"]

_POLL_SECONDS = 0.2
_MARGIN_SECONDS = 0.2  # an answer that comes after the end is lost


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop: after so many neighbourhoods, and after `seconds` if given (then the plan may differ per run).

    `is_cancelled` is asked several times a second where processes work, and between two pieces of work otherwise.
    """

    neighbourhoods: int = 30
    seconds: float | None = None
    is_cancelled: Callable[[], bool] = bool


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


def solve(
    problem: Problem,
    *,
    stop: Stop = Stop(),
    seed: int,
    executor: Executor | None = None,
    workers: int = 1,
    begin: tuple[PlannedStart, ...] = (),
    on_progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Solution:
    """The best plan found by the work agreed on, verified by `check`.

    `workers` pieces of work are kept under way on `executor`; None does them in this process, one after another. With
    one worker and no seconds, the same seed gives the same plan. `begin` is a plan to go on from; it must pass `check`.

    Raises `RoadmapConflictError` with a minimal set of demands if no plan keeps them all, `UndecidedError` if that
    could not be decided, and `graphlib.CycleError` if prerequisites go round in a circle.
    """
    if begin and check(problem, begin):
        raise ValueError("the plan to go on from breaks rules")
    project = as_project(problem)
    search = ValueSearch(problem, seed=seed) if project is None else MakespanSearch(project, seed=seed, workers=workers)
    run = _Run(search, stop=stop, on_progress=on_progress, clock=clock)
    crew: Crew[object] = Crew(problem, executor or Inline(), workers=workers, prepared=search.prepared)
    try:
        run.work(begin, crew)
    finally:
        crew.end()
    return run.solution(problem)


class _Search(Protocol):
    """What a run asks of either search, which alone knows its pieces and their answers."""

    given: int
    is_bounded: bool
    improvements: int
    greedy_value: int

    @property
    def has_plan(self) -> bool: ...
    @property
    def is_proven(self) -> bool: ...
    @property
    def value(self) -> int: ...
    @property
    def bound(self) -> int: ...
    def begin(self, plan: tuple[PlannedStart, ...], *, is_over: Callable[[], bool] = bool) -> None: ...
    def next_piece(self, seconds: float | None) -> Piece[object] | None: ...
    def take(self, piece: Any, answer: Any) -> None: ...  # noqa: ANN401 - see above
    def forget(self, piece: Any) -> None: ...  # noqa: ANN401 - see above
    def finish(self) -> None: ...
    def plan(self) -> tuple[PlannedStart, ...]: ...


class _Run:
    """One run: hands out pieces until nothing is left to find, to do, or to wait for."""

    def __init__(
        self,
        search: _Search,
        *,
        stop: Stop,
        on_progress: Callable[[Progress], None] | None,
        clock: Callable[[], float],
    ) -> None:
        self.search = search
        self.stop = stop
        self.on_progress = on_progress
        self.clock = clock
        self.until = None if stop.seconds is None else clock() + stop.seconds
        self._begun = (clock(), time.monotonic())
        self.done = 0
        self.is_cut_short = False
        self._told_bound = False

    def work(self, begin: tuple[PlannedStart, ...], crew: Crew[object]) -> None:
        """Everything but the last touch."""
        self.search.begin(begin, is_over=self._is_late)
        if self.search.has_plan:
            self._tell(Step.GREEDY)
        while not self._is_over():
            while crew.has_room and self._may_give():
                left = self._seconds_left()
                piece = self.search.next_piece(None if left is None else max(_MARGIN_SECONDS, left - _MARGIN_SECONDS))
                if piece is None:
                    break
                crew.give(self._on_the_wall(piece))
            if crew.is_idle:
                break
            self._listen(crew)
        self.is_cut_short |= crew.is_broken or not self.search.has_plan
        if not self.search.has_plan:
            raise UndecidedError("stopped before there was a plan")
        self.search.finish()

    def solution(self, problem: Problem) -> Solution:
        """The result, checked."""
        search = self.search
        plan = search.plan()
        violations = check(problem, plan)
        if violations:
            raise AssertionError(f"the checker refuses the plan: {violations[:3]}")
        if search.value > search.bound:
            raise AssertionError(f"a plan worth {search.value} refutes the bound {search.bound}")
        self._tell(Step.FINISHED)
        cut = SolveStatus.CUT_SHORT if self.is_cut_short else SolveStatus.FEASIBLE
        return Solution(
            plan=plan,
            status=SolveStatus.OPTIMAL if search.value == search.bound else cut,
            value=search.value,
            bound=search.bound,
            greedy_value=search.greedy_value,
            neighbourhoods=self.done,
            improvements=search.improvements,
        )

    def _listen(self, crew: Crew[object]) -> None:
        """Wait a moment for answers and learn from them."""
        for piece, answer in crew.answers(seconds=_POLL_SECONDS):
            if isinstance(answer, Lost):
                self.search.forget(piece)
                continue
            had_plan, was_bounded = self.search.has_plan, self.search.is_bounded
            self.search.take(piece, answer)
            if not had_plan:
                self._tell(Step.GREEDY)
            elif not was_bounded:
                self._tell(Step.BOUND)
            elif piece.is_neighbourhood:
                self.done += 1
                self._tell(Step.SEARCH)

    def _may_give(self) -> bool:
        """Bound and first plan are due in any case; after that, the work agreed on."""
        return not self.search.is_bounded or self.search.given < self.stop.neighbourhoods

    def _is_late(self) -> bool:
        left = self._seconds_left()
        return self.stop.is_cancelled() or (left is not None and left <= 0)

    def _is_over(self) -> bool:
        self.is_cut_short = self._is_late()
        return self.is_cut_short or self.search.is_proven

    def _seconds_left(self) -> float | None:
        return None if self.until is None else self.until - self.clock()

    def _on_the_wall(self, piece: Any) -> Any:  # noqa: ANN401 - any frozen dataclass that may have `seconds`
        """The piece with its seconds as libraries count them; the run's own clock may go slower, as CPU time does."""
        own, wall = self.clock() - self._begun[0], time.monotonic() - self._begun[1]
        if self.until is None or own <= 0 or wall <= own:
            return piece
        return replace(piece, seconds=piece.seconds * wall / own)

    def _tell(self, step: Step) -> None:
        if self.on_progress is not None:
            bound = self.search.bound if self.search.is_bounded else None
            self.on_progress(Progress(step, self.done, self.stop.neighbourhoods, self.search.value, bound))

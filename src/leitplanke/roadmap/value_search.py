"""The search for the most valuable plan: greedy, relaxation, guided schedules, repairs of neighbourhoods, polish.

See `docs/methods/neighbourhood-search.md`. It says which piece of work comes next and learns from the answers;
who does the work is none of its business.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.roadmap.bound_tree import BoundTree, Leaf, halves, split_of
from leitplanke.roadmap.conflicts import WHOLE_WORK, minimal_conflict
from leitplanke.roadmap.model import Demand, PlannedStart, Problem, RoadmapConflictError
from leitplanke.roadmap.neighbourhoods import Neighbourhoods
from leitplanke.roadmap.polish import polish
from leitplanke.roadmap.schedule import ModeChoice, fixed_draft, greedy_priority, serial_schedule
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, find_place, repair
from leitplanke.roadmap.solvers.lp import Relaxation, relax
from leitplanke.roadmap.solvers.running_sets import Cut
from leitplanke.roadmap.tables import Chosen, Draft, Tables, build_tables, draft_of, draft_value, narrow
from leitplanke.roadmap.undecided import UndecidedError

REPAIR_WORK = 0.1
PROOF_WORK = 4.0
MOST_STARTS_FOR_PROOF = 2_000
MOST_COLUMNS = 400_000
MOST_COLUMNS_FOR_CUTS = 40_000
MOST_COLUMNS_FOR_TREE = 6_000
CUT_STEPS = 2_000_000
NEIGHBOURHOODS_PER_DIVISION = 4
_ALPHAS = (0.1, 0.3, 0.5, 0.7, 0.9)
_HALF = (0.5,)

Lines = tuple[tuple[int, int, int], ...]
"""A draft that can travel: activity, way and start as numbers."""


@dataclass(frozen=True, slots=True)
class _Piece:
    @property
    def is_neighbourhood(self) -> bool:
        """Whether it counts as work done."""
        return False

    @staticmethod
    def prepare(problem: Problem) -> Tables:
        """The tables of the problem."""
        return build_tables(problem)


@dataclass(frozen=True, slots=True)
class PlaceDuties(_Piece):
    """Find a place for everything required, or say what conflicts."""

    seed: int
    seconds: float | None

    def perform(self, tables: Tables) -> "Lines | tuple[Demand, ...] | None":
        """Lines of a draft with all duties; or a minimal conflict; None where neither was found."""
        effort = Effort(WHOLE_WORK, self.seconds)
        duties = find_place(tables, fixed_draft(tables), tables.required - tables.fixed, effort=effort, seed=self.seed)
        if duties.draft is not None:
            return to_lines(tables, duties.draft)
        is_refuted = duties.status is RepairStatus.INFEASIBLE
        return (minimal_conflict(tables.problem) or None) if is_refuted else None


@dataclass(frozen=True, slots=True)
class Relax(_Piece):
    """Solve the linear relaxation."""

    seconds: float | None

    def perform(self, tables: Tables) -> Relaxation:
        """The relaxation; empty where writing it down would take longer than anybody waits."""
        columns = _columns(tables)
        if columns > MOST_COLUMNS:
            return Relaxation(None, {})
        steps = CUT_STEPS if columns <= MOST_COLUMNS_FOR_CUTS else 0
        return relax(tables, fixed=fixed_draft(tables), seconds=self.seconds, steps=steps)


@dataclass(frozen=True, slots=True)
class Divide(_Piece):
    """Divide a part of the plans in two and bound both."""

    leaf: Leaf
    cuts: tuple[Cut, ...]
    seconds: float | None

    def perform(self, tables: Tables) -> "Divided":
        """The parts in which a plan may lie, and the plans that their relaxations led to."""
        parts, plans = [], []
        for windows in halves(self.leaf, months=tables.problem.months):
            part = narrow(tables, windows)
            relaxation = relax(part, fixed=fixed_draft(part), seconds=self.seconds, cuts=self.cuts)
            if relaxation.is_refuted:
                continue
            bound = self.leaf.bound if relaxation.bound is None else min(self.leaf.bound, relaxation.bound)
            parts.append(Leaf(windows, bound, split_of(tables.problem, part, relaxation)))
            plans += [to_lines(part, draft) for draft in _guided_plans(part, relaxation, alphas=_HALF)]
        return Divided(tuple(parts), tuple(plans))


@dataclass(frozen=True, slots=True)
class RepairPart(_Piece):
    """Place some measures anew around the others."""

    lines: Lines
    free: frozenset[int]
    work: float
    seed: int
    seconds: float | None
    counts: bool = True

    @property
    def is_neighbourhood(self) -> bool:
        """The proof of a small problem is none."""
        return self.counts

    def perform(self, tables: Tables) -> "Repaired":
        """The whole draft afterwards."""
        effort = Effort(self.work, self.seconds)
        answer = repair(tables, from_lines(tables, self.lines), self.free, effort=effort, seed=self.seed)
        lines = None if answer.draft is None else to_lines(tables, answer.draft)
        return Repaired(answer.status, lines, answer.bound)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair answered, in a form that can travel."""

    status: RepairStatus
    lines: Lines | None
    bound: int


@dataclass(frozen=True, slots=True)
class Divided:
    """What a division answered, in a form that can travel."""

    parts: tuple[Leaf, ...]
    plans: tuple[Lines, ...]


Piece = PlaceDuties | Relax | RepairPart | Divide
Answer = Lines | tuple[Demand, ...] | Relaxation | Repaired | Divided | None


class ValueSearch:
    """The best draft, the bound, and what was done."""

    def __init__(self, problem: Problem, *, seed: int) -> None:
        self.tables = build_tables(problem)
        self.seed = seed
        self.best: Draft | None = None
        self.bound = _trivial_bound(self.tables)
        self.is_bounded = False
        self.greedy_value = 0
        self.given = 0
        self.improvements = 0
        self._neighbourhoods = Neighbourhoods(self.tables, seed=seed)
        self._waits_for_duties = self._waits_for_bound = self._waits_for_proof = False
        self._may_prove = self._is_small()
        self._tree: BoundTree | None = None
        self._cuts: tuple[Cut, ...] = ()
        self._divisions = 0

    @property
    def prepared(self) -> Tables:
        """What the pieces work on."""
        return self.tables

    @property
    def has_plan(self) -> bool:
        """Whether there is a draft that keeps all duties."""
        return self.best is not None

    @property
    def value(self) -> int:
        """The value of the best draft; 0 before there is one."""
        return 0 if self.best is None else draft_value(self.best)

    @property
    def is_proven(self) -> bool:
        """Whether nothing is left to find."""
        return self.best is not None and self.is_bounded and self.value >= self.bound

    def begin(self, plan: tuple[PlannedStart, ...]) -> None:
        """The greedy plan, and the one to go on from if it is better."""
        self._begin_with(serial_schedule(self.tables, greedy_priority(self.tables)))
        if plan:
            self._offer(draft_of(self.tables, plan))

    def next_piece(self, seconds: float | None) -> Piece | None:
        """What to do next; None: wait for an answer first."""
        if self._waits_for_duties or self._waits_for_bound or self._waits_for_proof:
            return None
        if self.best is None:
            self._waits_for_duties = True
            return PlaceDuties(self.seed, seconds)
        if not self.is_bounded:
            self._waits_for_bound = True
            return Relax(seconds)
        lines = to_lines(self.tables, self.best)
        seed = self.seed + self.given
        if self._may_prove:
            self._may_prove, self._waits_for_proof = False, True
            return RepairPart(lines, self._movable(), PROOF_WORK, seed, seconds, counts=False)
        division = self._next_division(seconds)
        if division is not None:
            return division
        self.given += 1
        free = self._neighbourhoods.draw(self.best)
        return RepairPart(lines, free, REPAIR_WORK, seed, seconds)

    def take(self, piece: Piece, answer: Answer) -> None:
        """Learn from an answer. Raises `RoadmapConflictError` or `UndecidedError` where there is no plan."""
        if isinstance(piece, PlaceDuties):
            self._waits_for_duties = False
            self._take_duties(answer)
        elif isinstance(answer, Relaxation):
            self._waits_for_bound = False
            self._take_bound(answer)
        elif isinstance(piece, Divide) and isinstance(answer, Divided):
            self._take_division(piece, answer)
        elif isinstance(piece, RepairPart) and isinstance(answer, Repaired):
            self._take_repair(piece, answer)

    def forget(self, piece: Piece) -> None:
        """A piece was lost: go on without its answer."""
        if isinstance(piece, PlaceDuties):
            raise UndecidedError("the process that was to place the duties was lost")
        self._waits_for_proof = False
        if isinstance(piece, Divide) and self._tree is not None:
            self._tree.give_back(piece.leaf)
        if isinstance(piece, Relax):
            self._waits_for_bound, self.is_bounded = False, True

    def finish(self) -> None:
        """The last touch."""
        if self.best is not None and self.is_bounded:
            self._offer(polish(self.tables, self.best))

    def plan(self) -> tuple[PlannedStart, ...]:
        """The best plan."""
        assert self.best is not None
        return self.tables.to_plan(self.best)

    def _begin_with(self, draft: Draft | None) -> None:
        if draft is not None:
            self.best = draft
            self.greedy_value = draft_value(draft)

    def _take_duties(self, answer: object) -> None:
        if isinstance(answer, tuple) and answer and isinstance(answer[0], Demand):
            raise RoadmapConflictError(answer)
        if isinstance(answer, tuple):
            duties = from_lines(self.tables, answer)
            self._begin_with(serial_schedule(self.tables, greedy_priority(self.tables), begin=duties))
        if self.best is None:
            raise UndecidedError("neither a plan nor a proof of conflict within the work agreed on")

    def _take_bound(self, relaxation: Relaxation) -> None:
        self.is_bounded = True
        if relaxation.bound is not None:
            self.bound = min(self.bound, relaxation.bound)
            self._plant(relaxation)
        for draft in _guided_plans(self.tables, relaxation):
            self._offer(draft)
        if self.best is not None:
            self._offer(polish(self.tables, self.best))

    def _plant(self, relaxation: Relaxation) -> None:
        """Begin a proof in parts, where one relaxation takes less time than a neighbourhood."""
        if _columns(self.tables) <= MOST_COLUMNS_FOR_TREE and not self._is_small():
            self._tree, self._cuts = BoundTree(), relaxation.cuts
            self._tree.add(Leaf((), self.bound, split_of(self.tables.problem, self.tables, relaxation)))

    def _next_division(self, seconds: float | None) -> Divide | None:
        """After every fourth neighbourhood a division: a better bound closes the gap as a better plan does."""
        if self._tree is None or self._divisions * NEIGHBOURHOODS_PER_DIVISION >= self.given:
            return None
        leaf = self._tree.next_leaf(value=self.value)
        if leaf is None:
            return None
        self._divisions += 1
        return Divide(leaf, self._cuts, seconds)

    def _take_division(self, piece: Divide, answer: Divided) -> None:
        assert self._tree is not None
        self._tree.divide(piece.leaf, answer.parts)
        for lines in answer.plans:
            self._offer(from_lines(self.tables, lines))
        self.bound = min(self.bound, max(self.value, self._tree.bound))

    def _take_repair(self, piece: RepairPart, answer: Repaired) -> None:
        if answer.lines is not None:
            self._offer(from_lines(self.tables, answer.lines))
            if _covers_all(self.tables, piece.free):
                self.bound = min(self.bound, answer.bound)
        if not piece.is_neighbourhood:
            self._waits_for_proof = False
            if self.best is not None:
                self._offer(polish(self.tables, self.best))
        elif answer.status is RepairStatus.OPTIMAL:
            self._neighbourhoods.grow()
        elif answer.lines is None:
            self._neighbourhoods.shrink()

    def _offer(self, draft: Draft) -> None:
        """Take a draft that is at least as good; an equally good one leads the search to new places."""
        gain = 0 if self.best is None else draft_value(draft) - draft_value(self.best)
        if gain >= 0:
            self.best = draft
            self.improvements += gain > 0

    def _movable(self) -> frozenset[int]:
        return frozenset(range(len(self.tables.ways))) - self.tables.fixed

    def _is_small(self) -> bool:
        """The problem is small enough for a proof before the search, which could use up the time."""
        starts = sum(len(way.starts) for number in self._movable() for way in self.tables.ways[number])
        return starts <= MOST_STARTS_FOR_PROOF


def to_lines(tables: Tables, draft: Draft) -> Lines:
    """The draft as numbers."""
    return tuple(
        (number, tables.ways[number].index(chosen.way), chosen.start) for number, chosen in sorted(draft.items())
    )


def from_lines(tables: Tables, lines: Lines) -> Draft:
    """The draft that these numbers tell."""
    return {number: Chosen(tables.ways[number][way], start) for number, way, start in lines}


def _trivial_bound(tables: Tables) -> int:
    """Every measure at its most valuable place, as if nothing else were there."""
    return sum(
        max((int(way.value.max()) for way in options if way.starts), default=0)
        for number, options in enumerate(tables.ways)
        if number not in tables.fixed
    )


def _columns(tables: Tables) -> int:
    return sum(len(way.starts) for options in tables.ways for way in options)


def _guided_plans(tables: Tables, relaxation: Relaxation, *, alphas: tuple[float, ...] = _ALPHAS) -> Iterator[Draft]:
    """List schedules in the order in which the relaxation has started a share of each measure."""
    if not relaxation.started:
        return
    modes = _relaxed_modes(tables, relaxation)
    for alpha in alphas:
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

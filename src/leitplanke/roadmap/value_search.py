"""The search for the most valuable plan: greedy, relaxation, guided schedules, repairs of neighbourhoods, polish.

See `docs/methods/neighbourhood-search.md`. It says which piece of work comes next and learns from the answers;
who does the work is none of its business.
"""

from collections.abc import Callable

from leitplanke.roadmap.bound_tree import BoundTree, Leaf, split_of
from leitplanke.roadmap.conflict_figures import with_figures
from leitplanke.roadmap.guided import mean_starts
from leitplanke.roadmap.model import Demand, PlannedStart, Problem, RoadmapConflictError
from leitplanke.roadmap.neighbourhoods import Neighbourhoods
from leitplanke.roadmap.parts import MOST_COLUMNS_OF_PART, Prices, parts_of
from leitplanke.roadmap.polish import polish
from leitplanke.roadmap.price_rounds import PriceRounds
from leitplanke.roadmap.schedule import greedy_priority, serial_schedule
from leitplanke.roadmap.solvers.cpsat import RepairStatus
from leitplanke.roadmap.solvers.lp import Relaxation
from leitplanke.roadmap.solvers.running_sets import Cut
from leitplanke.roadmap.tables import Draft, Tables, build_tables, draft_of, draft_value
from leitplanke.roadmap.undecided import UndecidedError
from leitplanke.roadmap.value_pieces import (
    Answer,
    Divide,
    Divided,
    Outline,
    Piece,
    PlaceDuties,
    PricedPart,
    Relax,
    RelaxPart,
    Repaired,
    RepairPart,
    columns_of,
    from_lines,
    guided_plans,
    to_lines,
)

REPAIR_WORK = 0.4
MOST_REPAIR_WORK = 4.0
TRIES_BEFORE_MORE_WORK = 20
PROOF_WORK = 4.0
MOST_STARTS_FOR_PROOF = 2_000
MOST_COLUMNS_FOR_TREE = 6_000
NEIGHBOURHOODS_PER_DIVISION = 8
NEIGHBOURHOODS_PER_PART = 25
SHARE_FOR_BOUND = 0.5
POLISHED_AT_ONCE = 2_000  # measures; some tenths of a second


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
        self._is_over: Callable[[], bool] = bool
        is_large = columns_of(self.tables) > MOST_COLUMNS_OF_PART
        parts = parts_of(self.tables, most=MOST_COLUMNS_OF_PART) if is_large else None
        self._rounds = None  # a promise to all audiences together joins every part with every other
        if parts is not None and len(parts.members) > 1 and not self.tables.floors.size:
            self._rounds = PriceRounds(self.tables, parts)
        self._seconds_for_bound: float | None = None
        self._neighbourhoods = Neighbourhoods(self.tables, seed, parts.members if parts is not None else ())
        self._waits_for_duties = self._waits_for_bound = self._waits_for_proof = False
        self._may_prove = self._is_small()
        self._tree: BoundTree | None = None
        self._cuts: tuple[Cut, ...] = ()
        self._since_division = 0
        self._work = REPAIR_WORK
        self._tries = 0

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

    def begin(self, plan: tuple[PlannedStart, ...], *, is_over: Callable[[], bool] = bool) -> None:
        """The greedy plan, and the one to go on from if it is better; `is_over` is asked within longer work."""
        self._is_over = is_over
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
            return self._next_for_bound(seconds)
        lines = to_lines(self.tables, self.best)
        seed = self.seed + self.given
        if self._may_prove:
            self._may_prove, self._waits_for_proof = False, True
            return RepairPart(lines, self._movable(), 0, PROOF_WORK, seed, seconds, counts=False)
        division = self._next_division(seconds)
        if division is not None:
            self._since_division = 0
            return division
        self.given += 1
        self._since_division += 1
        drawn = self._neighbourhoods.draw(self.best)
        return RepairPart(lines, drawn.free, drawn.kind, self._work, seed, seconds)

    def take(self, piece: Piece, answer: Answer) -> None:
        """Learn from an answer. Raises `RoadmapConflictError` or `UndecidedError` where there is no plan."""
        if isinstance(piece, PlaceDuties):
            self._waits_for_duties = False
            self._take_duties(answer)
        elif isinstance(answer, Relaxation):
            self._waits_for_bound = False
            self._take_bound(answer)
        elif isinstance(piece, Outline | RelaxPart):
            self._take_price(piece, answer)
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
        if isinstance(piece, Outline | RelaxPart) and self._rounds is not None:
            self._rounds.lose(piece)
            self._learn_prices()

    def finish(self) -> None:
        """The last touch; where it takes but a moment also if time is over: every date shall have a reason."""
        if self.is_bounded:
            is_brief = len(self.tables.problem.activities) <= POLISHED_AT_ONCE
            self._polish(is_over=bool if is_brief else self._is_over)

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
            raise RoadmapConflictError(with_figures(self.tables.problem, answer))
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
        self._neighbourhoods.wish(mean_starts(self.tables, relaxation))
        for draft in guided_plans(self.tables, relaxation):
            self._offer(draft)
            if self._is_over():
                return
        self._polish(is_over=self._is_over)

    def _polish(self, *, is_over: Callable[[], bool]) -> None:
        if self.best is not None:
            self._offer(polish(self.tables, self.best, is_over=is_over))

    def _next_for_bound(self, seconds: float | None) -> Piece | None:
        """The relaxation, or that of one part after another; at most half of the time, so that the search has some."""
        if self._rounds is None:
            self._waits_for_bound = True
            return Relax(seconds)
        if seconds is None:
            return self._rounds.next_piece(None)
        self._seconds_for_bound = seconds if self._seconds_for_bound is None else self._seconds_for_bound
        left = seconds - self._seconds_for_bound * (1 - SHARE_FOR_BOUND)
        if left > 0:
            return self._rounds.next_piece(left)
        self._take_bound(Relaxation(self._rounds.bound, self._rounds.started))
        return self.next_piece(seconds)

    def _take_price(self, piece: Outline | RelaxPart, answer: Answer) -> None:
        assert self._rounds is not None
        if isinstance(answer, Prices):
            self._rounds.take_outline(answer)
        elif isinstance(answer, PricedPart) and isinstance(piece, RelaxPart):
            self._rounds.take_part(piece, answer)
        self._learn_prices()

    def _learn_prices(self) -> None:
        """A lower bound; after the first round, starts as well."""
        assert self._rounds is not None
        if self._rounds.bound is not None:
            self.bound = min(self.bound, max(self.value, self._rounds.bound))
        if self._rounds.rounds and not self.is_bounded:
            self._take_bound(Relaxation(self._rounds.bound, self._rounds.started))

    def _plant(self, relaxation: Relaxation) -> None:
        """Begin a proof in parts, where one relaxation takes less time than a neighbourhood."""
        if columns_of(self.tables) <= MOST_COLUMNS_FOR_TREE and not self._is_small():
            self._tree, self._cuts = BoundTree(), relaxation.cuts
            self._tree.add(Leaf((), self.bound, split_of(self.tables.problem, self.tables, relaxation)))

    def _next_division(self, seconds: float | None) -> Divide | RelaxPart | None:
        """A piece of the proof now and then: a better bound closes the gap as a better plan does.

        The proof gets more where the search has found nothing for a while.
        """
        pace = NEIGHBOURHOODS_PER_DIVISION if self._rounds is None else NEIGHBOURHOODS_PER_PART
        if self._since_division < (pace if self._tries < TRIES_BEFORE_MORE_WORK // 2 else pace // 2):
            return None
        if self._rounds is not None:
            piece = self._rounds.next_piece(seconds)
            return piece if isinstance(piece, RelaxPart) else None
        leaf = None if self._tree is None else self._tree.next_leaf(value=self.value)
        return None if leaf is None else Divide(leaf, self._cuts, seconds)

    def _take_division(self, piece: Divide, answer: Divided) -> None:
        assert self._tree is not None
        self._tree.divide(piece.leaf, answer.parts)
        for lines in answer.plans:
            self._offer(from_lines(self.tables, lines))
        self.bound = min(self.bound, max(self.value, self._tree.bound))

    def _take_repair(self, piece: RepairPart, answer: Repaired) -> None:
        before = self.improvements
        if answer.lines is not None:
            self._offer(from_lines(self.tables, answer.lines))
            if _covers_all(self.tables, piece.free):
                self.bound = min(self.bound, answer.bound)
        if not piece.is_neighbourhood:
            self._waits_for_proof = False
            self._polish(is_over=self._is_over)
            return
        self._neighbourhoods.learn(piece.kind, has_helped=self.improvements > before)
        if answer.status is RepairStatus.OPTIMAL:
            self._neighbourhoods.grow(piece.kind)
        elif answer.lines is None:
            self._neighbourhoods.shrink(piece.kind)
        self._work_harder(has_helped=self.improvements > before)

    def _work_harder(self, *, has_helped: bool) -> None:
        """Where many tries brought nothing, each gets more work."""
        self._tries = 0 if has_helped else self._tries + 1
        if self._tries >= TRIES_BEFORE_MORE_WORK:
            self._work, self._tries = min(MOST_REPAIR_WORK, self._work * 1.5), 0

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


def _trivial_bound(tables: Tables) -> int:
    """Every measure at its most valuable place or left out, as if nothing else were there."""
    return sum(
        max([0, *(int(way.value.max()) for way in options if way.starts)])
        for number, options in enumerate(tables.ways)
        if number not in tables.fixed
    )


def _covers_all(tables: Tables, free: frozenset[int]) -> bool:
    return all(
        number in free or number in tables.fixed or not any(way.starts for way in options)
        for number, options in enumerate(tables.ways)
    )

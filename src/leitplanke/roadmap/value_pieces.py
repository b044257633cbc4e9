"""Pieces of work of the search for the most valuable plan, and their answers, in a form that can travel.

See `docs/methods/neighbourhood-search.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.roadmap.bound_tree import Leaf, halves, split_of
from leitplanke.roadmap.conflicts import WHOLE_WORK, minimal_conflict
from leitplanke.roadmap.guided import ALPHAS, guided_lists
from leitplanke.roadmap.model import Demand, Problem
from leitplanke.roadmap.model.limits import MOST_VALUE
from leitplanke.roadmap.parts import Parts, Prices
from leitplanke.roadmap.promised import promised_draft
from leitplanke.roadmap.schedule import fixed_draft, serial_schedule
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, find_place, repair
from leitplanke.roadmap.solvers.lp import Relaxation, relax
from leitplanke.roadmap.solvers.outline import outline
from leitplanke.roadmap.solvers.running_sets import Cut
from leitplanke.roadmap.tables import Chosen, Draft, Floats, Tables, build_tables
from leitplanke.roadmap.windows import narrow

MOST_COLUMNS = 400_000
MOST_COLUMNS_FOR_CUTS = 40_000
CUT_STEPS = 2_000_000
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
        if tables.floors.size:
            return self._keep_promises(tables)
        effort = Effort(WHOLE_WORK, self.seconds)
        duties = find_place(tables, fixed_draft(tables), tables.claimed - tables.fixed, effort=effort, seed=self.seed)
        if duties.draft is not None:
            return to_lines(tables, duties.draft)
        is_refuted = duties.status is RepairStatus.INFEASIBLE
        return (minimal_conflict(tables.problem) or None) if is_refuted else None

    def _keep_promises(self, tables: Tables) -> "Lines | tuple[Demand, ...] | None":
        """The same where a floor has to be reached, for which every measure may be needed."""
        relaxation = relax(tables, fixed=fixed_draft(tables), seconds=self.seconds)
        if relaxation.is_refuted:
            return minimal_conflict(tables.problem) or None
        draft = promised_draft(tables, relaxation, seed=self.seed, seconds=self.seconds)
        if draft is not None:
            return to_lines(tables, draft)
        effort = Effort(WHOLE_WORK, self.seconds)
        found = find_place(tables, fixed_draft(tables), tables.claimed - tables.fixed, effort=effort, seed=self.seed)
        if found.draft is not None:
            return to_lines(tables, found.draft)
        return (minimal_conflict(tables.problem) or None) if found.status is RepairStatus.INFEASIBLE else None


@dataclass(frozen=True, slots=True)
class Relax(_Piece):
    """Solve the linear relaxation."""

    seconds: float | None

    def perform(self, tables: Tables) -> Relaxation:
        """The relaxation; empty where writing it down would take longer than anybody waits."""
        columns = columns_of(tables)
        if columns > MOST_COLUMNS:
            return Relaxation(None, {})
        steps = CUT_STEPS if columns <= MOST_COLUMNS_FOR_CUTS else 0
        return relax(tables, fixed=fixed_draft(tables), seconds=self.seconds, steps=steps)


@dataclass(frozen=True, slots=True)
class Outline(_Piece):
    """Find first prices of what the parts of a large problem share."""

    parts: Parts
    seconds: float | None

    def perform(self, tables: Tables) -> Prices:
        """The prices."""
        return outline(tables, self.parts, seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class RelaxPart(_Piece):
    """Solve the linear relaxation of one part that pays for what it uses of the shared."""

    parts: Parts
    place: int
    prices: Prices
    seconds: float | None

    def perform(self, tables: Tables) -> "PricedPart":
        """Its bound at these prices, and what its relaxed plan is worth and uses at none."""
        part = self.parts.part(tables, self.place, self.prices)
        relaxation = relax(part, fixed=fixed_draft(part), seconds=self.seconds)
        members = sorted(self.parts.members[self.place] & relaxation.started.keys())
        started = {number: relaxation.started[number] for number in members}
        value, used = self.parts.used(tables, started)
        bound = MOST_VALUE if relaxation.bound is None else relaxation.bound
        return PricedPart(bound, started, value, used)


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
            plans += [to_lines(part, draft) for draft in guided_plans(part, relaxation, alphas=_HALF)]
        return Divided(tuple(parts), tuple(plans))


@dataclass(frozen=True, slots=True)
class RepairPart(_Piece):
    """Place some measures anew around the others."""

    lines: Lines
    free: frozenset[int]
    kind: int
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


@dataclass(frozen=True, slots=True, eq=False)
class PricedPart:
    """What the relaxation of a part answered, in a form that can travel."""

    bound: int
    started: dict[int, tuple[tuple[float, ...], ...]]
    value: float
    used: Floats


@dataclass(frozen=True, slots=True)
class Divided:
    """What a division answered, in a form that can travel."""

    parts: tuple[Leaf, ...]
    plans: tuple[Lines, ...]


Piece = PlaceDuties | Relax | Outline | RelaxPart | RepairPart | Divide
Answer = Lines | tuple[Demand, ...] | Relaxation | Prices | PricedPart | Repaired | Divided | None


def to_lines(tables: Tables, draft: Draft) -> Lines:
    """The draft as numbers."""
    return tuple(
        (number, tables.ways[number].index(chosen.way), chosen.start) for number, chosen in sorted(draft.items())
    )


def from_lines(tables: Tables, lines: Lines) -> Draft:
    """The draft that these numbers tell."""
    return {number: Chosen(tables.ways[number][way], start) for number, way, start in lines}


def guided_plans(tables: Tables, relaxation: Relaxation, *, alphas: tuple[float, ...] = ALPHAS) -> Iterator[Draft]:
    """List schedules in the order of the relaxation."""
    for priority, modes in guided_lists(tables, relaxation, alphas=alphas):
        draft = serial_schedule(tables, priority, modes=modes)
        if draft is not None:
            yield draft


def columns_of(tables: Tables) -> int:
    """How many columns a relaxation would have: a place of a measure each."""
    return sum(len(way.starts) for options in tables.ways for way in options)

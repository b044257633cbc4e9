"""The time-indexed linear relaxation: an upper bound on every plan, and hints for good ones.

See `docs/methods/lp-bound.md`. Column y[w, t] says how much of way `w` has started by month `t`.
"""

import time
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

import highspy
import numpy as np

from leitplanke.roadmap.schedule import lacking
from leitplanke.roadmap.solvers.rows import Rows, dual_bound, program_of, steps_of
from leitplanke.roadmap.solvers.running_sets import Candidate, Cut, Effort, RunningSets
from leitplanke.roadmap.tables import Chosen, Draft, Ledger, Tables, Way

_SAFETY = 1e-9  # relative; covers the rounding of one dual sum in double precision
_PARTS = (1, 2)  # halves and thirds; finer ones cost time and tighten by less than 0.1 %
_MOST_ROUNDS = 12
_LEAST_GAIN = 2e-4  # relative; a round of cuts that lowers the bound by less is the last one
_PRESENT = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """`bound` on the value of every plan; None: none was found, because no plan keeps all demands.

    `is_refuted`: that no plan keeps them is proven by multipliers, whatever the solver's tolerance.
    `started[number][way]` is the relaxed share started by each start of the way; empty where there is no solution.
    `cuts` are those that were used: they hold for every plan and may serve again.
    """

    bound: int | None
    started: dict[int, tuple[tuple[float, ...], ...]]
    cuts: tuple[Cut, ...] = ()
    is_refuted: bool = False


def relax(
    tables: Tables, *, fixed: Draft, seconds: float | None = None, cuts: tuple[Cut, ...] = (), steps: int = 0
) -> Relaxation:
    """Solve the relaxation. `fixed` are the measures that cannot move; `seconds` may end it with a weaker bound.

    `cuts` of an earlier relaxation of the same problem are kept; `steps` of counted work look for new ones.
    """
    ways = [way for options in tables.ways for way in options if way.activity not in tables.fixed and way.starts]
    offsets = dict(zip(map(id, ways), np.cumsum([0, *(len(way.starts) for way in ways)]).tolist(), strict=False))
    if any(not any(way.starts for way in tables.ways[number]) for number in tables.required - tables.fixed):
        return Relaxation(None, {}, is_refuted=True)
    rows = Rows()
    _add_choice_rows(rows, tables, offsets, fixed)
    _add_prerequisite_rows(rows, tables, offsets, fixed)
    _add_alternative_rows(rows, tables, offsets, fixed)
    _add_least_rows(rows, tables, offsets, fixed)
    _add_staff_rows(rows, tables, ways, offsets, fixed)
    _add_money_rows(rows, tables, ways, offsets, fixed)
    _add_floor_rows(rows, tables, ways, offsets)
    for cut in cuts:
        rows.add(_cut_terms(cut, tables, offsets), lower=-np.inf, upper=float(cut.limit))
    gains = np.zeros(sum(len(way.starts) for way in ways))
    for way in ways:
        gains[offsets[id(way)] : offsets[id(way)] + len(way.starts)] = steps_of(way.value)
    solving = _Solving(tables, rows, gains, offsets, seconds)
    solving.run(_Method.INTERIOR)
    if solving.is_unclear and solving.has_time:
        solving.run(_Method.SIMPLEX)
    new = _tighten(solving, _free_staff(tables, fixed), steps) if solving.is_optimal else ()
    return solving.relaxation((*cuts, *new))


def _by(way: Way, month: int, offsets: dict[int, int]) -> int | None:
    """The column "started by `month`", None if it cannot have started by then."""
    if not way.starts or month < way.first:
        return None
    return offsets[id(way)] + min(month, way.last) - way.first


def _add_choice_rows(rows: Rows, tables: Tables, offsets: dict[int, int], fixed: Draft) -> None:
    """A step never goes back, and stays where nothing can start; one way per activity, exactly one if required."""
    ledger = Ledger(tables, fixed)
    for number, options in enumerate(tables.ways):
        ends = []
        for way in options if number not in tables.fixed else ():
            possible = set(ledger.possible_starts(way, first=way.first, last=way.last))
            for start in way.starts:
                column = offsets[id(way)] + start - way.first
                before = [(column - 1, -1.0)] if start > way.first else []
                rows.add([*before, (column, 1.0)], lower=0.0, upper=np.inf if start in possible else 0.0)
            if way.starts:
                ends.append((offsets[id(way)] + len(way.starts) - 1, 1.0))
        if ends:
            rows.add(ends, lower=1.0 if number in tables.required else 0.0, upper=1.0)


def _add_prerequisite_rows(rows: Rows, tables: Tables, offsets: dict[int, int], fixed: Draft) -> None:
    """By each month, no more of a measure has started than of its prerequisite has finished before."""
    for number, needs in enumerate(tables.before):
        starts = [way for way in tables.ways[number] if way.starts and number not in tables.fixed]
        if not starts:
            continue
        for needed in needs:
            for month in range(min(way.first for way in starts), max(way.last for way in starts) + 1):
                if needed in fixed and _is_over(tables, number, fixed[needed], month):
                    break
                later = [(_by(way, month, offsets), 1.0) for way in starts]
                options = () if needed in fixed or needed < 0 else tables.ways[needed]
                sooner = [(_by(way, month - tables.lead(number, needed, way), offsets), -1.0) for way in options]
                terms = [(column, factor) for column, factor in [*later, *sooner] if column is not None]
                rows.add(terms, lower=-np.inf, upper=0.0)


def _is_over(tables: Tables, number: int, needed: Chosen, month: int) -> bool:
    """Whether a prerequisite that cannot move lets `number` start in `month`."""
    return needed.start + tables.lead(number, needed.way.activity, needed.way) <= month


def _add_alternative_rows(rows: Rows, tables: Tables, offsets: dict[int, int], fixed: Draft) -> None:
    """By each month, no more of a measure has started than of each group of alternatives has finished before."""
    for number, groups in enumerate(tables.any_of):
        starts = [way for way in tables.ways[number] if way.starts and number not in tables.fixed]
        for group in groups if starts else ():
            done = min((fixed[one].end for one in group if one in fixed), default=tables.problem.months)
            for month in range(min(way.first for way in starts), max(way.last for way in starts) + 1):
                if done < month:
                    break
                later = [(_by(way, month, offsets), 1.0) for way in starts]
                options = [way for one in group if one not in fixed for way in tables.ways[one]]
                sooner = [(_by(way, month - way.mode.duration, offsets), -1.0) for way in options]
                terms = [(column, factor) for column, factor in [*later, *sooner] if column is not None]
                rows.add(terms, lower=-np.inf, upper=0.0)


def _add_least_rows(rows: Rows, tables: Tables, offsets: dict[int, int], fixed: Draft) -> None:
    """Enough of every choice is started."""
    for choice in tables.least:
        ways = [way for one in choice.members if one not in fixed for way in tables.ways[one] if way.starts]
        terms = [(offsets[id(way)] + len(way.starts) - 1, 1.0) for way in ways]
        rows.add(terms, lower=float(lacking(choice, fixed)), upper=np.inf)


def _add_staff_rows(rows: Rows, tables: Tables, ways: list[Way], offsets: dict[int, int], fixed: Draft) -> None:
    """In each month, the share of each measure that is under way uses its staff."""
    free = _free_staff(tables, fixed)
    for unit in range(len(tables.problem.units)):
        users = [(way, need) for way in ways for need in way.staff if need.unit == unit]
        for month in range(tables.problem.months):
            under_way = [(_in_part(way, need.first, need.after, month, offsets), need.amount) for way, need in users]
            _add_capacity_rows(rows, [one for one in under_way if one[0]], int(free[unit, month]))


def _under_way(way: Way, month: int, offsets: dict[int, int]) -> list[tuple[int, float]]:
    """Started by `month` and not finished before it; empty if it cannot be under way then."""
    return _in_part(way, 0, way.mode.duration, month, offsets)


def _in_part(way: Way, first: int, after: int, month: int, offsets: dict[int, int]) -> list[tuple[int, float]]:
    """Whether `month` is one of the months `first` to `after - 1` of its work; empty if it cannot be."""
    started, finished = _by(way, month - first, offsets), _by(way, month - after, offsets)
    if started is None or started == finished:
        return []
    return [(started, 1.0)] if finished is None else [(started, 1.0), (finished, -1.0)]


def _add_capacity_rows(rows: Rows, users: list[tuple[list[tuple[int, float]], int]], free: int) -> None:
    """The capacity itself, and what follows from it for whole measures by dual feasible functions."""
    if sum(amount for _, amount in users) <= free:
        return
    for shares in _capacity_shares(tuple(sorted({amount for _, amount in users})), free):
        terms: dict[int, float] = {}  # two parts of one way meet in a column, which a row may name but once
        for columns, amount in users:
            share = shares[amount]
            for column, factor in columns if share else ():
                terms[column] = terms.get(column, 0.0) + factor * share
        rows.add(list(terms.items()), lower=-np.inf, upper=1.0 if free > 0 else 0.0)


@lru_cache(maxsize=4096)
def _capacity_shares(amounts: tuple[int, ...], free: int) -> tuple[dict[int, float], ...]:
    """Per row, the share of the capacity that each amount counts for; rows that say less than another are left out."""
    plain = [Fraction(amount, max(1, free)) for amount in amounts]
    known = [plain]
    for parts in _PARTS if free > 0 else ():
        shares = [_dual_feasible(share, parts) for share in plain]
        if not any(all(new <= old for new, old in zip(shares, other, strict=True)) for other in known):
            known.append(shares)
    return tuple(dict(zip(amounts, map(float, shares), strict=True)) for shares in known)


def _dual_feasible(share: Fraction, parts: int) -> Fraction:
    """u(k) of Fekete and Schepers: shares of whole things that fit together keep a sum of at most one."""
    if share > 1:
        return Fraction(1)
    pieces = share * (parts + 1)
    return share if pieces.denominator == 1 else Fraction(int(pieces), parts)


def _add_money_rows(rows: Rows, tables: Tables, ways: list[Way], offsets: dict[int, int], fixed: Draft) -> None:
    """In each fiscal year and kind, one-off and running cost; scaled so that the largest factor is about one."""
    free = tables.money.copy()
    for chosen in fixed.values():
        free -= chosen.money
    for pot in range(len(free)):
        terms: list[tuple[int, float]] = []
        for way in ways:
            first, dense = offsets[id(way)], way.money.shape[1]
            if pot >= dense:  # the same for every start: what counts is whether it has started at all
                terms.extend([(first + len(way.starts) - 1, 1.0)] if way.picks[pot - dense] else [])
                continue
            factors = steps_of(way.money[:, pot])
            terms.extend((first + int(place), float(factors[place])) for place in np.flatnonzero(factors))
        scale = max((abs(factor) for _, factor in terms), default=1.0)
        rows.add([(column, factor / scale) for column, factor in terms], lower=-np.inf, upper=float(free[pot]) / scale)


def _add_floor_rows(rows: Rows, tables: Tables, ways: list[Way], offsets: dict[int, int]) -> None:
    """Enough is earned for every audience, and enough stays as published; what cannot move earns nothing."""
    for row, least in enumerate(tables.floors.tolist()):
        terms: list[tuple[int, float]] = []
        for way in ways:
            if way.earned is not None:
                factors = steps_of(way.earned[:, row])
                places = np.flatnonzero(factors)
                terms.extend((offsets[id(way)] + int(place), float(factors[place])) for place in places)
        scale = max((abs(factor) for _, factor in terms), default=1.0)
        rows.add([(column, factor / scale) for column, factor in terms], lower=float(least) / scale, upper=np.inf)


class _Method(StrEnum):
    """What HiGHS calls them. From nothing, the interior point is seven times as fast; after new rows, simplex is."""

    INTERIOR = "ipm"
    SIMPLEX = "simplex"


class _Solving:
    """The program in the solver, which may get more rows, and what is proven so far."""

    def __init__(
        self, tables: Tables, rows: Rows, gains: np.ndarray, offsets: dict[int, int], seconds: float | None
    ) -> None:
        self.tables, self.rows, self.offsets = tables, rows, offsets
        self._scale = float(np.abs(gains).max(initial=0.0)) or 1.0
        self._gains = gains / self._scale
        self._seconds = seconds
        self._until = None if seconds is None else time.monotonic() + seconds
        self._model = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0)):
            self._model.setOptionValue(option, value)
        self._model.passModel(program_of(rows, self._gains))
        self.bound: int | None = None
        self.is_refuted = False
        self.values = np.zeros(0)

    @property
    def has_time(self) -> bool:
        """Whether the clock leaves something."""
        return self._until is None or time.monotonic() < self._until

    @property
    def is_optimal(self) -> bool:
        """Whether the last run came to its end."""
        return bool(self._model.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    @property
    def is_unclear(self) -> bool:
        """Whether the interior point gave up, as it does where there is no solution."""
        told = (
            highspy.HighsModelStatus.kNotset,
            highspy.HighsModelStatus.kUnknown,
            highspy.HighsModelStatus.kSolveError,
        )
        return self._model.getModelStatus() in told

    def add(self, terms: list[tuple[int, float]], limit: float) -> None:
        """One more row: the terms add up to at most `limit`."""
        self.rows.add(terms, lower=-np.inf, upper=limit)
        columns = np.array([column for column, _ in terms], dtype=np.int32)
        self._model.addRow(-np.inf, limit, len(terms), columns, np.array([factor for _, factor in terms]))

    def run(self, method: _Method) -> None:
        """Solve what is written down; the bound never gets worse."""
        self._model.setOptionValue("solver", str(method))
        if self._until is not None:
            left = max(0.0, self._until - time.monotonic())
            self._model.setOptionValue("time_limit", self._model.getRunTime() + left)
        self._model.run()
        if self._model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            self.is_refuted = self._is_certain()
            return
        answer = self._model.getSolution()
        duals = np.array(answer.row_dual) if answer.dual_valid else np.zeros(len(self.rows.lower))
        dual = dual_bound(self.rows, self._gains, duals)
        cancelled = abs(dual) - dual + float(np.maximum(-self._gains, 0.0).sum())  # lateness can make gains negative
        bound = int(dual * self._scale * (1 + _SAFETY) + cancelled * self._scale * _SAFETY)
        self.bound = bound if self.bound is None else min(self.bound, bound)
        if self.is_optimal:
            self.values = np.array(answer.col_value)

    def relaxation(self, cuts: tuple[Cut, ...]) -> Relaxation:
        """What came out."""
        started = _shares(self.values, self.tables, self.offsets) if self.values.size else {}
        return Relaxation(self.bound, started, cuts, self.is_refuted)

    def _is_certain(self) -> bool:
        """Multipliers by which nothing at all would have a value below zero: a certificate of Farkas."""
        _, exists, ray = self._model.getDualRay()
        nothing = np.zeros(len(self._gains))
        return bool(exists) and any(
            dual_bound(self.rows, nothing, sign * np.array(ray)) < -_PRESENT * max(1.0, float(np.abs(ray).max()))
            for sign in (1.0, -1.0)
        )


def _tighten(solving: _Solving, free: np.ndarray, steps: int) -> tuple[Cut, ...]:
    """Add cuts in rounds until they help no more or the effort is spent."""
    effort, sets = Effort(steps), RunningSets(solving.tables)
    cuts: list[Cut] = []
    for _ in range(_MOST_ROUNDS):
        before = solving.bound
        found = [
            cut
            for month in range(solving.tables.problem.months)
            if not effort.is_spent and solving.has_time
            for cut in [sets.violated(month, _candidates(solving, month), free[:, month].tolist(), effort)]
            if cut is not None
        ]
        for cut in found:
            solving.add(_cut_terms(cut, solving.tables, solving.offsets), float(cut.limit))
        cuts.extend(found)
        if not found or not solving.has_time:
            break
        solving.run(_Method.SIMPLEX)
        gained = 0 if before is None or solving.bound is None else before - solving.bound
        if not solving.is_optimal or before is None or gained < _LEAST_GAIN * before:
            break
    return tuple(cuts)


def _candidates(solving: _Solving, month: int) -> list[Candidate]:
    """What the relaxation has under way in a month."""
    found = []
    for number, options in enumerate(solving.tables.ways):
        for place, way in enumerate(options if number not in solving.tables.fixed else ()):
            terms = _under_way(way, month, solving.offsets)
            share = sum(factor * float(solving.values[column]) for column, factor in terms)
            if share > _PRESENT:
                found.append(Candidate(number, place, share, way.least_staff))
    return found


def _cut_terms(cut: Cut, tables: Tables, offsets: dict[int, int]) -> list[tuple[int, float]]:
    """The cut over the columns of these tables, which may know fewer starts than those it was found with."""
    return [
        (column, sign * factor)
        for number, place, factor in cut.terms
        for column, sign in _under_way(tables.ways[number][place], cut.month, offsets)
    ]


def _free_staff(tables: Tables, fixed: Draft) -> np.ndarray:
    """Per unit and month, what the measures that cannot move leave."""
    free = tables.staff.copy()
    for chosen in fixed.values():
        for need in chosen.way.staff:
            free[need.unit, max(0, chosen.start + need.first) : max(0, chosen.start + need.after)] -= need.amount
    return free


def _shares(values: np.ndarray, tables: Tables, offsets: dict[int, int]) -> dict[int, tuple[tuple[float, ...], ...]]:
    return {
        number: tuple(
            tuple(values[offsets[id(way)] : offsets[id(way)] + len(way.starts)].tolist()) if way.starts else ()
            for way in options
        )
        for number, options in enumerate(tables.ways)
        if number not in tables.fixed
    }

"""The problem as arrays for the search: every way to do a measure, what each start costs, and what is still free.

Built once per problem. The checker has its own reading of the problem and knows nothing of this module.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from leitplanke.kernel.dates import MONTHS_PER_YEAR
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Activity, ActivityMode, PlannedStart, Problem

MOST_CELLS = 120_000_000  # about a gigabyte

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One mode of one activity. Row `i` of `money` and `value` belongs to start `first + i`; no row: never possible.

    `money` holds, per start, the investive cents of every fiscal year, then the consumptive ones, then what is drawn
    from each pot.
    """

    activity: int
    mode: ActivityMode
    first: int
    last: int
    staff: tuple[tuple[int, int], ...]
    money: Integers
    value: Integers

    @property
    def starts(self) -> range:
        """The starts that dates alone allow."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A way and its start."""

    way: Way
    start: int

    @property
    def end(self) -> int:
        """The last month of work."""
        return self.start + self.way.mode.duration - 1

    @property
    def value(self) -> int:
        """What it adds to the plan; nothing if it is fixed."""
        return int(self.way.value[self.start - self.way.first])

    @property
    def money(self) -> Integers:
        """Cents per kind and fiscal year."""
        row: Integers = self.way.money[self.start - self.way.first]
        return row


Draft = dict[int, Chosen]
"""A plan while it is searched: by the activity's place in the problem."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everything the search asks for. Activities are numbered as in `problem.activities`.

    `required` are the mandatory ones, the fixed ones, and what the mandatory ones need. In `order`, prerequisites come
    first.
    """

    problem: Problem
    ways: tuple[tuple[Way, ...], ...]
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    required: frozenset[int]
    fixed: frozenset[int]
    staff: Integers
    money: Integers

    def to_plan(self, draft: Draft) -> tuple[PlannedStart, ...]:
        """The plan in the order of the problem."""
        return tuple(
            PlannedStart(self.problem.activities[index].id, draft[index].way.mode.id, draft[index].start)
            for index in sorted(draft)
        )


def build_tables(problem: Problem) -> Tables:
    """All ways with their windows.

    Raises `graphlib.CycleError` if prerequisites go round in a circle, `InvalidValueError` if the tables would not fit
    into the memory of a small machine.
    """
    _require_room(problem)
    index = {activity.id: number for number, activity in enumerate(problem.activities)}
    before = tuple(_before(activity, index) for activity in problem.activities)
    after = _after(before)
    order = tuple(TopologicalSorter(dict(enumerate(before))).static_order())
    fixed = frozenset(number for number, activity in enumerate(problem.activities) if activity.fixed is not None)
    required = _required(problem, before)
    earliest = _earliest_starts(problem, before, order)
    latest = _latest_ends(problem, after, order, required)
    calendar = _Calendar.of(problem)
    return Tables(
        problem=problem,
        ways=tuple(
            _ways(problem, calendar, number, earliest=earliest[number], latest=latest[number])
            for number in range(len(problem.activities))
        ),
        before=before,
        after=after,
        order=order,
        required=required,
        fixed=fixed,
        staff=np.array([unit.capacity for unit in problem.units], dtype=np.int64).reshape(-1, problem.months),
        money=_carried_over(
            problem,
            np.array(
                [year.investive_cents for year in problem.years]
                + [year.consumptive_cents for year in problem.years]
                + [pot.amount for pot in problem.pots],
                dtype=np.int64,
            ),
        ),
    )


def draft_value(draft: Draft) -> int:
    """The value of a draft."""
    return sum(chosen.value for chosen in draft.values())


def chosen_at(tables: Tables, number: int, *, mode: str, start: int) -> Chosen:
    """The way with this mode at this start; KeyError if dates alone forbid it."""
    for way in tables.ways[number]:
        if way.mode.id == mode and start in way.starts:
            return Chosen(way, start)
    raise KeyError(tables.problem.activities[number].id)


def draft_of(tables: Tables, plan: tuple[PlannedStart, ...]) -> Draft:
    """The draft that a plan tells; KeyError if dates alone forbid a line of it."""
    numbers = {activity.id: number for number, activity in enumerate(tables.problem.activities)}
    return {
        numbers[line.activity]: chosen_at(tables, numbers[line.activity], mode=line.mode, start=line.start)
        for line in plan
    }


@dataclass(frozen=True, slots=True)
class Window:
    """A decision about one activity: it starts in [first, last]; `must`: it may not be left out."""

    number: int
    first: int
    last: int
    must: bool


def narrow(tables: Tables, windows: tuple[Window, ...]) -> Tables:
    """The same problem with fewer places: every plan of it is a plan of `tables`."""
    ways = list(tables.ways)
    for window in windows:
        ways[window.number] = tuple(_narrow_way(way, window) for way in ways[window.number])
    decided = {window.number for window in windows if window.must}
    return replace(tables, ways=tuple(ways), required=tables.required | decided | _needed(tables.before, decided))


def _narrow_way(way: Way, window: Window) -> Way:
    first, last = max(way.first, window.first), min(way.last, window.last)
    if first > last:
        return replace(way, last=way.first - 1, money=way.money[:0], value=way.value[:0])
    rows = slice(first - way.first, last + 1 - way.first)
    return replace(way, first=first, last=last, money=way.money[rows], value=way.value[rows])


class Ledger:
    """Staff and money that a draft leaves free."""

    def __init__(self, tables: Tables, draft: Draft) -> None:
        self.months = tables.problem.months
        self.staff = tables.staff.copy()
        self.money = tables.money.copy()
        for number in sorted(draft):
            self.take(draft[number])

    @property
    def is_overdrawn(self) -> bool:
        """Whether more is used than there is."""
        return bool((self.staff < 0).any() or (self.money < 0).any())

    def take(self, chosen: Chosen) -> None:
        """Book a measure."""
        self._book(chosen, 1)

    def give_back(self, chosen: Chosen) -> None:
        """Undo `take`."""
        self._book(chosen, -1)

    def possible_starts(self, way: Way, *, first: int, last: int) -> list[int]:
        """Every start in [first, last] and the way's window that staff and money allow, ascending."""
        low, high = max(first, way.first), min(last, way.last)
        if low > high:
            return []
        starts = np.arange(low, high + 1)
        cost = way.money[low - way.first : high + 1 - way.first]
        allowed = ((cost <= self.money) | (cost == 0)).all(axis=1)
        for unit, amount in way.staff:
            lacking = np.concatenate(([0], np.cumsum(self.staff[unit] < amount)))
            allowed &= lacking[starts + way.mode.duration] == lacking[starts]
        return [int(start) for start in starts[allowed]]

    def _book(self, chosen: Chosen, sign: int) -> None:
        first, after = max(0, chosen.start), max(0, min(self.months, chosen.end + 1))
        for unit, amount in chosen.way.staff:
            self.staff[unit, first:after] -= sign * amount
        self.money -= sign * chosen.money


@dataclass(frozen=True, slots=True, eq=False)
class _Calendar:
    """The place of each month's fiscal year (-1: it has no row), and how many months of each year are left from it."""

    year: Integers
    from_month: Integers

    @staticmethod
    def of(problem: Problem) -> "_Calendar":
        places = {year.year: place for place, year in enumerate(problem.years)}
        year = np.full(problem.months, -1, dtype=np.int64)
        if places:
            year[:] = [places.get(problem.year_at(month), -1) for month in range(problem.months)]
        in_year = (year[:, None] == np.arange(len(places))).astype(np.int64)
        from_month = np.zeros((problem.months + 1, len(places)), dtype=np.int64)
        from_month[:-1] = in_year[::-1].cumsum(axis=0)[::-1]
        return _Calendar(year, from_month)


def _before(activity: Activity, index: dict[str, int]) -> tuple[int, ...]:
    """Prerequisites by number; -1 is never planned, so a prerequisite outside the problem makes this impossible."""
    if activity.fixed is not None:
        return ()
    return tuple(sorted(index.get(prerequisite, -1) for prerequisite in activity.prerequisites))


def _require_room(problem: Problem) -> None:
    modes = sum(1 if activity.fixed else len(activity.modes) for activity in problem.activities)
    cells = modes * problem.months * (2 * len(problem.years) + len(problem.pots) + 1)
    require(
        holds=cells <= MOST_CELLS,
        field="activities",
        problem=Text(
            f"{len(problem.activities)} Maßnahmen über {problem.months} Monate sind zu viel auf einmal.",
            f"{len(problem.activities)} measures over {problem.months} months are too much at once.",
        ),
        remedy=Text("Planen Sie weniger Monate oder die Städte einzeln.", "Plan fewer months, or town by town."),
    )


def _after(before: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    after: list[list[int]] = [[] for _ in before]
    for later, needs in enumerate(before):
        for number in needs:
            if number >= 0:
                after[number].append(later)
    return tuple(map(tuple, after))


def _required(problem: Problem, before: tuple[tuple[int, ...], ...]) -> frozenset[int]:
    duties = {
        number
        for number, activity in enumerate(problem.activities)
        if activity.is_mandatory or activity.fixed is not None
    }
    return frozenset(duties) | _needed(before, duties)


def _needed(before: tuple[tuple[int, ...], ...], numbers: Iterable[int]) -> frozenset[int]:
    """Everything that must be planned before them, through all levels."""
    found: set[int] = set()
    waiting = [needed for number in numbers for needed in before[number]]
    while waiting:
        number = waiting.pop()
        if number >= 0 and number not in found:
            found.add(number)
            waiting.extend(before[number])
    return frozenset(found)


def _earliest_starts(problem: Problem, before: tuple[tuple[int, ...], ...], order: tuple[int, ...]) -> dict[int, int]:
    """From releases and the shortest modes of all prerequisites; `months` (never) if one of them cannot be planned."""
    excluded = {exclusion.activity for exclusion in problem.exclusions}
    starts: dict[int, int] = {-1: problem.months}
    ends: dict[int, int] = {-1: problem.months}
    for number in order:
        if number < 0:
            continue
        activity = problem.activities[number]
        if activity.fixed is not None:
            starts[number] = activity.fixed.start
            ends[number] = activity.fixed.start + activity.mode(activity.fixed.mode).duration - 1
            continue
        start = max([0, activity.release, *(ends[needed] + 1 for needed in before[number])])
        starts[number] = problem.months if activity.id in excluded else start
        ends[number] = starts[number] + min(mode.duration for mode in activity.modes) - 1
    return starts


def _latest_ends(
    problem: Problem, after: tuple[tuple[int, ...], ...], order: tuple[int, ...], required: frozenset[int]
) -> dict[int, int]:
    """From the horizon, hard deadlines and the shortest modes of all required successors."""
    ends: dict[int, int] = {}
    for number in reversed(order):
        if number < 0:
            continue
        activity = problem.activities[number]
        end = problem.months - 1
        if activity.is_mandatory and activity.deadline is not None:
            end = min(end, activity.deadline)
        for later in after[number]:
            if later in required:
                end = min(end, ends[later] - min(mode.duration for mode in problem.activities[later].modes))
        ends[number] = end
    return ends


def _ways(problem: Problem, calendar: _Calendar, number: int, *, earliest: int, latest: int) -> tuple[Way, ...]:
    activity = problem.activities[number]
    if activity.fixed is not None:
        mode = activity.mode(activity.fixed.mode)
        start = activity.fixed.start
        return (_way(problem, calendar, number, mode=mode, first=start, last=start),)
    return tuple(
        _way(problem, calendar, number, mode=mode, first=earliest, last=latest - mode.duration + 1)
        for mode in activity.modes
    )


def _way(problem: Problem, calendar: _Calendar, number: int, *, mode: ActivityMode, first: int, last: int) -> Way:
    activity = problem.activities[number]
    units = {unit.id: place for place, unit in enumerate(problem.units)}
    starts = range(first, last + 1)
    is_fixed = activity.fixed is not None
    values = [0 if is_fixed else problem.value(activity, start + mode.duration - 1) for start in starts]
    return Way(
        activity=number,
        mode=mode,
        first=first,
        last=last,
        staff=tuple((units[unit], amount) for unit, amount in mode.demand),
        money=_money(problem, calendar, mode, starts),
        value=np.array(values, dtype=np.int64),
    )


def _money(problem: Problem, calendar: _Calendar, mode: ActivityMode, starts: range) -> Integers:
    """Cents per start (rows): investive years, consumptive years, pots; carried over: the sum up to each year."""
    years = len(problem.years)
    table = np.zeros((len(starts), 2 * years + len(problem.pots)), dtype=np.int64)
    draws = dict(mode.draws)
    table[:, 2 * years :] = [draws.get(pot.id, 0) for pot in problem.pots]
    if not years or not starts:
        return table
    months = np.arange(starts.start, starts.stop)[:, None] + np.arange(mode.duration)
    is_planned = (months >= 0) & (months < problem.months)
    year = np.where(is_planned, calendar.year[np.clip(months, 0, problem.months - 1)], -1)
    after = np.clip(np.arange(starts.start, starts.stop) + mode.duration, 0, problem.months)
    investive, consumptive = (
        np.array(one, dtype=np.int64) for one in (mode.investive_by_month, mode.consumptive_by_month)
    )
    for place in range(years):
        table[:, place] = (year == place) @ investive
        table[:, years + place] = (year == place) @ consumptive
    table[:, years : 2 * years] += -(-mode.running_cents_per_year * calendar.from_month[after] // MONTHS_PER_YEAR)
    return _carried_over(problem, table)


def _carried_over(problem: Problem, table: Integers) -> Integers:
    """What a year may use is what all years up to it leave: the same rule as a sum up to each year."""
    years = len(problem.years)
    if problem.investive_carries_over:
        table[..., :years] = table[..., :years].cumsum(axis=-1)
    if problem.consumptive_carries_over:
        table[..., years : 2 * years] = table[..., years : 2 * years].cumsum(axis=-1)
    return table

"""The problem as arrays for the search: every way to do a measure, what each start costs, and what is still free.

Built once per problem. The checker has its own reading of the problem and knows nothing of this module.
"""

from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from leitplanke.kernel.dates import MONTHS_PER_YEAR
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.floors import Floor, floors_of
from leitplanke.roadmap.model import ActivityMode, PlannedStart, Problem
from leitplanke.roadmap.precedence import (
    PLAIN,
    Gap,
    LeastChoice,
    after_of,
    before_of,
    claimed_by,
    earliest_starts,
    gaps_of,
    groups_of,
    latest_ends,
    required_in,
)

MOST_CELLS = 120_000_000  # about a gigabyte

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Need:
    """The same amount of staff of a unit in the months `first` to `after - 1` of a way, counted from its start."""

    unit: int
    amount: int
    first: int
    after: int


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One mode of one activity. Row `i` of `money` and `value` belongs to start `first + i`; no row: never possible.

    `money` holds, per start, the investive cents of every fiscal year, then the consumptive ones, then what is drawn
    from each pot. `picks` is the same for every start: one for each choice that it belongs to. `staff` has one need
    where the amount stays the same.
    `earned` holds, per start, what it adds towards each of `Tables.floors`; None where there are none.
    """

    activity: int
    mode: ActivityMode
    first: int
    last: int
    staff: tuple[Need, ...]
    money: Integers
    value: Integers
    picks: Integers
    earned: Integers | None = None

    @property
    def starts(self) -> range:
        """The starts that dates alone allow."""
        return range(self.first, self.last + 1)

    @property
    def least_staff(self) -> tuple[tuple[int, int], ...]:
        """Per unit, the staff that it takes in each month of its work."""
        whole = [need for need in self.staff if need.after - need.first == self.mode.duration]
        parts: dict[int, list[Need]] = {}
        for need in self.staff:
            if need not in whole:
                parts.setdefault(need.unit, []).append(need)
        varying = [
            (unit, min(need.amount for need in needs))
            for unit, needs in parts.items()
            if sum(need.after - need.first for need in needs) == self.mode.duration
        ]
        return (*((need.unit, need.amount) for need in whole), *varying)


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
        """Cents per kind and fiscal year, pots and choices, as in `Tables.money`."""
        row: Integers = np.concatenate((self.way.money[self.start - self.way.first], self.way.picks))
        return row

    @property
    def earned(self) -> Integers | None:
        """What it adds towards each floor."""
        return None if self.way.earned is None else self.way.earned[self.start - self.way.first]


Draft = dict[int, Chosen]
"""A plan while it is searched: by the activity's place in the problem."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everything the search asks for. Activities are numbered as in `problem.activities`.

    `required` are the mandatory ones, the fixed ones, and what the mandatory ones need; `claimed` these and everything
    of which some may have to be planned. In `order`, prerequisites come first. `gaps` are those of `before` that are
    more than "finished before". Of each group of `any_of` one has finished before the activity starts; `serves` are the
    activities in whose groups one is. `least`: of how many, how many at least. `floors`: what all together have to
    earn at least, first for each audience that is promised a share, then for staying near the published plan.
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
    gaps: dict[tuple[int, int], Gap]
    any_of: tuple[tuple[tuple[int, ...], ...], ...]
    serves: tuple[tuple[int, ...], ...]
    least: tuple[LeastChoice, ...]
    claimed: frozenset[int]
    floors: Integers

    def lead(self, number: int, needed: int, way: Way) -> int:
        """The fewest months from the start of `needed` in this way to the start of `number`."""
        return self.gaps.get((number, needed), PLAIN).lead(way.mode.duration)

    def must_end(self, number: int, needed: int) -> bool:
        """Whether `needed` must have ended before `number` starts."""
        return self.gaps.get((number, needed), PLAIN).after_end is not None

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
    before = tuple(before_of(activity, index) for activity in problem.activities)
    after = after_of(before)
    gaps = {pair: gap for number in range(len(before)) for pair, gap in gaps_of(problem, number, index).items()}
    any_of = tuple(groups_of(activity, index) for activity in problem.activities)
    graph = {
        number: [*needs, *(one for group in any_of[number] for one in group)] for number, needs in enumerate(before)
    }
    order = tuple(TopologicalSorter(graph).static_order())
    least = tuple(
        LeastChoice(tuple(index[one] for one in choice.members if one in index), choice.least)
        for choice in problem.choices
        if choice.least
    )
    fixed = frozenset(number for number, activity in enumerate(problem.activities) if activity.fixed is not None)
    required = required_in(problem, before)
    floors = floors_of(problem)
    earliest = earliest_starts(problem, before, order, gaps, any_of)
    latest = latest_ends(problem, after, order, required, gaps)
    calendar = _Calendar.of(problem)
    return Tables(
        problem=problem,
        ways=tuple(
            _ways(problem, calendar, floors, number, earliest=earliest[number], latest=latest[number])
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
                + [pot.amount for pot in problem.pots]
                + [choice.most for choice in problem.choices],
                dtype=np.int64,
            ),
        ),
        gaps=gaps,
        any_of=any_of,
        serves=after_of(tuple(tuple(one for group in groups for one in group) for groups in any_of)),
        least=least,
        claimed=claimed_by(
            before,
            any_of,
            range(len(before)) if floors else required | {one for choice in least for one in choice.members},
        ),
        floors=np.array([floor.least for floor in floors], dtype=np.int64),
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


class Ledger:
    """Staff and money that a draft leaves free."""

    def __init__(self, tables: Tables, draft: Draft) -> None:
        self.months = tables.problem.months
        self.staff = tables.staff.copy()
        self.money = tables.money.copy()
        self.floors = tables.floors
        self.earned = np.zeros(len(tables.floors), dtype=np.int64)
        for number in sorted(draft):
            self.take(draft[number])

    @property
    def is_overdrawn(self) -> bool:
        """Whether more is used than there is."""
        return bool((self.staff < 0).any() or (self.money < 0).any())

    @property
    def keeps_floors(self) -> bool:
        """Whether enough is earned for everybody, and not too much changed."""
        return bool((self.earned >= self.floors).all())

    def is_no_worse(self, before: Integers) -> bool:
        """Whether every floor is kept or at least as near as when `before` was earned."""
        return bool((self.earned >= np.minimum(self.floors, before)).all())

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
        amounts, choices = self.money[: cost.shape[1]], self.money[cost.shape[1] :]
        if (way.picks > np.maximum(choices, 0)).any():
            return []
        allowed = ((cost <= amounts) | (cost == 0)).all(axis=1)
        for need in way.staff:
            lacking = np.concatenate(([0], np.cumsum(self.staff[need.unit] < need.amount)))
            allowed &= lacking[starts + need.after] == lacking[starts + need.first]
        return [int(start) for start in starts[allowed]]

    def _book(self, chosen: Chosen, sign: int) -> None:
        for need in chosen.way.staff:
            first = max(0, chosen.start + need.first)
            after = max(0, min(self.months, chosen.start + need.after))
            self.staff[need.unit, first:after] -= sign * need.amount
        self.money -= sign * chosen.money
        if chosen.earned is not None:
            self.earned += sign * chosen.earned


@dataclass(frozen=True, slots=True, eq=False)
class _Calendar:
    """What all ways are reckoned with, looked up once.

    `first` and `after` bound the months of each fiscal year within the plan; `from_month` says how many months of each
    are left from a month on. `units` are places, `picks` has one for each choice that an activity belongs to.
    """

    first: Integers
    after: Integers
    from_month: Integers
    units: dict[str, int]
    picks: dict[str, Integers]

    @staticmethod
    def of(problem: Problem) -> "_Calendar":
        places = {year.year: place for place, year in enumerate(problem.years)}
        year = np.full(problem.months, -1, dtype=np.int64)
        if places:
            year[:] = [places.get(problem.year_at(month), -1) for month in range(problem.months)]
        in_year = (year[:, None] == np.arange(len(places))).astype(np.int64)
        from_month = np.zeros((problem.months + 1, len(places)), dtype=np.int64)
        from_month[:-1] = in_year[::-1].cumsum(axis=0)[::-1]
        first = in_year.argmax(axis=0) if places else np.zeros(0, dtype=np.int64)  # 0 of 0 months where it has none
        picks: dict[str, Integers] = {}
        for place, choice in enumerate(problem.choices):
            for member in choice.members:
                picks.setdefault(member, np.zeros(len(problem.choices), dtype=np.int64))[place] = 1
        units = {unit.id: place for place, unit in enumerate(problem.units)}
        return _Calendar(first, first + in_year.sum(axis=0), from_month, units, picks)


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


def _ways(
    problem: Problem, calendar: _Calendar, floors: tuple[Floor, ...], number: int, *, earliest: int, latest: int
) -> tuple[Way, ...]:
    activity = problem.activities[number]
    if activity.fixed is not None:
        mode = activity.mode(activity.fixed.mode)
        start = activity.fixed.start
        return (_way(problem, calendar, floors, number, mode=mode, first=start, last=start),)
    windows = [_window(problem, mode) for mode in activity.modes]
    return tuple(
        _way(
            problem,
            calendar,
            floors,
            number,
            mode=mode,
            first=max(earliest, first),
            last=min(latest, last) - mode.duration + 1,
        )
        for mode, (first, last) in zip(activity.modes, windows, strict=True)
    )


def _window(problem: Problem, mode: ActivityMode) -> tuple[int, int]:
    """The first and the last month of work that the pots allow from which the mode draws."""
    drawn = {pot for pot, amount in mode.draws if amount > 0}
    first = [pot.first for pot in problem.pots if pot.id in drawn and pot.first is not None]
    last = [pot.last for pot in problem.pots if pot.id in drawn and pot.last is not None]
    return max(first, default=0), min(last, default=problem.months - 1)


def _way(
    problem: Problem,
    calendar: _Calendar,
    floors: tuple[Floor, ...],
    number: int,
    *,
    mode: ActivityMode,
    first: int,
    last: int,
) -> Way:
    activity = problem.activities[number]
    starts = range(first, last + 1)
    is_fixed = activity.fixed is not None
    earned = None
    if floors or problem.stability is not None:
        lines = [PlannedStart(activity.id, mode.id, start) for start in starts]
        values = problem.worths(activity, lines)
    else:
        values = problem.values(activity, [start + mode.duration - 1 for start in starts])
    if floors:
        rows = [[0 if is_fixed else floor.earned(activity, line) for floor in floors] for line in lines]
        earned = np.array(rows, dtype=np.int64).reshape(-1, len(floors))
    return Way(
        activity=number,
        mode=mode,
        first=first,
        last=last,
        staff=tuple(
            need
            for unit, profile in mode.staff
            for need in _needs(calendar.units[unit], profile, duration=mode.duration)
        ),
        money=_money(problem, calendar, mode, starts),
        picks=calendar.picks.get(activity.id, np.zeros(len(problem.choices), dtype=np.int64)),
        value=np.array([0] * len(starts) if is_fixed else values, dtype=np.int64),
        earned=earned,
    )


def _needs(unit: int, profile: tuple[int, ...], *, duration: int) -> tuple[Need, ...]:
    """The runs of months with the same amount."""
    cuts = [0, *(month for month in range(1, duration) if profile[month] != profile[month - 1]), duration]
    return tuple(
        Need(unit, profile[first], first, after) for first, after in pairwise(cuts) if first < after and profile[first]
    )


def _money(problem: Problem, calendar: _Calendar, mode: ActivityMode, starts: range) -> Integers:
    """Cents per start (rows): investive years, consumptive years, pots; carried over: the sum up to each."""
    years = len(problem.years)
    table = np.zeros((len(starts), 2 * years + len(problem.pots)), dtype=np.int64)
    draws = dict(mode.draws)
    table[:, 2 * years :] = [draws.get(pot.id, 0) for pot in problem.pots]
    if not years or not starts:
        return table
    begin = np.arange(starts.start, starts.stop)[:, None]
    entered, left = (np.clip(edge - begin, 0, mode.duration) for edge in (calendar.first, calendar.after))
    after = np.clip(np.arange(starts.start, starts.stop) + mode.duration, 0, problem.months)
    for place, amounts in ((0, mode.investive_by_month), (years, mode.consumptive_by_month)):
        spent = np.concatenate(([0], np.cumsum(np.array(amounts, dtype=np.int64))))
        table[:, place : place + years] = spent[left] - spent[entered]
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

"""Invented towns of any size for measuring planners: the same seed gives the same problem on every Python.

See `docs/methods/instances.md`. Nothing in them is taken from a real town.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import require
from leitplanke.kernel.relations import Choice, Wait, WaitKind
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Activity, ActivityMode, FiscalYear, Pot, Problem, Release, ReleaseKind, Unit

T = TypeVar("T")

MOST_MEASURES = 50_000
_UNITS = 8
_AUDIENCES = ("citizens", "companies", "staff")
_WEIGHTS = (40, 30, 30)
_MONEY_PERCENT = 65  # of what all measures together would cost in their first mode


@dataclass(frozen=True, slots=True)
class Size:
    """Measures over all towns, towns that share one grant pot and one data centre, months of the plan."""

    measures: int
    towns: int = 1
    months: int = 60

    def __post_init__(self) -> None:
        require(
            holds=1 <= self.towns <= self.measures <= MOST_MEASURES and 24 <= self.months <= 240,
            field="measures",
            problem=Text(
                f"{self.measures} Maßnahmen in {self.towns} Städten über {self.months} Monate gehen nicht.",
                f"{self.measures} measures in {self.towns} towns over {self.months} months are not possible.",
            ),
            remedy=Text(
                f"1 bis {MOST_MEASURES} Maßnahmen, höchstens so viele Städte, 24 bis 240 Monate.",
                f"1 to {MOST_MEASURES} measures, no more towns than these, 24 to 240 months.",
            ),
        )


def generate(size: Size, *, seed: int) -> Problem:
    """A problem with modes, profiles, prerequisites, waits, alternatives, choices, duties, grants and running costs."""
    draw = _Draw(seed)
    units = [Unit("centre", Text("Rechenzentrum", "Data centre"), (100 * size.towns,) * size.months)]
    activities: list[Activity] = []
    choices: list[Choice] = []
    for town in range(size.towns):
        count = size.measures // size.towns + (town < size.measures % size.towns)
        units += [_unit(draw, town, number, count, size.months) for number in range(_UNITS)]
        own: list[Activity] = []
        for number in range(count):
            own.append(_activity(draw, town, number, own, size.months))
        choices += _choices(draw, town, own)
        activities += own
    years = _years(activities, size)
    drawn = sum(mode.draws[0][1] for one in activities for mode in one.modes[:1] if mode.draws)
    return Problem(
        first_month=Month("2027-01"),
        months=size.months,
        units=tuple(units),
        years=years,
        activities=tuple(activities),
        exclusions=(),
        audiences=_AUDIENCES,
        weights_percent=_WEIGHTS,
        pots=(Pot("grant", Text("Förderung", "Grant"), drawn // 2, first=6, last=size.months - 13, share_percent=80),),
        investive_carries_over=True,
        choices=tuple(choices),
    )


class _Draw:
    """Whole draws from `random()` alone, the only method whose sequence Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a synthetic instance, no secret

    def whole(self, lowest: int, highest: int) -> int:
        return lowest + int(self._random.random() * (highest - lowest + 1))

    def happens(self, percent: int) -> bool:
        return self.whole(1, 100) <= percent

    def one(self, values: Sequence[T]) -> T:
        return values[self.whole(0, len(values) - 1)]

    def some(self, values: Sequence[T], count: int) -> list[T]:
        """Different ones, in their order."""
        left = list(range(len(values)))
        chosen = [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(values)))]
        return [values[place] for place in sorted(chosen)]


def _unit(draw: _Draw, town: int, number: int, count: int, months: int) -> Unit:
    """Staff in proportion to the measures, a quarter less in the summer holidays."""
    base = draw.one((50, 75, 100, 125, 150)) * max(1, round(count / 50))
    capacity = tuple(base - (base // 4 if month % 12 in {6, 7} else 0) for month in range(months))
    return Unit(f"t{town}-u{number}", Text(f"Stadt {town}, Einheit {number}", f"Town {town}, unit {number}"), capacity)


def _activity(draw: _Draw, town: int, number: int, earlier: list[Activity], months: int) -> Activity:
    """Most are small; a duty waits for nothing, so that there always is a plan."""
    is_duty = draw.happens(10)
    duration = draw.whole(2, 6) if is_duty else draw.whole(3, 14)
    modes = [_mode(draw, "own", town, duration, price=draw.whole(5, 120), is_duty=is_duty)]
    if not is_duty and draw.happens(50):
        modes.append(_mode(draw, "bought", town, max(2, duration * 2 // 3), price=draw.whole(40, 200), is_duty=False))
    name = f"t{town}-m{number:04d}"
    relations = ((), (), ()) if is_duty else _relations(draw, [one.id for one in earlier[-40:]])
    is_wanted = not is_duty and draw.happens(15)
    is_released = not is_duty and draw.happens(20)
    return Activity(
        id=name,
        modes=tuple(modes),
        benefit=tuple(draw.whole(0, 10_000) if draw.happens(70) else 0 for _ in _AUDIENCES),
        prerequisites=relations[0],
        releases=(Release(draw.whole(3, 24), ReleaseKind.TOWN, name),) if is_released else (),
        deadline=draw.whole(months * 2 // 3, months - 1) if is_duty else None,
        is_mandatory=is_duty,
        waits=relations[1],
        any_of=relations[2],
        due=draw.whole(months // 3, months - 1) if is_wanted else None,
        lateness=draw.whole(1, 50) * 1000 if is_wanted else 0,
    )


def _relations(
    draw: _Draw, earlier: list[str]
) -> tuple[tuple[str, ...], tuple[Wait, ...], tuple[tuple[str, ...], ...]]:
    needs = tuple(draw.some(earlier, draw.one((0, 0, 1, 1, 2))))
    waits: tuple[Wait, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    if earlier and draw.happens(12):
        waits = (Wait(draw.one(earlier), draw.one((WaitKind.AFTER_END, WaitKind.AFTER_START)), draw.whole(1, 6)),)
    if len(earlier) > 1 and draw.happens(8):
        groups = (tuple(draw.some(earlier, 2)),)
    return needs, waits, groups


def _mode(draw: _Draw, name: str, town: int, duration: int, *, price: int, is_duty: bool) -> ActivityMode:
    """Costs in cents per month, running cost of 2 to 18 % a year, a third with a grant, a fifth with a profile."""
    investive = price * draw.whole(20_000, 100_000) // duration
    consumptive = price * draw.whole(10_000, 50_000) // duration
    highest = 4 if is_duty or name == "bought" else 8
    needed = [f"t{town}-u{unit}" for unit in draw.some(range(_UNITS), draw.one((1, 2, 2, 3)))]
    demand = [(unit, 5 * draw.whole(1, highest)) for unit in needed]
    if draw.happens(10):
        demand.append(("centre", 5 * draw.whole(1, 2)))
    profiles: tuple[tuple[str, tuple[int, ...]], ...] = ()
    if not is_duty and draw.happens(20):
        unit, amount = demand.pop(0)
        profiles = ((unit, tuple(amount if month < duration // 2 else amount // 2 for month in range(duration))),)
    grant = (investive + consumptive) * duration * draw.whole(20, 60) // 100 if not is_duty and draw.happens(30) else 0
    return ActivityMode(
        id=name,
        duration=duration,
        demand=tuple(demand),
        investive_by_month=(investive,) * duration,
        consumptive_by_month=(consumptive,) * duration,
        running_cents_per_year=(investive + consumptive) * duration * draw.whole(2, 18) // 100,
        draws=(("grant", grant),) if grant else (),
        profiles=profiles,
    )


def _choices(draw: _Draw, town: int, own: list[Activity]) -> list[Choice]:
    """A choice for every 25 measures: at most one or two of three that nobody has to do."""
    free = [one.id for one in own if not one.is_mandatory]
    count = len(own) // 25
    return [
        Choice(f"t{town}-c{number}", tuple(draw.some(free, 3)), 0, draw.whole(1, 2))
        for number in range(count)
        if len(free) >= 3
    ]


def _years(activities: list[Activity], size: Size) -> tuple[FiscalYear, ...]:
    """Money for about two thirds of everything; that for current spending grows with what is running."""
    first_modes = [one.modes[0] for one in activities]
    investive = sum(sum(mode.investive_by_month) for mode in first_modes)
    consumptive = sum(sum(mode.consumptive_by_month) for mode in first_modes)
    running = sum(mode.running_cents_per_year for mode in first_modes)
    years = -(-size.months // 12)
    return tuple(
        FiscalYear(
            2027 + number,
            investive * _MONEY_PERCENT // (100 * years),
            consumptive * _MONEY_PERCENT // (100 * years) + running * _MONEY_PERCENT * (number + 1) // (100 * years),
        )
        for number in range(years)
    )

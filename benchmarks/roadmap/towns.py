"""A seeded synthetic roadmap problem of a middle-sized town, and what `solve` makes of it.

`python benchmarks/roadmap/towns.py [SEED ...]` prints value, bound, gap, CPU time and peak memory.
Nothing in it is taken from a real town.
"""

import random
import resource
import sys
import time

from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Activity, ActivityMode, FiscalYear, Problem, Release, ReleaseKind, Solution, Unit
from leitplanke.roadmap.solve import solve

MONTHS = 60
UNITS = 8
MEASURES = 50


def town_problem(seed: int) -> Problem:
    """50 measures, 60 months, 8 units, 5 fiscal years; modes, prerequisites, duties with deadlines, releases.

    Staff and money cover roughly two thirds of what all measures together would need, so that choosing matters.
    """
    draw = random.Random(seed)  # noqa: S311 - a synthetic instance, no secret
    units = tuple(Unit(f"u{number}", Text(f"Einheit {number}"), _capacity(draw)) for number in range(UNITS))
    activities: list[Activity] = []
    for number in range(MEASURES):
        activities.append(_activity(draw, number, activities))
    investive = sum(sum(one.modes[0].investive_by_month) for one in activities)
    consumptive = sum(sum(one.modes[0].consumptive_by_month) for one in activities)
    running = sum(one.modes[0].running_cents_per_year for one in activities)
    years = tuple(
        FiscalYear(2026 + number, investive * 13 // 100, consumptive * 13 // 100 + running * 15 * (number + 1) // 100)
        for number in range(5)
    )
    return Problem(
        first_month=Month("2026-01"),
        months=MONTHS,
        units=units,
        years=years,
        activities=tuple(activities),
        exclusions=(),
        audiences=("citizens", "companies", "staff"),
        weights_percent=(40, 30, 30),
    )


def _capacity(draw: random.Random) -> tuple[int, ...]:
    """A base of 0.5 to 1.5 FTE, less in the summer holidays."""
    base = draw.choice((50, 75, 100, 125, 150))
    return tuple(base - (25 if month % 12 in {6, 7} else 0) for month in range(MONTHS))


def _activity(draw: random.Random, number: int, earlier: list[Activity]) -> Activity:
    """Any earlier measures as prerequisites; a duty needs at most one that can start at once."""
    duration = draw.randint(3, 14)
    modes = [_mode(draw, "own", duration=duration, price=draw.randint(5, 120))]
    if draw.random() < 0.5:
        modes.append(_mode(draw, "bought", duration=max(2, duration * 2 // 3), price=draw.randint(40, 200)))
    is_mandatory = draw.random() < 0.12
    roots = [one.id for one in earlier if not one.prerequisites and not one.releases]
    allowed = roots if is_mandatory else [one.id for one in earlier]
    wanted = draw.choice((0, 1)) if is_mandatory else draw.choice((0, 0, 1, 1, 2))
    return Activity(
        id=f"m{number:02d}",
        modes=tuple(modes),
        benefit=tuple(draw.randint(0, 10_000) for _ in range(3)),
        prerequisites=tuple(sorted(draw.sample(allowed, k=min(len(allowed), wanted)))),
        releases=(Release(draw.randint(3, 24), ReleaseKind.TOWN, f"m{number:02d}"),) if draw.random() < 0.2 else (),
        deadline=draw.randint(40, 59) if is_mandatory else None,
        is_mandatory=is_mandatory,
    )


def _mode(draw: random.Random, name: str, *, duration: int, price: int) -> ActivityMode:
    investive = price * draw.randint(20_000, 100_000)
    consumptive = price * draw.randint(10_000, 50_000)
    needed = draw.sample(range(UNITS), k=draw.choice((1, 2, 2, 3)))
    highest = 40 if name == "own" else 20
    return ActivityMode(
        id=name,
        duration=duration,
        demand=tuple(sorted((f"u{unit}", draw.randrange(5, highest + 1, 5)) for unit in needed)),
        investive_by_month=tuple(investive // duration for _ in range(duration)),
        consumptive_by_month=tuple(consumptive // duration for _ in range(duration)),
        running_cents_per_year=(investive + consumptive) * draw.randint(2, 18) // 100,
    )


def measure(seed: int) -> tuple[Solution, float]:
    """What `solve` makes of one instance with its default amount of work, and the CPU seconds it took."""
    problem = town_problem(seed)
    begin = time.process_time()
    found = solve(problem, seed=1)
    return found, time.process_time() - begin


def main(seeds: list[int]) -> None:
    """One line per seed."""
    print("seed  greedy      value       bound       gap     CPU s  peak MB  status")
    for seed in seeds:
        found, spent = measure(seed)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{seed:4d}  {found.greedy_value:.4e}  {found.value:.4e}  {found.bound:.4e}  {found.gap:6.2%}"
            f"  {spent:5.1f}  {peak:7d}  {found.status}"
        )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [1, 2, 3])

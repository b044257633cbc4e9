"""Seeded projects in the manner of ProGen (Kolisch, Sprecher, Drexl 1995), as plain values.

Network complexity is the mean number of arcs per job, the resource factor the share of units a job needs, the resource
strength where the capacity lies between what one job needs and what all need at their earliest starts: 0.1 is scarce.
"""

import random
from dataclasses import dataclass

from leitplanke.exchange.planning.network import Job, JobMode, Network, problem_of
from leitplanke.roadmap.model import Problem

_ENDS = 3
_MOST_ARCS = 3
_TRIES = 20_000


@dataclass(frozen=True, slots=True)
class Kind:
    """What a family of projects has in common."""

    name: str
    jobs: int
    complexity: float
    factor: float
    strength: float
    modes: int = 1


def project(kind: Kind, *, seed: int) -> Problem:
    """One project of the family."""
    draw = random.Random(f"{kind.name} {seed}")  # noqa: S311 - a synthetic instance, no secret
    successors = _arcs(draw, kind)
    modes = {job: _modes(draw, kind, is_real=1 < job < kind.jobs + 2) for job in successors}
    jobs = tuple(Job(job, modes[job], tuple(sorted(successors[job]))) for job in successors)
    renewable = tuple(_capacity(kind, jobs, unit) for unit in range(_units(kind)))
    stocks = tuple(_stock(modes, pot) for pot in range(2 if kind.modes > 1 else 0))
    return problem_of(Network(jobs, renewable, stocks))


def critical_path(problem: Problem) -> int:
    """The makespan if nobody lacked anything."""
    ends: dict[str, int] = {}
    for activity in problem.activities:  # in the order of the file, where arcs lead forwards only
        begin = max((ends[one] for one in activity.prerequisites), default=0)
        ends[activity.id] = begin + min(mode.duration for mode in activity.modes)
    return max(ends.values())


def _units(kind: Kind) -> int:
    return 2 if kind.modes > 1 else 4


def _arcs(draw: random.Random, kind: Kind) -> dict[int, set[int]]:
    """Who waits for whom: every job can be reached and left, then arcs at random up to the complexity."""
    last = kind.jobs + 2
    after: dict[int, set[int]] = {job: set() for job in range(1, last + 1)}
    for job in range(2, 2 + _ENDS):
        after[1].add(job)
    for job in range(last - _ENDS, last):
        after[job].add(last)
    for job in range(2 + _ENDS, last):
        givers = [one for one in range(2, min(job, last - _ENDS)) if len(after[one]) < _MOST_ARCS]
        after[draw.choice(givers)].add(job)
    for job in range(2, last - _ENDS):
        if not after[job]:
            after[job].add(draw.randrange(max(job + 1, 2 + _ENDS), last))
    wanted = int(kind.complexity * last)
    for _ in range(_TRIES):
        if sum(map(len, after.values())) >= wanted:
            break
        giver = draw.randrange(2, last - _ENDS)
        taker = draw.randrange(max(giver + 1, 2 + _ENDS), last)
        if len(after[giver]) < _MOST_ARCS and not _leads(after, giver, taker):
            after[giver].add(taker)
    return after


def _leads(after: dict[int, set[int]], giver: int, taker: int) -> bool:
    """Whether the arc would say nothing new."""
    waiting, seen = [giver], set[int]()
    while waiting:
        for job in after[waiting.pop()] - seen:
            if job == taker:
                return True
            seen.add(job)
            waiting.append(job)
    return False


def _modes(draw: random.Random, kind: Kind, *, is_real: bool) -> tuple[JobMode, ...]:
    """Shorter modes need no less: of anything."""
    units, pots = _units(kind), 2 if kind.modes > 1 else 0
    if not is_real:
        return (JobMode(0, (0,) * units, (0,) * pots),)
    users = {unit for unit in range(units) if draw.random() < kind.factor} or {draw.randrange(units)}
    durations = sorted(draw.sample(range(1, 11), k=kind.modes))
    needs = [sorted((draw.randint(1, 10) for _ in durations), reverse=True) for _ in range(units + pots)]
    return tuple(
        JobMode(
            duration,
            tuple(needs[unit][at] if unit in users else 0 for unit in range(units)),
            tuple(needs[units + pot][at] for pot in range(pots)),
        )
        for at, duration in enumerate(durations)
    )


def _capacity(kind: Kind, jobs: tuple[Job, ...], unit: int) -> int:
    """Between the largest single need and the peak at the earliest starts."""
    starts: dict[int, int] = {job.number: 0 for job in jobs}
    for job in jobs:
        for later in job.successors:
            starts[later] = max(starts[later], starts[job.number] + job.modes[0].duration)
    peak = max(
        sum(
            job.modes[0].renewable[unit]
            for job in jobs
            if starts[job.number] <= month < starts[job.number] + job.modes[0].duration
        )
        for month in range(max(starts.values()) + 1)
    )
    least = max(mode.renewable[unit] for job in jobs for mode in job.modes)
    return max(least, round(least + kind.strength * (peak - least)))


def _stock(modes: dict[int, tuple[JobMode, ...]], pot: int) -> int:
    """Half-way between what the most sparing and the most wasteful modes use."""
    least = sum(min(mode.nonrenewable[pot] for mode in options) for options in modes.values())
    most = sum(max(mode.nonrenewable[pot] for mode in options) for options in modes.values())
    return (least + most) // 2

"""Who waits for whom, by number: prerequisites, waits, alternatives, choices, and what they make required.

See `docs/methods/relations.md`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from leitplanke.kernel.relations import WaitKind
from leitplanke.roadmap.model import Activity, Problem


@dataclass(frozen=True, slots=True)
class Gap:
    """How long one activity waits for another: months after its end, and months after its start; None: not asked."""

    after_end: int | None
    after_start: int | None

    def lead(self, duration: int) -> int:
        """The fewest months from the start of the other one, which takes `duration`, to this start."""
        return max(
            0 if self.after_start is None else self.after_start,
            0 if self.after_end is None else duration + self.after_end,
        )


@dataclass(frozen=True, slots=True)
class LeastChoice:
    """At least `least` of these activities are planned."""

    members: tuple[int, ...]
    least: int


PLAIN = Gap(0, None)


def before_of(activity: Activity, index: dict[str, int]) -> tuple[int, ...]:
    """Prerequisites by number; -1 is never planned, so a prerequisite outside the problem makes this impossible."""
    if activity.fixed is not None:
        return ()
    waited_for = (wait.activity for wait in activity.waits)
    needed = dict.fromkeys((*activity.prerequisites, *waited_for))
    return tuple(sorted(index.get(prerequisite, -1) for prerequisite in needed))


def gaps_of(problem: Problem, number: int, index: dict[str, int]) -> dict[tuple[int, int], Gap]:
    """The gaps of one activity that come from waits; a prerequisite beside a wait counts as a wait of no months."""
    activity = problem.activities[number]
    found: dict[tuple[int, int], Gap] = {}
    for wait in activity.waits if activity.fixed is None else ():
        pair = (number, index.get(wait.activity, -1))
        gap = found.get(pair, Gap(0 if wait.activity in activity.prerequisites else None, None))
        if wait.kind is WaitKind.AFTER_END:
            found[pair] = Gap(max(wait.months, gap.after_end or 0), gap.after_start)
        else:
            found[pair] = Gap(gap.after_end, max(wait.months, gap.after_start or 0))
    return found


def groups_of(activity: Activity, index: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    """Alternatives by number; one outside the problem is none; an empty group makes the activity impossible."""
    if activity.fixed is not None:
        return ()
    return tuple(tuple(sorted({index[one] for one in group if one in index})) for group in activity.any_of)


def claimed_by(
    before: tuple[tuple[int, ...], ...], any_of: tuple[tuple[tuple[int, ...], ...], ...], numbers: Iterable[int]
) -> frozenset[int]:
    """These, everything that they need, and everything that they may need."""
    found: set[int] = set()
    waiting = list(numbers)
    while waiting:
        number = waiting.pop()
        if number >= 0 and number not in found:
            found.add(number)
            waiting.extend(before[number])
            waiting.extend(one for group in any_of[number] for one in group)
    return frozenset(found)


def after_of(before: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """The same pairs the other way round: who waits for each activity."""
    after: list[list[int]] = [[] for _ in before]
    for later, needs in enumerate(before):
        for number in needs:
            if number >= 0:
                after[number].append(later)
    return tuple(map(tuple, after))


def required_in(problem: Problem, before: tuple[tuple[int, ...], ...]) -> frozenset[int]:
    """What is mandatory or fixed, and all that it needs."""
    duties = {
        number
        for number, activity in enumerate(problem.activities)
        if activity.is_mandatory or activity.fixed is not None
    }
    return frozenset(duties) | needed_by(before, duties)


def needed_by(before: tuple[tuple[int, ...], ...], numbers: Iterable[int]) -> frozenset[int]:
    """Everything that must be planned before them, through all levels."""
    found: set[int] = set()
    waiting = [needed for number in numbers for needed in before[number]]
    while waiting:
        number = waiting.pop()
        if number >= 0 and number not in found:
            found.add(number)
            waiting.extend(before[number])
    return frozenset(found)


def earliest_starts(
    problem: Problem,
    before: tuple[tuple[int, ...], ...],
    order: tuple[int, ...],
    gaps: dict[tuple[int, int], Gap],
    any_of: tuple[tuple[tuple[int, ...], ...], ...],
) -> dict[int, int]:
    """From releases and the shortest modes of all prerequisites; beyond `months` if one of them cannot be planned."""
    excluded = {exclusion.activity for exclusion in problem.exclusions}
    never = problem.months + 1  # a milestone may still stand at `months`
    starts: dict[int, int] = {-1: never}
    ends: dict[int, int] = {-1: never}
    for number in order:
        if number < 0:
            continue
        activity = problem.activities[number]
        if activity.fixed is not None:
            starts[number] = activity.fixed.start
            ends[number] = activity.fixed.start + activity.mode(activity.fixed.mode).duration - 1
            continue
        ready = [
            starts[needed] + gaps.get((number, needed), PLAIN).lead(ends[needed] + 1 - starts[needed])
            for needed in before[number]
        ]
        ready += [min((ends[one] + 1 for one in group), default=never) for group in any_of[number]]
        start = max([0, activity.release, *ready])
        starts[number] = never if activity.id in excluded else start
        ends[number] = starts[number] + min(mode.duration for mode in activity.modes) - 1
    return starts


def latest_ends(
    problem: Problem,
    after: tuple[tuple[int, ...], ...],
    order: tuple[int, ...],
    required: frozenset[int],
    gaps: dict[tuple[int, int], Gap],
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
                last_start = ends[later] - min(mode.duration for mode in problem.activities[later].modes) + 1
                lead = gaps.get((later, number), PLAIN)
                own = [mode.duration for mode in activity.modes]
                end = min(end, last_start + max(duration - 1 - lead.lead(duration) for duration in own))
        ends[number] = end
    return ends

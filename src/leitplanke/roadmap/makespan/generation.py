"""Serial schedule generation, forwards and backwards, and justification: the inner loop of the makespan search.

See `docs/methods/makespan.md`. Whole numbers and plain lists only, because it runs tens of thousands of times.
"""

from collections.abc import Sequence

from leitplanke.roadmap.project import Project

Starts = list[int]


class Generator:
    """Builds schedules of one project for one choice of ways."""

    def __init__(self, project: Project, ways: Sequence[int]) -> None:
        self.project = project
        self.ways = tuple(ways)
        chosen = [options[way] for options, way in zip(project.ways, ways, strict=True)]
        self.durations = [way.duration for way in chosen]
        self._packed = [way.packed for way in chosen]
        self._horizon = list(project.free)

    def forwards(self, order: Sequence[int]) -> Starts:
        """Put every activity, in an `order` that keeps prerequisites, at its earliest start with room."""
        project = self.project
        starts = [0] * project.size
        ends = [0] * project.size
        free = self._horizon.copy()
        before, release = project.before, project.release
        for number in order:
            ready = release[number]
            for needed in before[number]:
                if ends[needed] > ready:  # noqa: PLR1730 - a call of max() costs three times as much
                    ready = ends[needed]
            start = room_at(free, self._packed[number], self.durations[number], ready, project.guard)
            _book(free, self._packed[number], self.durations[number], start)
            starts[number] = start
            ends[number] = start + self.durations[number]
        return starts

    def backwards(self, starts: Starts) -> Starts | None:
        """Move every activity as late as the end of the schedule allows, those that end last first.

        None where dates make that impossible; months may have different capacities.
        """
        project, durations = self.project, self.durations
        end = self.end(starts)
        if end > project.months:
            return None
        free = self._horizon[:end]
        free.reverse()
        guard = project.guard
        mirrored = [0] * project.size
        order = sorted(range(project.size), key=lambda one: (-(starts[one] + durations[one]), -starts[one], -one))
        order = _keeping(order, project.after)
        for number in order:
            ready = 0
            for later in project.after[number]:
                reached = mirrored[later] + durations[later]
                if reached > ready:  # noqa: PLR1730 - likewise
                    ready = reached
            start = room_at(free, self._packed[number], durations[number], ready, guard)
            _book(free, self._packed[number], durations[number], start)
            mirrored[number] = start
        late = [end - mirrored[number] - durations[number] for number in range(project.size)]
        is_possible = all(start >= max(0, release) for start, release in zip(late, project.release, strict=True))
        return late if is_possible else None

    def justified(self, starts: Starts) -> Starts:
        """Double justification (Valls, Ballestín, Quintanilla 2005): right, then left; never longer than before."""
        late = self.backwards(starts)
        if late is None:
            return starts
        order = sorted(range(self.project.size), key=lambda one: (late[one], late[one] + self.durations[one], one))
        again = self.forwards(_keeping(order, self.project.before))
        return again if self.end(again) <= self.end(starts) else starts

    def end(self, starts: Starts) -> int:
        """The month after the last work of the activity that counts, or of any other that ends later."""
        return max(start + duration for start, duration in zip(starts, self.durations, strict=True))


def room_at(free: list[int], need: int, duration: int, ready: int, guard: int) -> int:
    """The earliest start from `ready` with room for `need`; `free` grows where it is too short.

    The window is read from its end: a month without room moves the start behind it at once.
    """
    if not need or not duration:
        return ready
    start = ready
    known = len(free)
    while True:
        month = start + duration - 1
        if month >= known:
            free.extend([_all_free(guard)] * (month + 1 - known))
            known = len(free)
        while month >= start and (free[month] - need) & guard == guard:
            month -= 1
        if month < start:
            return start
        start = month + 1


def _book(free: list[int], need: int, duration: int, start: int) -> None:
    for month in range(start, start + duration if need else start):
        free[month] -= need


def _all_free(guard: int) -> int:
    """A month beyond the horizon has room for anybody: a late schedule is late, and not endless."""
    return (1 << guard.bit_length()) - 1


def in_order(starts: Sequence[int], before: Sequence[Sequence[int]]) -> list[int]:
    """All activities by their start, none before what it needs."""
    return _keeping(sorted(range(len(starts)), key=starts.__getitem__), before)


def _keeping(order: list[int], before: Sequence[Sequence[int]]) -> list[int]:
    """The same order, except that milestones at the same month never come before what they need."""
    place = {number: at for at, number in enumerate(order)}
    if all(place[needed] < at for number, at in place.items() for needed in before[number]):
        return order
    done: set[int] = set()
    kept: list[int] = []
    for first in order:
        waiting = [first]
        while waiting:
            number = waiting[-1]
            missing = [needed for needed in before[number] if needed not in done]
            if missing:
                waiting.extend(missing)
                continue
            waiting.pop()
            if number not in done:
                done.add(number)
                kept.append(number)
    return kept

"""Two plans of one problem side by side: what is new, what is left out, what moved, what it costs and is worth."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.roadmap.model import PlannedStart, Problem, running_cents


@dataclass(frozen=True, slots=True)
class Move:
    """A measure that is in both plans, at another time or in another mode."""

    before: PlannedStart
    after: PlannedStart
    months_later: int  # of its end; negative: earlier


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What differs. `money` per fiscal year: investive and consumptive cents more; `staff`: FTE hundredths · months."""

    new: tuple[PlannedStart, ...]
    left_out: tuple[PlannedStart, ...]
    moved: tuple[Move, ...]
    value: int
    audiences: tuple[tuple[str, int], ...]
    money: tuple[tuple[int, int, int], ...]
    staff: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many measures are touched."""
        return len(self.new) + len(self.left_out) + len(self.moved)


def compare_plans(problem: Problem, before: tuple[PlannedStart, ...], after: tuple[PlannedStart, ...]) -> PlanChange:
    """From `before` to `after`, neither of which has to keep the rules. Raises `KeyError` for what is not known."""
    old, now = ({line.activity: line for line in plan} for plan in (before, after))
    amounts: Counter[tuple[str, str | int]] = Counter()
    for plan, sign in ((before, -1), (after, 1)):
        for line in plan:
            for key, amount in _amounts(problem, line):
                amounts[key] += sign * amount
    return PlanChange(
        new=tuple(line for line in after if line.activity not in old),
        left_out=tuple(line for line in before if line.activity not in now),
        moved=tuple(
            Move(old[line.activity], line, _end(problem, line) - _end(problem, old[line.activity]))
            for line in after
            if line.activity in old and line != old[line.activity]
        ),
        value=amounts["value", ""],
        audiences=tuple((audience, amounts["audience", audience]) for audience in problem.audiences),
        money=tuple(
            (year.year, amounts["investive", year.year], amounts["consumptive", year.year]) for year in problem.years
        ),
        staff=tuple((unit.id, amounts["staff", unit.id]) for unit in problem.units),
    )


def _end(problem: Problem, line: PlannedStart) -> int:
    return line.start + problem.activity(line.activity).mode(line.mode).duration - 1


def _amounts(problem: Problem, line: PlannedStart) -> Iterator[tuple[tuple[str, str | int], int]]:
    """What one line is worth, costs and needs; benefit per audience is unweighted, so that they can be put together."""
    activity, end = problem.activity(line.activity), _end(problem, line)
    mode = activity.mode(line.mode)
    if activity.fixed is None:
        yield ("value", ""), problem.worths(activity, (line,))[0]
        for audience, benefit in zip(problem.audiences, activity.benefit, strict=True):
            yield ("audience", audience), benefit * (problem.months - 1 - end + problem.tail_months)
    for offset in range(mode.duration):
        if 0 <= line.start + offset < problem.months:
            year = problem.year_at(line.start + offset)
            yield ("investive", year), mode.investive_by_month[offset]
            yield ("consumptive", year), mode.consumptive_by_month[offset]
            for unit, profile in mode.staff:
                yield ("staff", unit), profile[offset]
    in_use = Counter(problem.year_at(month) for month in range(max(0, end + 1), problem.months))
    for year, months in in_use.items():
        yield ("consumptive", year), running_cents(mode.running_cents_per_year, months)

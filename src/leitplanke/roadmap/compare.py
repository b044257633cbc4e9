"""Two roadmaps of one town side by side: what is new, what is left out, what moved, what it costs and is worth."""

from dataclasses import dataclass

from leitplanke.kernel.dates import months_between
from leitplanke.roadmap.model import Assignment, Roadmap, YearBudget


@dataclass(frozen=True, slots=True)
class LineChange:
    """A measure that is in both roadmaps, but with other months, another mode or another lead unit."""

    before: Assignment
    after: Assignment

    @property
    def months_later(self) -> int:
        """How many months later it ends now; negative: earlier, 0: only mode, start or unit differ."""
        return months_between(self.before.end, self.after.end)


@dataclass(frozen=True, slots=True)
class YearChange:
    """Money used in one fiscal year, before and after."""

    year: int
    investive_before: int
    investive_after: int
    consumptive_before: int
    consumptive_after: int


@dataclass(frozen=True, slots=True)
class StaffChange:
    """Work of one unit over the whole plan, before and after, in hundredths of a full-time month."""

    unit: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class RoadmapChange:
    """What differs. Values can be compared only if both plans cover the same months with the same weights."""

    new: tuple[Assignment, ...]
    left_out: tuple[Assignment, ...]
    changed: tuple[LineChange, ...]
    money: tuple[YearChange, ...]
    staff: tuple[StaffChange, ...]
    value_before: int
    value_after: int
    values_are_comparable: bool

    @property
    def is_none(self) -> bool:
        """Whether both roadmaps plan the same measures at the same time in the same way."""
        return not (self.new or self.left_out or self.changed)


def compare(before: Roadmap, after: Roadmap) -> RoadmapChange:
    """What differs between two roadmaps of one town; what only `before` has stands at the end."""
    old = {line.measure: line for line in before.assignments}
    now = {line.measure: line for line in after.assignments}
    return RoadmapChange(
        new=tuple(line for name, line in now.items() if name not in old),
        left_out=tuple(line for name, line in old.items() if name not in now),
        changed=tuple(
            LineChange(old[name], line) for name, line in now.items() if name in old and _differ(old[name], line)
        ),
        money=_money(before, after),
        staff=_staff(before, after),
        value_before=before.value,
        value_after=after.value,
        values_are_comparable=_terms(before) == _terms(after),
    )


def _differ(before: Assignment, after: Assignment) -> bool:
    return _place(before) != _place(after)


def _place(line: Assignment) -> tuple[str, str, str, str]:
    return (line.start, line.end, line.mode, line.lead_unit)


def _money(before: Roadmap, after: Roadmap) -> tuple[YearChange, ...]:
    old = {budget.year: budget for budget in before.budgets}
    now = {budget.year: budget for budget in after.budgets}
    return tuple(YearChange(year, *_used(old.get(year), now.get(year))) for year in sorted({*old, *now}))


def _used(before: YearBudget | None, after: YearBudget | None) -> tuple[int, int, int, int]:
    return (
        before.investive_used if before else 0,
        after.investive_used if after else 0,
        before.consumptive_used if before else 0,
        after.consumptive_used if after else 0,
    )


def _staff(before: Roadmap, after: Roadmap) -> tuple[StaffChange, ...]:
    old = {load.unit: sum(load.used) for load in before.loads}
    now = {load.unit: sum(load.used) for load in after.loads}
    return tuple(StaffChange(unit, old.get(unit, 0), now.get(unit, 0)) for unit in {**now, **old})


def _terms(roadmap: Roadmap) -> tuple[object, ...]:
    weights = tuple((value.audience, value.weight_percent) for value in roadmap.audience_values)
    return (roadmap.first_month, roadmap.months, weights)

"""The independent judge of a plan: no solver, no shared code with the search, exact whole numbers.

See `docs/methods/plan-check.md`. A measure that runs or is done is a fact: only its load is judged, not its dates.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.dates import MONTHS_PER_YEAR
from leitplanke.kernel.relations import WaitKind
from leitplanke.roadmap.model import Activity, PlannedStart, Problem, ReleaseKind


class ViolationKind(StrEnum):
    """What a plan can do wrong."""

    UNKNOWN_ACTIVITY = "unknown_activity"
    UNKNOWN_MODE = "unknown_mode"
    PLANNED_TWICE = "planned_twice"
    EXCLUDED = "excluded"
    BEFORE_PLAN = "before_plan"
    BEYOND_HORIZON = "beyond_horizon"
    MANDATORY_MISSING = "mandatory_missing"
    FIXED_MOVED = "fixed_moved"
    RELEASE = "release"
    GATE = "gate"
    DEADLINE = "deadline"
    PREREQUISITE_MISSING = "prerequisite_missing"
    PREREQUISITE_NOT_FINISHED = "prerequisite_not_finished"
    WAIT = "wait"
    ALTERNATIVE_MISSING = "alternative_missing"
    ALTERNATIVE_NOT_FINISHED = "alternative_not_finished"
    CHOICE_TOO_FEW = "choice_too_few"
    CHOICE_TOO_MANY = "choice_too_many"
    STAFF = "staff"
    MONEY_INVESTIVE = "money_investive"
    MONEY_CONSUMPTIVE = "money_consumptive"
    POT = "pot"
    POT_WINDOW = "pot_window"
    FAIRNESS = "fairness"
    STABILITY = "stability"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule.

    `activity` is empty where a unit or a year is overloaded; `ref` the mode, gate, prerequisite, unit, year, pot,
    choice or audience, or alternatives with "|" between them. `month` is the index that would be needed (release,
    deadline, prerequisite) or that is overloaded (staff); `excess` by how much: months, hundredths of FTE, cents,
    measures, or benefit.
    """

    kind: ViolationKind
    activity: str = ""
    ref: str = ""
    month: int | None = None
    year: int | None = None
    excess: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    activity: Activity
    mode_id: str
    start: int

    @property
    def end(self) -> int:
        return self.start + self.activity.mode(self.mode_id).duration - 1


def check(problem: Problem, plan: tuple[PlannedStart, ...]) -> tuple[Violation, ...]:
    """Every rule that `plan` breaks, in a fixed order; empty if the plan can be kept."""
    lines, violations = _read(problem, plan)
    by_id = {line.activity.id: line for line in lines}
    excluded = {exclusion.activity for exclusion in problem.exclusions}
    for activity in problem.activities:
        line = by_id.get(activity.id)
        if line is None:
            violations.extend(_absent(activity))
        elif activity.fixed is not None:
            violations.extend(_fixed(line))
        else:
            violations.extend(_dates(problem, line, is_excluded=activity.id in excluded))
            violations.extend(_prerequisites(line, by_id))
            violations.extend(_waits(line, by_id))
            violations.extend(_alternatives(line, by_id))
            violations.extend(_windows(problem, line))
    violations.extend(_choices(problem, by_id))
    violations.extend(_staff(problem, lines))
    violations.extend(_money(problem, lines))
    violations.extend(_pots(problem, lines))
    violations.extend(_fairness(problem, lines))
    violations.extend(_stability(problem, by_id))
    return tuple(violations)


def _read(problem: Problem, plan: tuple[PlannedStart, ...]) -> tuple[list[_Line], list[Violation]]:
    activities = {activity.id: activity for activity in problem.activities}
    lines: list[_Line] = []
    violations: list[Violation] = []
    seen: set[str] = set()
    for planned in plan:
        activity = activities.get(planned.activity)
        if activity is None:
            violations.append(Violation(ViolationKind.UNKNOWN_ACTIVITY, planned.activity))
        elif planned.mode not in {mode.id for mode in activity.modes}:
            violations.append(Violation(ViolationKind.UNKNOWN_MODE, planned.activity, planned.mode))
        else:
            lines.append(_Line(activity, planned.mode, planned.start))
        if planned.activity in seen:
            violations.append(Violation(ViolationKind.PLANNED_TWICE, planned.activity))
        seen.add(planned.activity)
    return lines, violations


def _absent(activity: Activity) -> Iterator[Violation]:
    if activity.fixed is not None:
        yield Violation(ViolationKind.FIXED_MOVED, activity.id, activity.fixed.mode, activity.fixed.start)
    elif activity.is_mandatory:
        yield Violation(ViolationKind.MANDATORY_MISSING, activity.id)


def _fixed(line: _Line) -> Iterator[Violation]:
    fixed = line.activity.fixed
    if fixed is not None and (line.mode_id, line.start) != (fixed.mode, fixed.start):
        yield Violation(
            ViolationKind.FIXED_MOVED, line.activity.id, fixed.mode, fixed.start, excess=abs(line.start - fixed.start)
        )


def _dates(problem: Problem, line: _Line, *, is_excluded: bool) -> Iterator[Violation]:
    activity = line.activity
    if is_excluded:
        yield Violation(ViolationKind.EXCLUDED, activity.id)
    if line.start < 0:
        yield Violation(ViolationKind.BEFORE_PLAN, activity.id, month=0, excess=-line.start)
    if line.end >= problem.months:
        yield Violation(
            ViolationKind.BEYOND_HORIZON, activity.id, month=problem.months - 1, excess=line.end - problem.months + 1
        )
    for release in activity.releases:
        if line.start < release.month:
            kind = ViolationKind.GATE if release.kind is ReleaseKind.GATE else ViolationKind.RELEASE
            yield Violation(kind, activity.id, release.ref, release.month, excess=release.month - line.start)
    if activity.is_mandatory and activity.deadline is not None and line.end > activity.deadline:
        yield Violation(
            ViolationKind.DEADLINE, activity.id, month=activity.deadline, excess=line.end - activity.deadline
        )


def _prerequisites(line: _Line, by_id: dict[str, _Line]) -> Iterator[Violation]:
    for prerequisite in line.activity.prerequisites:
        before = by_id.get(prerequisite)
        if before is None:
            yield Violation(ViolationKind.PREREQUISITE_MISSING, line.activity.id, prerequisite)
        elif before.end >= line.start:
            yield Violation(
                ViolationKind.PREREQUISITE_NOT_FINISHED,
                line.activity.id,
                prerequisite,
                before.end + 1,
                excess=before.end + 1 - line.start,
            )


def _waits(line: _Line, by_id: dict[str, _Line]) -> Iterator[Violation]:
    for wait in line.activity.waits:
        other = by_id.get(wait.activity)
        if other is None:
            yield Violation(ViolationKind.PREREQUISITE_MISSING, line.activity.id, wait.activity)
            continue
        counted_from = other.end + 1 if wait.kind is WaitKind.AFTER_END else other.start
        ready = counted_from + wait.months
        if line.start < ready:
            yield Violation(ViolationKind.WAIT, line.activity.id, wait.activity, ready, excess=ready - line.start)


def _alternatives(line: _Line, by_id: dict[str, _Line]) -> Iterator[Violation]:
    for group in line.activity.any_of:
        ends = [by_id[one].end for one in group if one in by_id]
        names = "|".join(group)
        if not ends:
            yield Violation(ViolationKind.ALTERNATIVE_MISSING, line.activity.id, names)
        elif min(ends) >= line.start:
            ready = min(ends) + 1
            kind = ViolationKind.ALTERNATIVE_NOT_FINISHED
            yield Violation(kind, line.activity.id, names, ready, excess=ready - line.start)


def _windows(problem: Problem, line: _Line) -> Iterator[Violation]:
    drawn = {pot for pot, amount in line.activity.mode(line.mode_id).draws if amount > 0}
    for pot in problem.pots:
        if pot.id not in drawn:
            continue
        if pot.first is not None and line.start < pot.first:
            early = pot.first - line.start
            yield Violation(ViolationKind.POT_WINDOW, line.activity.id, pot.id, pot.first, excess=early)
        if pot.last is not None and line.end > pot.last:
            late = line.end - pot.last
            yield Violation(ViolationKind.POT_WINDOW, line.activity.id, pot.id, pot.last, excess=late)


def _choices(problem: Problem, by_id: dict[str, _Line]) -> Iterator[Violation]:
    for choice in problem.choices:
        count = sum(member in by_id for member in choice.members)
        if count < choice.least:
            yield Violation(ViolationKind.CHOICE_TOO_FEW, ref=choice.id, excess=choice.least - count)
        if count > choice.most:
            yield Violation(ViolationKind.CHOICE_TOO_MANY, ref=choice.id, excess=count - choice.most)


def _staff(problem: Problem, lines: list[_Line]) -> Iterator[Violation]:
    used: Counter[tuple[str, int]] = Counter()
    for line in lines:
        mode = line.activity.mode(line.mode_id)
        for month in range(max(0, line.start), min(problem.months, line.end + 1)):
            for unit, amount in mode.demand:
                used[unit, month] += amount
            for unit, profile in mode.profiles:
                used[unit, month] += profile[month - line.start]
    for resource in problem.units:
        for month, available in enumerate(resource.capacity):
            excess = used[resource.id, month] - available
            if excess > 0:
                yield Violation(
                    ViolationKind.STAFF, ref=resource.id, month=month, year=problem.year_at(month), excess=excess
                )


def _money(problem: Problem, lines: list[_Line]) -> Iterator[Violation]:
    first_year, months_before = problem.year_at(0), int(problem.first_month[5:]) - 1
    year_of_month = [first_year + (months_before + month) // MONTHS_PER_YEAR for month in range(problem.months)]
    investive: defaultdict[int, int] = defaultdict(int)
    consumptive: defaultdict[int, int] = defaultdict(int)
    for line in lines:
        mode = line.activity.mode(line.mode_id)
        for offset in range(mode.duration):
            if 0 <= line.start + offset < problem.months:
                investive[year_of_month[line.start + offset]] += mode.investive_by_month[offset]
                consumptive[year_of_month[line.start + offset]] += mode.consumptive_by_month[offset]
        # Running cost is rounded up once per measure and fiscal year, as a treasurer books it.
        for year, months in Counter(year_of_month[max(0, line.end + 1) :]).items():
            consumptive[year] += (mode.running_cents_per_year * months + MONTHS_PER_YEAR - 1) // MONTHS_PER_YEAR
    rest_investive = rest_consumptive = 0
    for budget in problem.years:
        rest_investive += budget.investive_cents - investive[budget.year]
        rest_consumptive += budget.consumptive_cents - consumptive[budget.year]
        for kind, rest in (
            (ViolationKind.MONEY_INVESTIVE, rest_investive),
            (ViolationKind.MONEY_CONSUMPTIVE, rest_consumptive),
        ):
            if rest < 0:
                yield Violation(kind, ref=str(budget.year), year=budget.year, excess=-rest)
        rest_investive *= problem.investive_carries_over
        rest_consumptive *= problem.consumptive_carries_over


def _pots(problem: Problem, lines: list[_Line]) -> Iterator[Violation]:
    drawn: Counter[str] = Counter()
    for line in lines:
        for pot, amount in line.activity.mode(line.mode_id).draws:
            drawn[pot] += amount
    for stock in problem.pots:
        if drawn[stock.id] > stock.amount:
            yield Violation(ViolationKind.POT, ref=stock.id, excess=drawn[stock.id] - stock.amount)


def _fairness(problem: Problem, lines: list[_Line]) -> Iterator[Violation]:
    """What runs or is done counts for nobody: its benefit cannot be changed."""
    if problem.fairness is None:
        return
    for place, audience in enumerate(problem.audiences):
        reached = sum(
            line.activity.benefit[place] * (problem.months - 1 - line.end + problem.tail_months)
            for line in lines
            if line.activity.fixed is None
        )
        wanted = problem.fairness.least_percent * problem.fairness.of[place]
        if wanted > 0 and reached * 100 < wanted:
            yield Violation(ViolationKind.FAIRNESS, ref=audience, excess=(wanted - reached * 100 + 99) // 100)


def _stability(problem: Problem, by_id: dict[str, _Line]) -> Iterator[Violation]:
    if problem.stability is None or problem.stability.most_changes is None:
        return
    published = {line.activity: (line.mode, line.start) for line in problem.stability.plan}
    now = {name: (line.mode_id, line.start) for name, line in by_id.items()}
    asked = (activity.id for activity in problem.activities if activity.fixed is None)
    changed = sum(published.get(name) != now.get(name) for name in asked)
    if changed > problem.stability.most_changes:
        yield Violation(ViolationKind.STABILITY, excess=changed - problem.stability.most_changes)

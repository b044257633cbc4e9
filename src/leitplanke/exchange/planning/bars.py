"""A plan as bars on a calendar: what the formats of other programs have in common."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from leitplanke.kernel.dates import Month
from leitplanke.kernel.relations import Wait, WaitKind
from leitplanke.roadmap.model import Assignment, PlannedStart, Problem, Roadmap
from leitplanke.strategy.model import Measure, Strategy

_WEEKEND = 5
_DOMAIN = "roadmap.leitplanke"


class LinkKind(StrEnum):
    """What a bar waits for."""

    END = "end"
    START = "start"


@dataclass(frozen=True, slots=True)
class Link:
    """The bar waits for the end or the start of `after` and `months` more."""

    after: str
    kind: LinkKind
    months: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One measure of a plan. A milestone stands on the first day of its month; all others fill whole months."""

    id: str
    name: str
    mode: str
    first_day: date
    last_day: date
    is_milestone: bool
    deadline: date | None
    links: tuple[Link, ...]
    staff: tuple[tuple[str, int], ...]  # per unit the mean over its months, in hundredths of FTE

    @property
    def workdays(self) -> int:
        """Mondays to Fridays, holidays included: the calendar of the receiving program knows those of its country."""
        days = (self.last_day - self.first_day).days + 1
        return sum((self.first_day + timedelta(day)).weekday() < _WEEKEND for day in range(days))


@dataclass(frozen=True, slots=True)
class Timetable:
    """Bars with what is said of all: `domain` tells calendars of different towns apart, `notice` what all must know."""

    title: str
    domain: str
    first_month: Month
    units: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]
    notice: str = ""


def plan_timetable(problem: Problem, plan: tuple[PlannedStart, ...]) -> Timetable:
    """The bars of a plan in the order in which they begin. Raises `KeyError` for what the problem does not know."""
    planned = {line.activity for line in plan}
    ordered = sorted(plan, key=lambda line: (line.start, line.activity))
    units = tuple((unit.id, unit.name.de) for unit in problem.units)
    rows = tuple(_bar(problem, line, planned) for line in ordered)
    return Timetable("Fahrplan", _DOMAIN, problem.first_month, units, rows)


def roadmap_timetable(strategy: Strategy, roadmap: Roadmap) -> Timetable:
    """The bars of a town's roadmap, in German and with the town's own names."""
    measures = {measure.id: measure for measure in strategy.draft.measures}
    planned = {line.measure for line in roadmap.assignments}
    ordered = sorted(roadmap.assignments, key=lambda line: (line.start, line.measure))
    origin = roadmap.provenance
    return Timetable(
        title=f"Fahrplan {origin.town_name}",
        domain=f"{origin.town}.{_DOMAIN}",
        first_month=roadmap.first_month,
        units=tuple((unit, name.de) for unit, name in roadmap.unit_names.items()),
        bars=tuple(_measure_bar(measures[line.measure], line, planned) for line in ordered),
        notice="Erfundene Kommune: Alle Angaben sind erfunden." if origin.is_fictitious else "",
    )


def _measure_bar(measure: Measure, line: Assignment, planned: set[str]) -> Bar:
    ends_by = [month for month in (measure.deadline, measure.wanted and measure.wanted.by) if month]
    links = () if line.is_fixed else tuple(_linked(measure.requires, measure.waits))
    return Bar(
        id=measure.id,
        name=measure.title.de,
        mode=measure.mode(line.mode).name.de,
        first_day=_first_day(line.start),
        last_day=_last_day(line.end),
        is_milestone=False,
        deadline=_last_day(min(ends_by)) if ends_by else None,
        links=tuple(link for link in links if link.after in planned),
        staff=line.staff,
    )


def _bar(problem: Problem, line: PlannedStart, planned: set[str]) -> Bar:
    activity = problem.activity(line.activity)
    mode = activity.mode(line.mode)
    first = _first_day(problem.month_at(line.start))
    is_milestone = mode.duration == 0
    last = first if is_milestone else _last_day(problem.month_at(line.start + mode.duration - 1))
    ends_by = [month for month in (activity.deadline, activity.due) if month is not None]
    return Bar(
        id=activity.id,
        name=f"{activity.id} ({mode.id})",
        mode=mode.id,
        first_day=first,
        last_day=last,
        is_milestone=is_milestone,
        deadline=_last_day(problem.month_at(min(ends_by))) if ends_by else None,
        links=tuple(link for link in _linked(activity.prerequisites, activity.waits) if link.after in planned),
        staff=tuple((unit, round(sum(profile) / len(profile))) for unit, profile in mode.staff if any(profile)),
    )


def _linked(prerequisites: Iterable[str], waits: Iterable[Wait]) -> list[Link]:
    """Alternatives are no links: no program for bars knows *one of*."""
    found = [Link(one, LinkKind.END, 0) for one in prerequisites]
    for wait in waits:
        kind = LinkKind.END if wait.kind is WaitKind.AFTER_END else LinkKind.START
        found.append(Link(wait.activity, kind, wait.months))
    return found


def _first_day(month: Month) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def _last_day(month: Month) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])

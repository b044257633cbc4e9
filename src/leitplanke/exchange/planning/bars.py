"""A plan as bars on a calendar: what the formats of other programs have in common."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from leitplanke.kernel.dates import Month, is_month, month_of, month_words
from leitplanke.kernel.faults import require
from leitplanke.kernel.relations import Wait, WaitKind
from leitplanke.kernel.texts import Language, Text
from leitplanke.roadmap.model import Assignment, PlannedStart, Problem, Roadmap
from leitplanke.roadmap.problem_names import names_by_kind
from leitplanke.strategy.model import Measure, Strategy

_FRIDAY, _WEEKEND = 4, 5
_DOMAIN = "roadmap.leitplanke"
_TITLE, _MODE = Text("Fahrplan", "Roadmap"), Text("Umsetzungsart", "Mode")


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
    def first_workday(self) -> date:
        """The first day that is no weekend: programs with a week of five days move what begins on another."""
        return workday_from(self.first_day)

    @property
    def last_workday(self) -> date:
        """The last day that is no weekend; of a milestone its first one."""
        if self.is_milestone:
            return self.first_workday
        return self.last_day - timedelta(max(0, self.last_day.weekday() - _FRIDAY))

    @property
    def workdays(self) -> int:
        """Mondays to Fridays, holidays included: the calendar of the receiving program knows those of its country."""
        days = (self.last_day - self.first_day).days + 1
        return sum((self.first_day + timedelta(day)).weekday() < _WEEKEND for day in range(days))


@dataclass(frozen=True, slots=True)
class Staff:
    """A unit, and the most that it ever has, in hundredths of FTE."""

    id: str
    name: str
    most: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """Bars with what is said of all: `domain` tells calendars of different towns apart, `notice` what all must know.

    Titles and names are in `language`, and so is what a format says beside them.
    """

    title: str
    domain: str
    first_month: Month
    units: tuple[Staff, ...]
    bars: tuple[Bar, ...]
    notice: str = ""
    language: Language = Language.DE

    def mode_note(self, bar: Bar) -> str:
        """How the measure is done."""
        return f"{_MODE.in_language(self.language)}: {bar.mode}"

    def deadline_note(self, bar: Bar) -> str:
        """By when it must have ended; nothing without a deadline."""
        if bar.deadline is None:
            return ""
        words = {
            Language.DE: f"Frist: {bar.deadline:%d.%m.%Y}",
            Language.EN: f"Deadline: {bar.deadline.day} {month_words(month_of(bar.deadline)).en}",
        }
        return words[self.language]


def plan_timetable(problem: Problem, plan: tuple[PlannedStart, ...], *, language: Language = Language.DE) -> Timetable:
    """The bars of a plan in the order in which they begin.

    Raises `KeyError` for what the problem does not know, `InvalidValueError` for months that no calendar has.
    """
    planned = {line.activity for line in plan}
    ordered = sorted(plan, key=lambda line: (line.start, line.activity))
    units = tuple(
        Staff(unit.id, unit.name.in_language(language), max(unit.capacity, default=0)) for unit in problem.units
    )
    names = names_by_kind(problem)
    for line in ordered:
        _require_days(problem, line)
    rows = tuple(_bar(problem, line, planned, names, language) for line in ordered)
    title = _TITLE.in_language(language)
    return Timetable(title, _DOMAIN, problem.first_month, units, rows, language=language)


def roadmap_timetable(strategy: Strategy, roadmap: Roadmap) -> Timetable:
    """The bars of a town's roadmap, in German and with the town's own names."""
    measures = {measure.id: measure for measure in strategy.draft.measures}
    planned = {line.measure for line in roadmap.assignments}
    ordered = sorted(roadmap.assignments, key=lambda line: (line.start, line.measure))
    origin = roadmap.provenance
    most = {load.unit: max(load.available, default=0) for load in roadmap.loads}
    return Timetable(
        title=f"{_TITLE.de} {origin.town_name}",
        domain=f"{origin.town}.{_DOMAIN}",
        first_month=roadmap.first_month,
        units=tuple(Staff(unit, name.de, most.get(unit, 0)) for unit, name in roadmap.unit_names.items()),
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
        staff=_mean(measure.mode(line.mode).staff_by_month),
    )


def _bar(
    problem: Problem,
    line: PlannedStart,
    planned: set[str],
    names: Mapping[str, Mapping[str, Text]],
    language: Language,
) -> Bar:
    activity = problem.activity(line.activity)
    mode = activity.mode(line.mode)
    first = _first_day(problem.month_at(line.start))
    is_milestone = mode.duration == 0
    last = first if is_milestone else _last_day(problem.month_at(line.start + mode.duration - 1))
    ends_by = [month for month in (activity.deadline, activity.due) if month is not None]
    deadline = problem.month_at(min(ends_by)) if ends_by else Month("")
    return Bar(
        id=activity.id,
        name=names["measure"].get(activity.id, Text(activity.id)).in_language(language),
        mode=names["mode"].get(f"{activity.id}.{mode.id}", Text(mode.id)).in_language(language),
        first_day=first,
        last_day=last,
        is_milestone=is_milestone,
        deadline=_last_day(deadline) if is_month(deadline) else None,
        links=tuple(link for link in _linked(activity.prerequisites, activity.waits) if link.after in planned),
        staff=_mean(mode.staff),
    )


def _require_days(problem: Problem, line: PlannedStart) -> None:
    last = line.start + problem.activity(line.activity).mode(line.mode).duration
    for index in (line.start, last):
        require(
            holds=is_month(problem.month_at(index)),
            field="start",
            problem=Text(
                f"{line.activity} beginnt oder endet außerhalb der Jahre 1900 bis 2199: "
                "ein Kalender hat dafür keine Tage.",
                f"{line.activity} begins or ends outside the years 1900 to 2199: no calendar has days for that.",
            ),
            remedy=Text("Nehmen Sie csv, xlsx oder json.", "Take csv, xlsx or json."),
        )


def _mean(staff: Iterable[tuple[str, tuple[int, ...]]]) -> tuple[tuple[str, int], ...]:
    return tuple((unit, round(sum(profile) / len(profile))) for unit, profile in staff if any(profile))


def _linked(prerequisites: Iterable[str], waits: Iterable[Wait]) -> list[Link]:
    """Alternatives are no links: no program for bars knows *one of*."""
    found = [Link(one, LinkKind.END, 0) for one in prerequisites]
    for wait in waits:
        kind = LinkKind.END if wait.kind is WaitKind.AFTER_END else LinkKind.START
        found.append(Link(wait.activity, kind, wait.months))
    return found


def first_workday(month: Month) -> date:
    """The first day of a month that is no weekend."""
    return workday_from(_first_day(month))


def workday_from(day: date) -> date:
    """This day, or the Monday after it on a weekend."""
    return day + timedelta(7 - day.weekday()) if day.weekday() >= _WEEKEND else day


def _first_day(month: Month) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def _last_day(month: Month) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])

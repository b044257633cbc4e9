"""A plan in the XML of Microsoft Project, which ProjectLibre, GanttProject and others read too.

Names and their order are those of the published schema (mspdi_pj12.xsd, Project XML Data Interchange Reference of
Microsoft's Project 2007 SDK), which wants `SaveVersion` and `CurrencyCode`.
"""

from datetime import date
from xml.etree import ElementTree as ET

from leitplanke.exchange.planning.bars import Bar, Link, LinkKind, Timetable, first_workday
from leitplanke.kernel.dates import month_of, shift

_NAMESPACE = "http://schemas.microsoft.com/project"
_HOURS_A_DAY = 8
_HOURS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
_MONDAY, _FRIDAY = 2, 6
_SAVED_AS = 12  # SaveVersion of Project 2007, the version whose schema is published
_CURRENCY = "EUR"
_DAYS = 7  # DurationFormat
_FIXED_DURATION = 1
_MUST_START_ON = 2
_FINISH_TO_START, _START_TO_START = 1, 3
_ELAPSED_DAYS = 8  # LagFormat
_TENTHS_OF_MINUTES = 24 * 60 * 10  # an elapsed day
_FULL_TIME = 100
_WORK = 1  # kind of a resource


def plan_project(table: Timetable) -> bytes:
    """Dates are constraints, so that no program moves them; links and deadlines are beside them."""
    rows = table.bars
    numbers = {bar.id: number for number, bar in enumerate(rows, start=1)}
    by_id = {bar.id: bar for bar in rows}
    units = {unit.id: number for number, unit in enumerate(table.units, start=1)}
    begins = min((bar.first_workday for bar in rows), default=first_workday(table.first_month))
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(_name("Project"))
    _add(root, "SaveVersion", _SAVED_AS)
    _add(root, "Name", table.title)
    _add(root, "Title", table.title)
    if table.notice:
        _add(root, "Subject", table.notice)
    _add(root, "ScheduleFromStart", 1)
    _add(root, "StartDate", _morning(begins))
    _add(root, "CurrencyCode", _CURRENCY)
    _add(root, "CalendarUID", 1)
    calendar = _part(_part(root, "Calendars"), "Calendar")
    _add(calendar, "UID", 1)
    _add(calendar, "Name", "Standard")
    _add(calendar, "IsBaseCalendar", 1)
    _add_week(calendar)
    tasks = _part(root, "Tasks")
    for bar in rows:
        _add_task(tasks, bar, table.mode_note(bar), numbers, by_id)
    resources = _part(root, "Resources")
    for unit in table.units:
        resource = _part(resources, "Resource")
        _add(resource, "UID", units[unit.id])
        _add(resource, "ID", units[unit.id])
        _add(resource, "Name", unit.name)
        _add(resource, "Type", _WORK)
        _add(resource, "MaxUnits", unit.most / _FULL_TIME)
    assignments = _part(root, "Assignments")
    pairs = [(bar, name, amount) for bar in rows for name, amount in bar.staff]
    for number, (bar, name, amount) in enumerate(pairs, start=1):
        assignment = _part(assignments, "Assignment")
        _add(assignment, "UID", number)
        _add(assignment, "TaskUID", numbers[bar.id])
        _add(assignment, "ResourceUID", units[name])
        _add(assignment, "Units", amount / _FULL_TIME)
        _add(assignment, "Work", _hours(bar.workdays * _HOURS_A_DAY * amount))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _add_week(calendar: ET.Element) -> None:
    """Mondays to Fridays, eight hours; day 1 is Sunday. Without it readers have no hours and move what they can."""
    week = _part(calendar, "WeekDays")
    for number in range(1, 8):
        is_working = _MONDAY <= number <= _FRIDAY
        day = _part(week, "WeekDay")
        _add(day, "DayType", number)
        _add(day, "DayWorking", int(is_working))
        if is_working:
            times = _part(day, "WorkingTimes")
            for begins, ends in _HOURS:
                time = _part(times, "WorkingTime")
                _add(time, "FromTime", begins)
                _add(time, "ToTime", ends)


def _add_task(tasks: ET.Element, bar: Bar, notes: str, numbers: dict[str, int], by_id: dict[str, Bar]) -> None:
    task = _part(tasks, "Task")
    start = _morning(bar.first_workday)
    _add(task, "UID", numbers[bar.id])
    _add(task, "ID", numbers[bar.id])
    _add(task, "Name", bar.name)
    _add(task, "Type", _FIXED_DURATION)
    _add(task, "Start", start)
    _add(task, "Finish", start if bar.is_milestone else _evening(bar.last_workday))
    _add(task, "Duration", _hours(0 if bar.is_milestone else bar.workdays * _HOURS_A_DAY * _FULL_TIME))
    _add(task, "DurationFormat", _DAYS)
    _add(task, "Estimated", 0)
    _add(task, "Milestone", int(bar.is_milestone))
    _add(task, "ConstraintType", _MUST_START_ON)
    _add(task, "ConstraintDate", start)
    if bar.deadline is not None:
        _add(task, "Deadline", _evening(bar.deadline))
    _add(task, "Notes", notes)
    for link in bar.links:
        _add_link(task, link, numbers[link.after], by_id[link.after])


def _add_link(task: ET.Element, link: Link, number: int, before: Bar) -> None:
    found = _part(task, "PredecessorLink")
    _add(found, "PredecessorUID", number)
    _add(found, "Type", _FINISH_TO_START if link.kind is LinkKind.END else _START_TO_START)
    _add(found, "LinkLag", _lag_days(link, before) * _TENTHS_OF_MINUTES)
    _add(found, "LagFormat", _ELAPSED_DAYS)


def _lag_days(link: Link, before: Bar) -> int:
    """The months as whole days of the calendar, none too many: no month is as long as another."""
    if not link.months:
        return 0
    is_end = link.kind is LinkKind.END
    counted_from = before.last_workday if is_end else before.first_workday
    month = month_of(before.last_day if is_end else before.first_day)
    may_start = first_workday(shift(month, link.months + int(is_end and not before.is_milestone)))
    return (may_start - counted_from).days - int(is_end and not before.is_milestone)  # from an evening to a morning


def _hours(hundredths: int) -> str:
    """A duration in hours and minutes."""
    minutes = hundredths * 60 // _FULL_TIME
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _morning(day: date) -> str:
    return f"{day.isoformat()}T08:00:00"


def _evening(day: date) -> str:
    return f"{day.isoformat()}T17:00:00"


def _name(tag: str) -> str:
    return f"{{{_NAMESPACE}}}{tag}"


def _part(parent: ET.Element, tag: str) -> ET.Element:
    return ET.SubElement(parent, _name(tag))


def _add(parent: ET.Element, tag: str, value: str | float) -> None:
    _part(parent, tag).text = str(value)

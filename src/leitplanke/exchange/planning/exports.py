"""A plan in the formats of the programs in which people go on working."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from leitplanke.exchange.planning.bars import plan_timetable
from leitplanke.exchange.planning.documents import VERSION, PlanDocument, plan_bytes
from leitplanke.exchange.planning.icalendar import plan_calendar
from leitplanke.exchange.planning.ms_project import plan_project
from leitplanke.exchange.planning.openproject import plan_openproject
from leitplanke.exchange.planning.plan_table import plan_table
from leitplanke.exchange.planning.workbook import plan_workbook
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.plan_change import compare_plans

EXPORTED = "exported"  # the status of a plan of which nobody said how good it is


class PlanFormat(StrEnum):
    """What a plan can be exported as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICAL = "ical"
    MSPROJECT = "msproject"
    OPENPROJECT = "openproject"


def export_plan(problem: Problem, plan: tuple[PlannedStart, ...], form: PlanFormat) -> bytes:
    """The plan in this format. Raises `KeyError` for what the problem does not know."""
    return _WRITERS[form](problem, plan)


def format_of(suffix: str) -> PlanFormat | None:
    """The format that the ending of a file name stands for; None if it stands for none."""
    return _BY_SUFFIX.get(suffix.lower())


def _json(problem: Problem, plan: tuple[PlannedStart, ...]) -> bytes:
    """Nothing is known about a bound, so the value stands for it."""
    value = compare_plans(problem, (), plan).value
    return plan_bytes(PlanDocument("plan", VERSION, EXPORTED, value, value, plan))


_WRITERS: Mapping[PlanFormat, Callable[[Problem, tuple[PlannedStart, ...]], bytes]] = {
    PlanFormat.CSV: plan_table,
    PlanFormat.XLSX: plan_workbook,
    PlanFormat.JSON: _json,
    PlanFormat.ICAL: lambda problem, plan: plan_calendar(plan_timetable(problem, plan)),
    PlanFormat.MSPROJECT: lambda problem, plan: plan_project(plan_timetable(problem, plan)),
    PlanFormat.OPENPROJECT: lambda problem, plan: plan_openproject(plan_timetable(problem, plan)),
}
_BY_SUFFIX = {
    ".csv": PlanFormat.CSV,
    ".xlsx": PlanFormat.XLSX,
    ".json": PlanFormat.JSON,
    ".ics": PlanFormat.ICAL,
    ".xml": PlanFormat.MSPROJECT,
}

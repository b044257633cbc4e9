"""A plan in the formats of the programs in which people go on working."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol

from leitplanke.exchange.planning.bars import Timetable, plan_timetable
from leitplanke.exchange.planning.documents import VERSION, PlanDocument, plan_bytes
from leitplanke.exchange.planning.icalendar import plan_calendar
from leitplanke.exchange.planning.ms_project import plan_project
from leitplanke.exchange.planning.openproject import plan_openproject
from leitplanke.exchange.planning.plan_table import plan_table
from leitplanke.exchange.planning.workbook import plan_workbook
from leitplanke.kernel.texts import Language
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.plan_change import compare_plans

EXPORTED = "exported"  # the status of a plan of which nobody said how good it is


class _Writer(Protocol):
    def __call__(self, problem: Problem, plan: tuple[PlannedStart, ...], *, language: Language) -> bytes: ...


class PlanFormat(StrEnum):
    """What a plan can be exported as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICAL = "ical"
    MSPROJECT = "msproject"
    OPENPROJECT = "openproject"


def export_plan(
    problem: Problem, plan: tuple[PlannedStart, ...], form: PlanFormat, *, language: Language = Language.DE
) -> bytes:
    """The plan in this format, told in `language`. Raises `KeyError` for what the problem does not know."""
    return _WRITERS[form](problem, plan, language=language)


def format_of(suffix: str) -> PlanFormat | None:
    """The format that the ending of a file name stands for; None if it stands for none."""
    return _BY_SUFFIX.get(suffix.lower())


def _json(problem: Problem, plan: tuple[PlannedStart, ...], *, language: Language) -> bytes:  # noqa: ARG001 - no words
    """Nothing is known about a bound, so the value stands for it."""
    value = compare_plans(problem, (), plan).value
    return plan_bytes(PlanDocument("plan", VERSION, EXPORTED, value, value, plan))


def _with_bars(write: Callable[[Timetable], bytes]) -> _Writer:
    return lambda problem, plan, *, language: write(plan_timetable(problem, plan, language=language))


_WRITERS: Mapping[PlanFormat, _Writer] = {
    PlanFormat.CSV: plan_table,
    PlanFormat.XLSX: plan_workbook,
    PlanFormat.JSON: _json,
    PlanFormat.ICAL: _with_bars(plan_calendar),
    PlanFormat.MSPROJECT: _with_bars(plan_project),
    PlanFormat.OPENPROJECT: _with_bars(plan_openproject),
}
_BY_SUFFIX = {
    ".csv": PlanFormat.CSV,
    ".xlsx": PlanFormat.XLSX,
    ".json": PlanFormat.JSON,
    ".ics": PlanFormat.ICAL,
    ".xml": PlanFormat.MSPROJECT,
}

"""A plan as a table: one line per measure, for spreadsheets and back."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from leitplanke.exchange.located import Record, Sheet, read_sheet
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.tables import write_csv
from leitplanke.kernel.dates import Month, is_month, month_in_words, months_between
from leitplanke.kernel.texts import Language, Text
from leitplanke.roadmap.model import Named, NameKind, PlannedStart, Problem

COLUMNS = ("activity", "name", "mode", "mode_name", "start", "first_month", "last_month")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table says what, how and when."""

    activity: str
    mode: str
    starts: tuple[str, ...]


_OWN = _Columns("activity", "mode", ("start", "first_month"))
_ROADMAP = _Columns("kennung", "umsetzungsart", ("beginn",))  # `roadmap.csv` of a run
_IS_PLANNED, _NOT_PLANNED = "im_fahrplan", "nein"
_MOST_DIGITS = 9
_FIRST_DAY = re.compile(r"(\d{4}-\d\d)-01")  # what a spreadsheet makes of a month


def plan_table(problem: Problem, plan: tuple[PlannedStart, ...], *, language: Language = Language.DE) -> bytes:
    """`start` counts months from the first one of the plan; names and calendar months beside it are for people."""
    return write_csv(COLUMNS, plan_rows(problem, plan, language=language))


def plan_rows(
    problem: Problem, plan: tuple[PlannedStart, ...], *, language: Language = Language.DE
) -> list[tuple[str | int, ...]]:
    """The cells under `COLUMNS`, titles in `language`. Raises `KeyError` for what the problem does not know."""
    named = {(one.kind, one.id): one.name.in_language(language) for one in problem.names}
    rows: list[tuple[str | int, ...]] = []
    for line in plan:
        duration = problem.activity(line.activity).mode(line.mode).duration
        last = _calendar_month(problem, line.start + duration - 1) if duration else ""
        first = _calendar_month(problem, line.start)
        title = named.get((NameKind.MEASURE, line.activity), "")
        mode = named.get((NameKind.MODE, f"{line.activity}.{line.mode}"), "")
        rows.append((line.activity, title, line.mode, mode, line.start, first, last))
    return rows


def _calendar_month(problem: Problem, index: int) -> str:
    """Empty where no reader would take it for a month; `start` says it all the same."""
    month = problem.month_at(index)
    return month if is_month(month) else ""


def read_plan_table(
    text: str, name: str, *, first_month: Month, names: tuple[Named, ...] = ()
) -> tuple[PlannedStart, ...]:
    """The lines of a table with at least activity, mode, and start or first_month, or of a run's `roadmap.csv`.

    A mode may be told by its name in `names`. Raises `FaultyInputError`.
    """
    log = FaultLog()
    sheet = read_sheet(name, text, log)
    lines = () if sheet is None else plan_lines(sheet, log, first_month=first_month, names=names)
    log.raise_if_any(lambda file: (0, file))
    return lines


def plan_lines(
    sheet: Sheet, log: FaultLog, *, first_month: Month, names: tuple[Named, ...] = ()
) -> tuple[PlannedStart, ...]:
    """The lines of a table that has been read; what is wrong with it is noted."""
    columns = next((one for one in (_OWN, _ROADMAP) if _has(sheet, one)), None)
    if columns is None:
        log.add(
            Record(sheet.file, 1, {}).place(),
            Text(
                "Es fehlen Spalten: activity, mode, und start oder first_month.",
                "Columns are missing: activity, mode, and start or first_month.",
            ),
            Text(
                "Schreiben Sie sie in die erste Zeile, mit ; dazwischen.",
                "Write them into the first row, with ; between.",
            ),
        )
        return ()
    modes = _modes_by_name(names)
    planned = (record for record in sheet.records() if record.fields.get(_IS_PLANNED) != _NOT_PLANNED)
    lines = (_line(record, log, first_month, columns) for record in planned)
    return tuple(
        replace(line, mode=modes.get((line.activity, line.mode), line.mode)) for line in lines if line is not None
    )


def _has(sheet: Sheet, columns: _Columns) -> bool:
    return {columns.activity, columns.mode} <= set(sheet.header) and bool(set(columns.starts) & set(sheet.header))


def _modes_by_name(names: Iterable[Named]) -> dict[tuple[str, str], str]:
    """The mode of a measure that a name tells: one of its own alone, and no identifier of another."""
    modes = [one for one in names if one.kind is NameKind.MODE]
    told = [(*_measure_and_mode(one), name) for one in modes for name in {one.name.de, one.name.en} - {""}]
    count = Counter((measure, name) for measure, _, name in told)
    known = {_measure_and_mode(one) for one in modes}
    return {
        (measure, name): mode
        for measure, mode, name in told
        if count[measure, name] == 1 and (measure, name) not in known
    }


def _measure_and_mode(one: Named) -> tuple[str, str]:
    measure, _, mode = one.id.partition(".")
    return measure, mode


def _line(record: Record, log: FaultLog, first_month: Month, columns: _Columns) -> PlannedStart | None:
    told = {column: record.fields[column] for column in columns.starts if record.fields.get(column)}
    found = {column: _index(text, first_month) for column, text in told.items()}
    wrong = next((column for column, index in found.items() if index is None), None if found else columns.starts[0])
    if wrong is not None:
        log.add(
            record.place(wrong),
            Text(f"„{told.get(wrong, '')}“ ist kein Monat.", f"“{told.get(wrong, '')}” is no month."),
            Text(
                "Schreiben Sie 2027-02, Februar 2027, oder wie viele Monate nach dem ersten Monat des Plans: 0, 1, 2 …",
                "Write 2027-02, February 2027, or how many months after the first month of the plan: 0, 1, 2 …",
            ),
        )
        return None
    starts = sorted({index for index in found.values() if index is not None})
    if len(starts) > 1:
        log.add(record.place("first_month"), _TWO_STARTS, _ONE_START)
        return None
    return PlannedStart(record.fields[columns.activity], record.fields[columns.mode], starts[0])


def _index(text: str, first_month: Month) -> int | None:
    """Months after the first one of the plan."""
    if text.removeprefix("-").isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    day = _FIRST_DAY.fullmatch(text)
    month = month_in_words(day.group(1) if day else text)
    return None if month is None else months_between(first_month, month)


_TWO_STARTS = Text("start und first_month nennen zwei Monate.", "start and first_month name two months.")
_ONE_START = Text("Ändern Sie beide, oder lassen Sie eine Spalte leer.", "Change both, or leave one column empty.")

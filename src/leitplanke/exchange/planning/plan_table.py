"""A plan as a table: one line per activity, for spreadsheets and back."""

import csv
import io

from leitplanke.exchange.located import Record, read_sheet
from leitplanke.exchange.places import FaultLog
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import PlannedStart, Problem

COLUMNS = ("activity", "mode", "start", "first_month", "last_month")


def plan_table(problem: Problem, plan: tuple[PlannedStart, ...]) -> bytes:
    """`start` counts months from the first one of the plan; the calendar months beside it are for people."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(plan_rows(problem, plan))
    return out.getvalue().encode()


def plan_rows(problem: Problem, plan: tuple[PlannedStart, ...]) -> list[tuple[str | int, ...]]:
    """The cells under `COLUMNS`. Raises `KeyError` for what the problem does not know."""
    rows: list[tuple[str | int, ...]] = []
    for line in plan:
        duration = problem.activity(line.activity).mode(line.mode).duration
        last = problem.month_at(line.start + duration - 1) if duration else ""
        rows.append((line.activity, line.mode, line.start, problem.month_at(line.start), last))
    return rows


def read_plan_table(text: str, name: str) -> tuple[PlannedStart, ...]:
    """The lines of a table with at least activity, mode and start. Raises `FaultyInputError`."""
    log = FaultLog()
    sheet = read_sheet(name, text, log)
    if sheet is not None and not {"activity", "mode", "start"} <= set(sheet.header):
        log.add(
            Record(name, 1, {}).place(),
            Text("Die Spalten activity, mode und start fehlen.", "The columns activity, mode and start are missing."),
            Text(
                "Schreiben Sie sie in die erste Zeile, mit ; dazwischen.",
                "Write them into the first row, with ; between.",
            ),
        )
        sheet = None
    lines = tuple(_line(record, log) for record in sheet.records()) if sheet is not None else ()
    log.raise_if_any(lambda file: (0, file))
    return tuple(line for line in lines if line is not None)


def _line(record: Record, log: FaultLog) -> PlannedStart | None:
    start = record.fields["start"]
    if start.removeprefix("-").isdecimal() and len(start) <= _MOST_DIGITS:
        return PlannedStart(record.fields["activity"], record.fields["mode"], int(start))
    log.add(
        record.place("start"),
        Text(f"„{start}“ ist kein Monat des Plans.", f"“{start}” is no month of the plan."),
        Text(
            "Schreiben Sie, wie viele Monate nach dem ersten Monat des Plans: 0, 1, 2 …",
            "Write how many months after the first month of the plan: 0, 1, 2 …",
        ),
    )
    return None


_MOST_DIGITS = 9

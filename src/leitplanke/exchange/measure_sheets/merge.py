"""Measures of a sheet put into a town, and our own export read back: new ones, changed ones, those that stay."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from leitplanke.exchange.listing import TownFiles, rank
from leitplanke.exchange.located import read_sheet
from leitplanke.exchange.measure_sheets.fates import SheetOutcome
from leitplanke.exchange.measure_sheets.workbook import SHEET_NAMES, ExportTables
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.tables import write_csv
from leitplanke.exchange.town import Town
from leitplanke.exchange.town_check import plan_flaws
from leitplanke.exchange.town_measures import read_measures
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.strategy.model import Measure


@dataclass(frozen=True, slots=True)
class Merged:
    """Measures of a file beside those of the town: which are new, which differ in which fields, which are the same."""

    new: tuple[Measure, ...]
    changed: tuple[tuple[Measure, tuple[str, ...]], ...]
    same: tuple[str, ...]


def measures_of_export(tables: ExportTables, *, file: str) -> tuple[Measure, ...]:
    """The measures of our own export, each field read as in a folder. Raises `FaultyInputError` by sheet and row."""
    log = FaultLog()
    listed = tuple(name for name, data in tables.files.items() if data.count(b"\n") > 1 or name == "measures.csv")
    found = read_measures(TownFiles(tables.files, log, listed))
    if log.faults:
        raise FaultyInputError(
            tuple(
                replace(fault, file=f"{file}, {SHEET_NAMES.get(fault.file, fault.file)}", row=_row(tables, fault))
                for fault in sorted(log.faults, key=lambda fault: (rank(fault.file), fault.row or 0))
            )
        )
    return tuple(row.value for row in found.measures.found)


def _row(tables: ExportTables, fault: Fault) -> int | None:
    """The row as Excel counts: a cell of several lines is one row there."""
    sheet = read_sheet(fault.file, tables.files[fault.file].decode(), FaultLog())
    lines = [] if sheet is None else [number for number, _ in sheet.rows]
    return lines.index(fault.row) + 2 if fault.row in lines else fault.row


def merge(known: Sequence[Measure], given: Sequence[Measure]) -> Merged:
    """What the given measures would change."""
    by_id = {measure.id: measure for measure in known}
    given = [_with_history(measure, by_id.get(measure.id)) for measure in given]
    new = tuple(measure for measure in given if measure.id not in by_id)
    pairs = [(measure, differing_fields(by_id[measure.id], measure)) for measure in given if measure.id in by_id]
    return Merged(
        new,
        tuple((measure, names) for measure, names in pairs if names),
        tuple(measure.id for measure, names in pairs if not names),
    )


def _with_history(measure: Measure, before: Measure | None) -> Measure:
    """The measure with what the workbook has no sheet for: its former states, the comparison of ways."""
    return measure if before is None else replace(measure, states=before.states, ways=before.ways)


def differing_fields(before: Measure, after: Measure) -> tuple[str, ...]:
    """The names of the fields that the two have differently."""
    return tuple(one.name for one in fields(Measure) if getattr(before, one.name) != getattr(after, one.name))


def with_measures(town: Town, measures: Sequence[Measure]) -> Town:
    """The town with these measures: those of the same identifier replaced, new ones at the end.

    Raises `FaultyInputError` for what no town folder would hold.
    """
    given = {measure.id: measure for measure in measures}
    known = {measure.id for measure in town.draft.measures}
    kept = tuple(given.get(measure.id, measure) for measure in town.draft.measures)
    added = tuple(measure for measure in measures if measure.id not in known)
    changed = replace(town, draft=replace(town.draft, measures=(*kept, *added)))
    flaws = plan_flaws(changed)
    if flaws:
        faults = (
            Fault(" / ".join(flaw.keys) or flaw.file, None, flaw.column, flaw.problem, flaw.remedy) for flaw in flaws
        )
        raise FaultyInputError(tuple(faults))
    return changed


def account_csv(outcome: SheetOutcome) -> bytes:
    """What became of every cell, as a table: sheet, row, measure, column, what stood there, what it was read as."""
    header = ("Blatt", "Zeile", "Maßnahme", "Spalte", "Ergebnis", "Stand dort", "Gelesen als", "Zweifel")
    lines: list[tuple[str | int | None, ...]] = [
        (outcome.sheet, number, "", "", "steht neben der Tabelle", words, "", "") for number, words in outcome.around
    ]
    for row in outcome.rows:
        name = "" if row.measure is None else row.measure.id
        if row.measure is None:
            lines.append((outcome.sheet, row.row, "", "", "keine Maßnahme", "", "", row.problem.de))
        for kind, fates in (("übernommen", row.taken), ("unklar", row.unclear), ("nur aufgelistet", row.left)):
            lines += [
                (outcome.sheet, row.row, name, one.column, kind, one.original, one.read.de, one.doubt.de)
                for one in fates
            ]
    return write_csv(header, lines)

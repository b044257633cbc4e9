"""Opens a data file of any common kind as one table of the embedded engine: CSV, Parquet, Excel, SPSS."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb
import ibis.expr.types as ir

from leitplanke.evidence.engines.csv_text import CsvText, broken_row, inspect_csv, refusal, utf8_lines
from leitplanke.evidence.engines.embedded import Engine
from leitplanke.evidence.engines.office_files import excel_table, spss_labels, spss_table
from leitplanke.kernel.texts import Text


class Kind(StrEnum):
    """What a column holds, as far as the file says."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DataFile:
    """An open data file: its columns, and as `table` those that are wanted (the first if none is).

    `first_row` is where an editor shows the first row of data, `delimiter` is None where the file was not CSV.
    """

    name: str
    columns: tuple[str, ...]
    table: ir.Table
    engine: Engine
    first_row: int
    delimiter: str | None = None

    def kind(self, column: str) -> Kind:
        """What the column holds."""
        kind = self.table.schema()[column]
        if kind.is_string():
            return Kind.TEXT
        if kind.is_numeric() and not kind.is_boolean():
            return Kind.NUMBER
        return Kind.DATE if kind.is_temporal() else Kind.OTHER


def open_data(path: Path, engine: Engine, wanted: Collection[str]) -> DataFile:
    """The wanted columns of a file as a table, as long as the engine runs.

    Raises `FaultyInputError` for what is no readable table or lacks a wanted column.
    """
    with path.open("rb"):
        pass  # a file that is missing or closed to us is told as such, not as a broken table
    suffix = path.suffix.lower()
    if suffix in _FOREIGN:
        raise refusal(path, None, "", *_foreign_words(suffix))
    return _READERS.get(suffix, _csv)(path, engine, wanted)


def labels_of(path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What the file says of its columns: words for the whole, and for each value in order. SPSS alone says it."""
    return spss_labels(path) if _READERS.get(path.suffix.lower()) is _spss else {}


def _parquet(path: Path, engine: Engine, wanted: Collection[str]) -> DataFile:
    try:
        table = engine.connection.read_parquet(str(path))
    except duckdb.Error as error:
        problem = Text("Die Datei ist kein lesbares Parquet.", "The file is no readable Parquet.")
        raise refusal(path, None, "", problem, Text("Schreiben Sie sie neu.", "Write it anew.")) from error
    columns = tuple(table.columns)
    return DataFile(path.name, columns, _select(path, table, columns, wanted), engine, first_row=1)


def _excel(path: Path, engine: Engine, wanted: Collection[str]) -> DataFile:
    names, rows = excel_table(path, wanted)
    return DataFile(path.name, names, _select(path, engine.in_memory(rows), names, wanted), engine, first_row=2)


def _spss(path: Path, engine: Engine, wanted: Collection[str]) -> DataFile:
    rows = spss_table(path)
    names = tuple(rows.column_names)
    return DataFile(path.name, names, _select(path, engine.in_memory(rows), names, wanted), engine, first_row=1)


def _csv(path: Path, engine: Engine, wanted: Collection[str]) -> DataFile:
    """Nothing is guessed here: a field is text until `survey.notation` has seen its whole column."""
    form = inspect_csv(path)
    columns = tuple(name or f"({position})" for position, name in enumerate(form.header, start=1))
    source = path
    if form.encoding != "utf-8":
        source = engine.folder / f"{path.stem}.utf8.csv"
        with source.open("wb") as file:
            file.writelines(utf8_lines(path, form.encoding))
    try:
        table = engine.connection.read_csv(
            str(source),
            columns=dict.fromkeys(columns, "VARCHAR"),
            auto_detect=False,
            header=True,
            skip=form.skipped,
            delim=form.delimiter,
            quote='"',
            escape='"',
        )
        chosen = engine.in_memory(_select(path, table, columns, wanted))
    except duckdb.Error as error:
        raise _csv_refusal(path, form) from error
    return DataFile(path.name, columns, chosen, engine, form.skipped + 2, form.delimiter)


def _select(path: Path, table: ir.Table, columns: tuple[str, ...], wanted: Collection[str]) -> ir.Table:
    missing = sorted(set(wanted) - set(columns))
    if missing:
        known = ", ".join(columns[:_MOST_NAMES]) + (" …" if len(columns) > _MOST_NAMES else "")
        problem = Text(f"Die Spalte {missing[0]} gibt es nicht.", f"There is no column {missing[0]}.")
        raise refusal(path, None, missing[0], problem, Text(f"Es gibt: {known}.", f"There are: {known}."))
    return table.select(*([column for column in columns if column in set(wanted)] or columns[:1]))


def _csv_refusal(path: Path, form: CsvText) -> Exception:
    problem = Text("Die Datei ist keine lesbare Tabelle.", "The file is no readable table.")
    remedy = Text("Speichern Sie sie neu als „CSV UTF-8“.", "Save it anew as “CSV UTF-8”.")
    return broken_row(path, form) or refusal(path, None, "", problem, remedy)


def _foreign_words(suffix: str) -> tuple[Text, Text]:
    return (
        Text(f"Dateien der Art {suffix} werden nicht gelesen.", f"Files of kind {suffix} are not read."),
        Text("Speichern Sie als .xlsx, CSV, Parquet oder .sav.", "Save as .xlsx, CSV, Parquet or .sav."),
    )


_READERS = {".parquet": _parquet, ".xlsx": _excel, ".xlsm": _excel, ".sav": _spss, ".zsav": _spss}
_FOREIGN = {".xls", ".ods", ".sas7bdat", ".dta", ".rds", ".lss", ".lsq", ".json", ".xml", ".pdf", ".docx"}
_MOST_NAMES = 20

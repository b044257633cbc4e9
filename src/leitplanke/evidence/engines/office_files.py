"""Excel sheets and SPSS files as Arrow tables: a column is numbers, dates or text, never a mixture."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa

from leitplanke.evidence.engines.csv_text import refusal
from leitplanke.kernel.texts import Text

_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!")


def excel_table(path: Path, wanted: Collection[str]) -> tuple[tuple[str, ...], pa.Table]:
    """The names of all columns of the first sheet, which stand in its first row, and the wanted ones (or the first).

    Raises `FaultyInputError` for error values and dates among other things in a wanted column.
    """
    import openpyxl  # noqa: PLC0415 - memory that only Excel needs

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        problem = Text("Die Datei ist keine lesbare Excel-Mappe.", "The file is no readable Excel workbook.")
        raise refusal(
            path, None, "", problem, Text("Speichern Sie sie neu als .xlsx.", "Save it anew as .xlsx.")
        ) from error
    try:
        rows = list(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()
    while rows and not any(value not in (None, "") for value in rows[-1]):
        rows.pop()
    if not rows:
        raise refusal(path, None, "", Text("Das Blatt ist leer.", "The sheet is empty."), _HEADER_FIRST)
    header = [
        str(name).strip() if name is not None else f"({position})" for position, name in enumerate(rows[0], start=1)
    ]
    doubled = sorted({name for name in header if header.count(name) > 1})
    if doubled:
        problem = Text(
            f"Spalten heißen gleich: {', '.join(doubled)}.", f"Columns have the same name: {', '.join(doubled)}."
        )
        raise refusal(path, 1, doubled[0], problem, Text("Benennen Sie sie verschieden.", "Give them different names."))
    chosen = [place for place, name in enumerate(header) if name in wanted] or [0]
    columns = {header[place]: [row[place] for row in rows[1:]] for place in chosen}
    return tuple(header), pa.table({name: _excel_column(path, name, values) for name, values in columns.items()})


def spss_table(path: Path) -> pa.Table:
    """The file's rows. Where every value that occurs has a label, the labels are the categories; else numbers stay."""
    import pyreadstat  # noqa: PLC0415 - memory that only SPSS needs

    try:
        columns, meta = pyreadstat.read_sav(path, output_format="dict")
    except Exception as error:
        problem = Text("Die Datei ist kein lesbares SPSS.", "The file is no readable SPSS.")
        raise refusal(
            path, None, "", problem, Text("Speichern Sie sie neu als .sav.", "Save it anew as .sav.")
        ) from error
    labels = meta.variable_value_labels
    return pa.table({name: _spss_column(values, labels.get(name, {})) for name, values in columns.items()})


def spss_labels(path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The label of each column, and those of its values in their order."""
    import pyreadstat  # noqa: PLC0415 - memory that only SPSS needs

    _, meta = pyreadstat.read_sav(path, metadataonly=True)
    values = meta.variable_value_labels
    return {
        name: (label or "", tuple(text for _, text in sorted(values.get(name, {}).items())))
        for name, label in meta.column_names_to_labels.items()
    }


_HEADER_FIRST = Text("Die erste Zeile nennt die Spalten.", "The first row names the columns.")


def _excel_column(path: Path, name: str, values: Sequence[Any]) -> pa.Array:
    """Numbers, dates or text; a date among other things is what Excel made of `3-5`."""
    for row, value in enumerate(values, start=2):
        if value in _ERRORS:
            problem = Text(f"In der Zelle steht der Fehler {value}.", f"The cell holds the error {value}.")
            raise refusal(path, row, name, problem, Text("Berichtigen Sie die Formel.", "Mend the formula."))
    filled = [value for value in values if value not in (None, "")]
    dates = [isinstance(value, (date, datetime)) for value in filled]
    if any(dates) and not all(dates):
        row = next(row for row, value in enumerate(values, start=2) if isinstance(value, (date, datetime)))
        raise refusal(path, row, name, *_mixed_dates(values[row - 2]))
    if filled and all(dates):
        return pa.array(
            [None if value in (None, "") else datetime.fromisoformat(str(value)[:10]) for value in values],
            pa.timestamp("s"),
        )
    if filled and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in filled):
        return pa.array([None if value in (None, "") else float(value) for value in values], pa.float64())
    return pa.array([None if value in (None, "") else number_as_text(value) for value in values], pa.string())


def _spss_column(values: Sequence[Any], labels: dict[Any, str]) -> pa.Array:
    filled = [value for value in values if not _is_missing(value)]
    if labels and all(value in labels for value in filled):
        return _array(values, lambda value: labels[value], pa.string())
    if filled and all(isinstance(value, (date, datetime)) for value in filled):
        return _array(values, lambda value: datetime.fromisoformat(str(value)[:10]), pa.timestamp("s"))
    if all(isinstance(value, (int, float)) for value in filled):
        return _array(values, float, pa.float64())
    return _array(values, number_as_text, pa.string())


def number_as_text(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """A whole number without a decimal point, a day without its midnight, and text as it stands."""
    if isinstance(value, datetime) and value.time() == time():
        return str(value.date())
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _array(values: Sequence[Any], convert: Callable[[Any], Any], kind: pa.DataType) -> pa.Array:
    return pa.array([None if _is_missing(value) else convert(value) for value in values], kind)


def _is_missing(value: Any) -> bool:  # noqa: ANN401 - whatever a cell holds
    return value is None or value == "" or value != value  # noqa: PLR0124 - NaN alone differs from itself


def _mixed_dates(value: Any) -> tuple[Text, Text]:  # noqa: ANN401 - a date of any kind
    shown = str(value)[:10]
    return (
        Text(
            f"In der Zelle steht das Datum {shown}, in anderen dieser Spalte nicht.",
            f"The cell holds the date {shown}, others of this column do not.",
        ),
        Text(
            "Excel macht aus 3-5 ein Datum: stellen Sie die Spalte auf „Text“ und tragen Sie die Werte neu ein.",
            "Excel turns 3-5 into a date: format the column as “Text” and enter the values anew.",
        ),
    )

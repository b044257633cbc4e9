"""CSV files of others: any order of columns, commas, semicolons or tabs, UTF-8 or Windows."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.exchange.places import FaultLog, Place
from leitplanke.kernel.texts import Text

csv.field_size_limit(10_000_000)

_DELIMITERS = ",;\t"
_FIELDS_WANTED = Text(
    "Jede Zeile braucht so viele Felder wie die erste.", "Every row needs as many fields as the first."
)


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """A table with its header, names in lower case with hyphens; rows come with their number, as an editor counts."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def position(self, *names: str) -> int | None:
        """Where the first column stands that has one of these names."""
        return next((self.header.index(name) for name in names if name in self.header), None)

    def need(self, log: FaultLog, *names: str) -> int | None:
        """The same; None is a fault."""
        found = self.position(*names)
        if found is None:
            known = ", ".join(self.header[:12])
            log.add(
                Place(self.file, 1, names[0]),
                Text(f"Die Spalte fehlt (vorhanden: {known}).", f"The column is missing (there are: {known})."),
                Text("Exportieren Sie neu oder ergänzen Sie die Spalte.", "Export anew or add the column."),
            )
        return found


def read_foreign_sheet(file: str, data: bytes, log: FaultLog) -> ForeignSheet | None:
    """The table in `data`; None with its faults noted if there is none."""
    text = _decoded(file, data, log)
    if text is None:
        return None
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begin = 1
    try:
        for fields in reader:
            if any(fields):
                rows.append((begin, fields))
            begin = reader.line_num + 1
    except csv.Error as error:
        log.add(
            Place(file, begin),
            Text(f"Die Zeile ist kein gültiges CSV ({error}).", f"The row is no valid CSV ({error})."),
            Text("Prüfen Sie die Anführungszeichen.", "Check the quotation marks."),
        )
        return None
    if not rows:
        log.add(
            Place(file),
            Text("Die Datei ist leer.", "The file is empty."),
            Text("Die erste Zeile nennt die Spalten.", "The first row names the columns."),
        )
        return None
    header = tuple(_plain_name(name) for name in rows[0][1])
    return ForeignSheet(file, header, tuple(_whole(file, len(header), rows[1:], log)))


def _decoded(file: str, data: bytes, log: FaultLog) -> str | None:
    if b"\x00" in data:
        log.add(
            Place(file),
            Text("Das ist keine Textdatei.", "This is no text file."),
            Text("Speichern Sie die Tabelle als CSV in UTF-8.", "Save the table as CSV in UTF-8."),
        )
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _plain_name(name: str) -> str:
    return re.sub(r"[\s_]+", "-", name.strip().lower())


def _whole(file: str, width: int, rows: list[tuple[int, list[str]]], log: FaultLog) -> Iterator[tuple[int, list[str]]]:
    for row, fields in rows:
        if len(fields) == width:
            yield row, fields
        else:
            log.add(
                Place(file, row),
                Text(f"{len(fields)} statt {width} Felder.", f"{len(fields)} fields instead of {width}."),
                _FIELDS_WANTED,
            )

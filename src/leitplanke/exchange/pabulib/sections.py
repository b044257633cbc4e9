"""Lines of a `.pb` file as the rows of its three sections.

Fields are separated by `;` and quoted as in CSV. Older files carry single quotation marks that open nothing, so a
record may only run over several lines if that gives it the number of fields its header promises.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.exchange.places import FaultLog, Place
from leitplanke.kernel.texts import Text

SECTIONS = ("META", "PROJECTS", "VOTES")
_LONGEST_RECORD = 50  # lines that one quoted field may run over
_EMPTY_WORDS = {"", "none", "nan", "null", "n/a"}


@dataclass(frozen=True, slots=True)
class Row:
    """One record: file and line it starts on, and its fields by column name."""

    file: str
    line: int
    fields: dict[str, str]

    def place(self, column: str = "") -> Place:
        """Where this field stands."""
        return Place(self.file, self.line, column)

    def text(self, column: str) -> str:
        """The field in one printable line; empty where the file writes nothing, `None` or `nan`."""
        field = self.fields.get(column, "").strip()
        if field.casefold() in _EMPTY_WORDS:
            return ""
        return field if field.isprintable() else _printable(field)

    def items(self, column: str) -> tuple[str, ...]:
        """The field as a list separated by commas, without empty entries; brackets and quotes of JSON fall away."""
        text = self.text(column)
        if text.startswith("[") and text.endswith("]"):
            text = text[1:-1].replace('"', "").replace("'", "")
        return tuple(part for part in map(str.strip, text.split(",")) if part)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: file and line of its title, its columns in lower case, its rows."""

    file: str
    line: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, column: str = "", *, below: int = 0) -> Place:
        """Its title, or a line below it."""
        return Place(self.file, self.line + below, column)


def read_sections(data: bytes, file: str, log: FaultLog) -> dict[str, Section]:
    """The sections by name, in capitals; what is missing or double goes into `log`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        log.add(
            Place(file, data[: error.start].count(b"\n") + 1),
            Text("Die Datei ist nicht in UTF-8 gespeichert.", "The file is not stored as UTF-8."),
            Text("Speichern Sie sie als UTF-8.", "Store it as UTF-8."),
        )
        return {}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    titles = [(number, name) for number, line in enumerate(lines) if (name := _title(line))]
    _check_titles([name for _, name in titles], lines[: titles[0][0] if titles else 0], file, log)
    ends = [number for number, _ in (*titles[1:], (len(lines), ""))]
    return {
        name: _section(lines, start=start, end=end, name=name, file=file, log=log)
        for (start, name), end in zip(titles, ends, strict=False)  # without any title, one end is left over
    }


def _title(line: str) -> str:
    """The section that this line opens; spreadsheet programs append empty fields to it."""
    word = line.strip().rstrip(";").strip().strip('"').upper()
    return word if word in SECTIONS else ""


def _check_titles(names: list[str], preamble: list[str], file: str, log: FaultLog) -> None:
    for name in SECTIONS:
        if names.count(name) != 1:
            many = names.count(name) > 1
            log.add(
                Place(file, None, name),
                Text(
                    f"Der Abschnitt {name} {'steht mehrfach da' if many else 'fehlt'}.",
                    f"The section {name} {'occurs more than once' if many else 'is missing'}.",
                ),
                Text("Eine .pb-Datei hat META, PROJECTS und VOTES.", "A .pb file has META, PROJECTS and VOTES."),
            )
    if any(line.strip() for line in preamble):
        log.add(
            Place(file, 1),
            Text("Vor dem ersten Abschnitt steht Text.", "There is text before the first section."),
            Text("Die Datei beginnt mit META.", "The file starts with META."),
        )


def _section(lines: list[str], *, start: int, end: int, name: str, file: str, log: FaultLog) -> Section:
    records = _records(lines, start + 1, end, is_meta=name == "META")
    header_line, header = next(records, (start, []))
    columns = tuple(column.strip().lower() for column in header)
    if not any(columns) or len(set(filter(None, columns))) < len(tuple(filter(None, columns))):
        log.add(
            Place(file, header_line + 1, name),
            Text(
                "Die Kopfzeile fehlt oder nennt eine Spalte doppelt.", "The header is missing or names a column twice."
            ),
            Text("Nennen Sie jede Spalte einmal.", "Name every column once."),
        )
    return Section(file, start + 1, columns, tuple(_rows(records, columns, file, log)))


def _rows(
    records: Iterator[tuple[int, list[str]]], columns: tuple[str, ...], file: str, log: FaultLog
) -> Iterator[Row]:
    width = len(columns)
    for line, cells in records:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            log.add(
                Place(file, line + 1),
                Text(
                    f"{len(cells)} Felder, aber nur {width} Spalten.",
                    f"{len(cells)} fields, but only {width} columns.",
                ),
                Text("Setzen Sie Texte mit ; in Anführungszeichen.", "Put texts that hold a ; into quotes."),
            )
        yield Row(file, line + 1, dict(zip(columns, cells, strict=False)))


def _records(lines: list[str], start: int, end: int, *, is_meta: bool) -> Iterator[tuple[int, list[str]]]:
    """Index of the first line and fields of each record; the first record is the header."""
    width, index = 0, start
    while index < end:
        line, first = lines[index], index
        index += 1
        if not line.strip(" \t;"):
            continue
        if '"' not in line:
            cells = line.split(";")
        else:
            cells, index = _quoted(lines, first, end, 2 if is_meta else width)
        if is_meta and len(cells) > 1:
            cells = [cells[0], ";".join(cells[1:]).rstrip(";")]  # comments hold unquoted semicolons
        width = width or len(cells)
        yield first, cells


def _quoted(lines: list[str], first: int, end: int, width: int) -> tuple[list[str], int]:
    """The fields of a record with quotation marks, and the index of the line after it."""
    record = lines[first]
    if record.count('"') % 2 == 0:
        return _cells(record, is_strict=False) or record.split(";"), first + 1
    for after in range(first + 1, min(end, first + _LONGEST_RECORD)):
        record += " " + lines[after]
        if lines[after].count('"') % 2:
            cells = _cells(record, is_strict=True)
            if cells is not None and len(cells) == width:
                return cells, after + 1
            break
    return lines[first].split(";"), first + 1


def _cells(record: str, *, is_strict: bool) -> list[str] | None:
    """The fields of a CSV record; None if it is none, in strict reading also if text follows a closing quote."""
    try:
        return next(csv.reader([record], delimiter=";", strict=is_strict))
    except csv.Error:
        return None


def _printable(field: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in field).split())

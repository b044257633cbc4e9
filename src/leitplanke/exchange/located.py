"""Reads CSV, TOML and JSON and keeps in which row each value stands. A file that cannot be read is one fault."""

import csv
import io
import json
import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import JSONDecodeError, JSONObject  # type: ignore[attr-defined]  # the pure Python parser has no stubs
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # likewise
from typing import Any

from leitplanke.exchange.json_words import CHECK_SYNTAX, DOUBLED, syntax_words
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.toml_rows import toml_rows
from leitplanke.kernel.texts import Text

Path = tuple[str | int, ...]

_TOML_POSITION = re.compile(r"\s*\(at line (\d+), column (\d+)\)|\s*\(at end of document\)")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a CSV file."""

    file: str
    row: int
    fields: dict[str, str]

    def place(self, column: str = "") -> Place:
        """Where this column stands."""
        return Place(self.file, self.row, column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: its header and, row by row, the number of the row and its fields without outer blanks."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def records(self) -> Iterator[Record]:
        """The rows with named fields."""
        for row, fields in self.rows:
            yield Record(self.file, row, dict(zip(self.header, fields, strict=True)))


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a TOML or JSON file with the way that leads to it."""

    file: str
    raw: Any  # what tomllib or json made of the file: any nesting of tables, lists and plain values
    path: Path
    rows: dict[Path, int]

    def place(self, column: str = "") -> Place:
        """Where this key of the value stands; keys of the tables above come first in the name."""
        return self.place_of(tuple(column.split(".")) if column else ())

    def place_of(self, below: Path) -> Place:
        """Where the value stands to which the keys and indices `below` lead from here."""
        way = (*self.path, *below)
        named = ".".join(part for part in way if isinstance(part, str))
        return Place(self.file, self._row_of(way), named)

    def _row_of(self, way: Path) -> int | None:
        """The row of the value at the end of `way`, or of the nearest table above it."""
        while way and way not in self.rows:
            way = way[:-1]
        return self.rows.get(way)

    def child(self, *way: str | int) -> "Node":
        """The value below, along keys and indices; the caller knows that it is there."""
        raw = self.raw
        for part in way:
            raw = raw[part]
        return Node(self.file, raw, (*self.path, *way), self.rows)


def read_sheet(file: str, text: str, log: FaultLog) -> Sheet | None:
    """The rows of a CSV file; None with faults noted if it is no table."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    rows: list[tuple[int, list[str]]] = []
    begin = 1
    try:
        for fields in lines:
            stripped = [as_meant(field).strip() for field in fields]
            if any(stripped):
                rows.append((begin, stripped))
            begin = lines.line_num + 1
    except csv.Error as error:
        log.add(
            Place(file, begin),
            Text(f"Die Zeile ist kein gültiges CSV ({error}).", f"The row is no valid CSV ({error})."),
            Text("Prüfen Sie die Anführungszeichen.", "Check the quotation marks."),
        )
        return None
    if not rows:
        log.add(Place(file), Text("Die Datei ist leer.", "The file is empty."), _HEADER_FIRST)
        return None
    header = tuple(rows[0][1])
    return Sheet(file, header, tuple(_whole_rows(file, header, rows[1:], log)))


def read_toml(file: str, text: str, log: FaultLog) -> Node | None:
    """The content of a TOML file; None with its fault noted if it cannot be read."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        log.add(*_toml_fault(file, text, str(error)))
        return None
    except (ValueError, RecursionError) as error:
        log.add(Place(file), Text(f"Kein lesbares TOML ({error}).", f"No readable TOML ({error})."), CHECK_SYNTAX)
        return None
    return Node(file, raw, (), toml_rows(text))


def read_json(file: str, text: str, log: FaultLog) -> Node | None:
    """The content of a JSON file; None with its fault noted if it cannot be read."""
    decoder = _LocatingDecoder()
    try:
        raw = decoder.decode(text)
    except JSONDecodeError as error:
        place = Place(file, error.lineno)
        log.add(place, syntax_words(error), CHECK_SYNTAX)
        return None
    except (ValueError, RecursionError) as error:
        log.add(Place(file), Text(f"Kein lesbares JSON ({error}).", f"No readable JSON ({error})."), CHECK_SYNTAX)
        return None
    return Node(file, raw, (), decoder.rows(raw, text))


FORMULA = r"[=+\-@\t\r\n]"  # how a text begins that a spreadsheet may run; OWASP, CSV injection
_GUARDED = re.compile(f"'+{FORMULA}")
_HEADER_FIRST = Text("Die erste Zeile nennt die Spalten.", "The first row names the columns.")


def as_meant(field: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a text as a formula (`tables`)."""
    return field[1:] if _GUARDED.match(field) else field


def _whole_rows(
    file: str, header: tuple[str, ...], rows: list[tuple[int, list[str]]], log: FaultLog
) -> Iterator[tuple[int, list[str]]]:
    for row, fields in rows:
        if len(fields) == len(header):
            yield row, fields
        else:
            log.add(
                Place(file, row),
                Text(
                    f"Die Zeile hat {len(fields)} statt {len(header)} Felder.",
                    f"The row has {len(fields)} fields instead of {len(header)}.",
                ),
                Text(
                    "Zwischen Feldern steht ein ;, Text mit ; gehört in Anführungszeichen.",
                    "A ; stands between fields; put text that contains ; into quotes.",
                ),
            )


def _toml_fault(file: str, text: str, message: str) -> tuple[Place, Text, Text]:
    found = _TOML_POSITION.search(message)
    plain = _TOML_POSITION.sub("", message)
    if found is None or found[1] is None:
        row, column = max(text.count("\n"), 1), 1
    else:
        row, column = int(found[1]), int(found[2])
    problem = Text(f"Kein gültiges TOML an Stelle {column} ({plain}).", f"No valid TOML at column {column} ({plain}).")
    return Place(file, row), problem, CHECK_SYNTAX


class _LocatingDecoder(json.JSONDecoder):
    """Remembers where each object begins, and refuses a key that stands twice in one object."""

    def __init__(self) -> None:
        super().__init__(object_pairs_hook=_without_doubles)
        self._begins: dict[int, int] = {}
        self.parse_object = self._parse_object
        self.scan_once = py_make_scanner(self)

    def _parse_object(self, text_and_end: tuple[str, int], *rest: object) -> tuple[dict[str, Any], int]:
        try:
            value, end = JSONObject(text_and_end, *rest)
        except _DoubledKeyError as error:
            raise JSONDecodeError(f"{DOUBLED}{error}", text_and_end[0], text_and_end[1] - 1) from error
        self._begins[id(value)] = text_and_end[1] - 1
        return value, end

    def rows(self, value: object, text: str) -> dict[Path, int]:
        """The row of every object, by the way that leads to it."""
        ends = [match.start() for match in re.finditer("\n", text)]
        return {way: _row_at(self._begins[id(found)], ends) for way, found in _objects(value, ())}


def _row_at(position: int, line_ends: list[int]) -> int:
    return bisect_left(line_ends, position) + 1


def _objects(value: object, way: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(value, dict):
        yield way, value
        for key, below in value.items():
            yield from _objects(below, (*way, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _objects(below, (*way, index))


class _DoubledKeyError(Exception):
    """A key that stands twice in one object; JSON leaves open which one counts."""


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _DoubledKeyError(key)
        found[key] = value
    return found

"""A list in a sheet: where its heading stands, what its columns may be, and its rows with every fault."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, Generic, TypeVar

from leitplanke.exchange.fields import RowReader, day
from leitplanke.exchange.located import Record
from leitplanke.exchange.measure_sheets.grid import Book, Grid, refused
from leitplanke.exchange.measure_sheets.table import plain_heading
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.kernel.faults import Fault
from leitplanke.kernel.texts import Text

T = TypeVar("T")
V = TypeVar("V", bound=Any)  # a dataclass
Mapped = Mapping[str, int]
"""For each column of a listing's form that the sheet has, the place where it stands."""

_SEARCHED: Final = 25
_GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MOST_SLUG: Final = 40


@dataclass(frozen=True, slots=True)
class ListColumn:
    """What a column may be: its name, headings by which it is known, a hint for the template, its choices there."""

    id: str
    name: Text
    words: tuple[str, ...] = ()
    hint: Text = Text("")  # noqa: RUF009 - Text is frozen
    is_needed: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it stands: headings by place, rows with their numbers; `before` is what stands above the heading."""

    file: str
    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    before: tuple[tuple[int, str], ...] = ()
    notices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What became of a list: values with the numbers of their rows, and everything that is wrong."""

    found: tuple[tuple[int, T], ...]
    faults: tuple[Fault, ...]


def listing_of(book: Book, *, file: str, columns: Sequence[ListColumn], sheet: str = "") -> Listing:
    """The list of a sheet; if none is named, of the one whose heading is known best.

    The heading is the row that has the most known words; without any it is the first row with two filled cells.
    Raises `FaultyInputError` where there is no list.
    """
    names = tuple(one.sheet for one in book.grids)
    known = frozenset(word for column in columns for word in _words_of(column))
    if sheet and sheet not in names:
        words = Text(f"Das Blatt „{sheet}“ gibt es nicht.", f"There is no sheet “{sheet}”.")
        raise refused(file, words, Text(f"Es gibt: {', '.join(names)}.", f"There are: {', '.join(names)}."))
    grid = book.sheet(sheet) if sheet else max(book.grids, key=lambda one: _scores(one, known)[0])
    searched = _scores(grid, known)
    best = -searched[0][1] if searched[0][0] else _first_filled(grid.rows)
    body = grid.rows[best + 1 :]
    if not body:
        words = Text("Unter der Überschrift steht keine Zeile.", "There is no row below the heading.")
        raise refused(file, words, Text("Füllen Sie Zeilen aus.", "Fill in rows."))
    before = tuple((number, " | ".join(filter(None, row))) for number, row in grid.rows[:best])
    return Listing(file, grid.sheet, names, grid.rows[best][1], body, before, book.notices)


def proposed(listing: Listing, columns: Sequence[ListColumn]) -> dict[str, int]:
    """For each column the place whose heading says so; no place is taken twice."""
    plain = [plain_heading(heading) for heading in listing.headings]
    found: dict[str, int] = {}
    for column in columns:
        words = _words_of(column)
        places = [at for at, heading in enumerate(plain) if heading in words and at not in found.values()]
        if places:
            found[column.id] = min(places, key=lambda at: words.index(plain[at]))
    return found


def left_over(listing: Listing, mapped: Mapped) -> tuple[str, ...]:
    """The headings of columns that hold something and become nothing."""
    used = set(mapped.values())
    return tuple(
        heading or f"({place + 1})"
        for place, heading in enumerate(listing.headings)
        if place not in used and any(row[place] for _, row in listing.rows)
    )


def read_rows(
    listing: Listing,
    *,
    mapped: Mapped,
    columns: Sequence[ListColumn],
    make: Callable[[RowReader], T | None],
    key: Callable[[T], str],
) -> Read[T]:
    """Every row as `make` reads it, its cells by the ids of the columns; two rows with one `key` are a fault."""
    log = FaultLog()
    for column in columns:
        if column.is_needed and column.id not in mapped:
            problem = Text(f"Die Spalte „{column.name.de}“ fehlt.", f"The column “{column.name.en}” is missing.")
            log.add(Place(listing.file, None, column.name.de), problem, Text("Wählen Sie sie aus.", "Choose it."))
    if log.faults:
        return Read((), tuple(log.faults))
    found: list[tuple[int, T]] = []
    seen: dict[str, int] = {}
    for number, cells in listing.rows:
        fields = {one.id: cells[mapped[one.id]] if one.id in mapped else "" for one in columns}
        if not any(fields.values()):
            continue
        record = Record(listing.file, number, fields)
        value = make(RowReader(record, log))
        if value is None:
            continue
        if (first := seen.setdefault(key(value), number)) != number:
            words = Text(f"Das steht schon in Zeile {first}.", f"That stands in row {first} already.")
            log.add(record.place(columns[0].id), words, Text("Streichen Sie eine Zeile.", "Remove one row."))
        found.append((number, value))
    return Read(tuple(found), tuple(_with_heading(fault, listing, mapped) for fault in log.faults))


def with_kept(value: V, *, before: V | None, mapped: Mapped) -> V:
    """The value of a row, with what stood there `before` in fields of which the list has no column."""
    if before is None:
        return value
    kept: dict[str, Any] = {}
    for one in fields(value):
        new, old = getattr(value, one.name), getattr(before, one.name)
        if isinstance(new, Text):
            de, en = (new.de if one.name in mapped else old.de), (new.en if f"{one.name}_en" in mapped else old.en)
            kept[one.name] = replace(old, de=de, en=en)
        elif one.name not in mapped:
            kept[one.name] = old
    return replace(value, **kept)


def any_day(text: str) -> date:
    """A day as people write it: 14.3.2022 or 2022-03-14."""
    found = _GERMAN_DAY.fullmatch(text)
    return day(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text)


def digits(text: str) -> str:
    """A key without the blanks, dots and hyphens that people put in."""
    return re.sub(r"[\s./-]", "", text)


def slug(words: str, *, taken: Collection[str]) -> str:
    """An identifier made of words, another one than those that are `taken`."""
    plain = re.sub("[^a-z0-9]+", "_", words.casefold().translate(_UMLAUTS)).strip("_")[:_MOST_SLUG].strip("_") or "x"
    names = (plain, *(f"{plain}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _words_of(column: ListColumn) -> tuple[str, ...]:
    return tuple(plain_heading(word) for word in (column.name.de, column.name.en, *column.words))


def _scores(grid: Grid, known: frozenset[str]) -> list[tuple[int, int]]:
    """The rows that may be the heading, the likeliest first: how many known words it has, and minus its place."""
    rows = enumerate(grid.rows[:_SEARCHED])
    return sorted(((sum(plain_heading(cell) in known for cell in row), -at) for at, (_, row) in rows), reverse=True)


def _first_filled(rows: Sequence[tuple[int, tuple[str, ...]]]) -> int:
    return next((at for at, (_, row) in enumerate(rows) if sum(map(bool, row)) > 1), 0)


def _with_heading(fault: Fault, listing: Listing, mapped: Mapped) -> Fault:
    """The fault at the heading as the file has it."""
    place = mapped.get(fault.column)
    return fault if place is None else replace(fault, column=listing.headings[place])

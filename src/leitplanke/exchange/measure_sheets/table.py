"""Where the heading of a foreign sheet ends and its measures begin, over up to three rows of heading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitplanke.exchange.measure_sheets.amounts import read_money
from leitplanke.exchange.measure_sheets.grid import Grid, refused
from leitplanke.exchange.measure_sheets.targets import TARGETS
from leitplanke.kernel.texts import Text

MOST_HEADING = 3
_SEARCHED = 25
_KNOWN = frozenset(word for target in TARGETS for word in target.words)
_NUMBER = re.compile(r"[\d.,:/\s€%-]+")
_TOTAL = re.compile(r"(summe|gesamt|gesamtsumme|zwischensumme|total|übertrag)\b.*", re.IGNORECASE)
SECTION = Text("(Zwischenzeile)", "(section row)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands, its headings from top to bottom, and what stands in it."""

    place: int
    heading: str
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Heading:
    """Places of the first and the last row of a heading."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Table:
    """The table in a sheet. `rows` are the numbers of its rows; `around` is what stands before and between them."""

    file: str
    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    around: tuple[tuple[int, str], ...]


def find_table(grid: Grid) -> Table:
    """The table of a sheet. Raises `FaultyInputError` where there is a heading and nothing below, or no heading."""
    heading = heading_of(grid)
    if heading is None:
        words = Text("Es ist keine Überschrift zu erkennen.", "No heading can be recognised.")
        remedy = Text("Die erste Zeile soll die Spalten nennen.", "The first row should name the columns.")
        raise refused(grid.file, words, remedy, row=grid.rows[0][0])
    first, last = heading.first, heading.last
    width = max(len(row) for _, row in grid.rows)
    body, around = _body(grid, last)
    if not body:
        words = Text("Unter der Überschrift steht keine Maßnahme.", "There is no measure below the heading.")
        raise refused(grid.file, words, Text("Füllen Sie Zeilen aus.", "Fill in rows."))
    headings = [_joined(_cell(row, place) for _, row in grid.rows[first : last + 1]) for place in range(width)]
    columns = [
        Column(place, heading, cells)
        for place, heading in enumerate(headings)
        if any(cells := tuple(_cell(row, place) for _, row, _ in body)) or heading
    ]
    sections = tuple(section for _, _, section in body)
    if any(sections):
        columns.append(Column(width, SECTION.de, sections))
    before = [(number, " | ".join(dict.fromkeys(filter(None, row)))) for number, row in grid.rows[:first]]
    return Table(grid.file, grid.sheet, tuple(columns), tuple(number for number, *_ in body), (*before, *around))


def plain_heading(heading: str) -> str:
    """A heading without case, marks, units and breaks, to be compared."""
    words = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading.casefold())
    return " ".join(re.sub(r"[^\wäöüß]+|_", " ", words).split())


def known_words(row: Sequence[str]) -> int:
    """How many different words of a row are headings that we know."""
    return sum(_is_known(one) for one in {plain_heading(cell) for cell in row})


def heading_of(grid: Grid) -> Heading | None:
    """Where the heading stands; None where there is none."""
    searched = grid.rows[:_SEARCHED]
    scores = [_score(row) if number not in grid.merged else 0.0 for number, row in searched]
    best = max(range(len(scores)), key=lambda at: (scores[at], -at))
    if not scores[best]:
        return None
    first = last = best
    while first > 0 and last - first + 1 < MOST_HEADING and _is_group(grid, first - 1):
        first -= 1
    while last + 1 < len(grid.rows) and last - first + 1 < MOST_HEADING and _goes_on(grid.rows, best, last + 1):
        last += 1
    return Heading(first, last)


def _score(row: Sequence[str]) -> float:
    """How much a row looks like a heading: short different words, known ones above all."""
    filled = [plain_heading(cell) for cell in row if cell]
    words = [one for one in filled if one and not _NUMBER.fullmatch(one) and len(one) <= 60]
    if len(words) < 2 or len(words) < len(filled) * 0.6:
        return 0.0
    known = sum(3.0 for one in dict.fromkeys(words) if _is_known(one))
    return known + len(set(words)) / len(words)


def _is_known(words: str) -> bool:
    return words in _KNOWN or any(part in _KNOWN for part in words.split())


def _is_group(grid: Grid, at: int) -> bool:
    """Whether a row above the heading groups its columns: two different words at least, and no row of one cell."""
    number, row = grid.rows[at]
    filled = [cell for cell in row if cell]
    return number not in grid.merged and len(set(filled)) >= 2 and all(len(cell) <= 60 for cell in filled)


def _goes_on(rows: Sequence[tuple[int, tuple[str, ...]]], best: int, at: int) -> bool:
    """Whether the row below the heading belongs to it: units, remarks, parts of a group, cells merged with it."""
    above, row = rows[best][1], rows[at][1]
    if any(row) and all(above.count(top) > 1 for top, cell in zip(above, row, strict=False) if cell):
        return not any(read_money(cell).hundredths for cell in row if cell)
    pairs = [(top, cell) for top, cell in zip(above, row, strict=False) if cell]
    new = [cell for top, cell in pairs if cell != top]
    if len(new) < len(pairs):
        return all(_is_remark(cell) or not any(letter.isdigit() for letter in cell) for cell in new)
    return bool(new) and all(map(_is_remark, new))


def _is_remark(cell: str) -> bool:
    """A unit or a hint on how to fill a column in."""
    plain = cell.casefold().strip("()[] ")
    units = {"€", "eur", "euro", "t€", "teur", "tsd €", "tsd. €", "in t€", "in €", "vzä", "in vzä", "monate",
             "in monaten",
             "mm/jjjj", "ja/nein", "quartal", "jahr", "p.a.", "mio. €", "in mio. €", "%"}  # fmt: skip
    return plain in units or (cell.startswith("(") and cell.endswith(")"))


def _body(grid: Grid, last: int) -> tuple[list[tuple[int, tuple[str, ...], str]], list[tuple[int, str]]]:
    """The rows of measures, each with the section that it stands in, and the rows that are none."""
    heading = tuple(filter(None, grid.rows[last][1]))
    body: list[tuple[int, tuple[str, ...], str]] = []
    around: list[tuple[int, str]] = []
    section = ""
    for number, row in grid.rows[last + 1 :]:
        different = tuple(dict.fromkeys(filter(None, row)))
        if number in grid.merged or (len(different) == 1 and len(heading) >= 4 and row[0] and not any(row[1:])):
            section = different[0]
            around.append((number, section))
        elif _TOTAL.fullmatch(different[0]) or tuple(filter(None, row)) == heading:
            around.append((number, " | ".join(different)))
        else:
            body.append((number, row, section))
    return body, around


def _joined(parts: Iterator[str]) -> str:
    return " / ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""

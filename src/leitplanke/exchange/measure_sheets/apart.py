"""Several tables on one sheet: below each other with a row between, or side by side with a column between."""

from collections.abc import Iterator, Sequence

from leitplanke.exchange.measure_sheets.grid import Book, Grid, column_letters
from leitplanke.exchange.measure_sheets.table import Heading, heading_of, known_words

_FEWEST = 3
_LONGEST = 40


def tables_apart(book: Book) -> Book:
    """The book with a sheet for each table: what stands below or beside the first is named by where it begins."""
    grids = tuple(part for grid in book.grids for side in _side_by_side(grid) for part in _below_each_other(side))
    return Book(grids, book.notices)


def _side_by_side(grid: Grid) -> tuple[Grid, ...]:
    """Columns behind an empty one that the heading does not name are another table."""
    heading = heading_of(grid)
    if heading is None or not grid.sheet:
        return (grid,)
    named = [at for number, row in _rows(grid, heading) for at, cell in enumerate(row) if cell]
    last = max(named)
    width = max(len(row) for _, row in grid.rows)
    own = [row for number, row in grid.rows if number not in grid.merged]
    empty = [at for at in range(last + 1, width) if not any(row[at] for row in own if at < len(row))]
    begin = next((at for at in range(last + 1, width) if at not in empty), None)
    if begin is None or not any(at < begin for at in empty):
        return (grid,)
    beside = tuple(
        (number, ("",) * begin + row[begin:]) for number, row in grid.rows if any(row[begin:]) and row in own
    )
    mine = tuple((number, row[:begin]) for number, row in grid.rows if any(row[:begin]))
    other = Grid(grid.file, f"{grid.sheet}, ab Spalte {column_letters(begin)}", beside)
    return Grid(grid.file, grid.sheet, mine, grid.merged), other


def _rows(grid: Grid, heading: Heading) -> Sequence[tuple[int, tuple[str, ...]]]:
    return grid.rows[heading.first : heading.last + 1]


def _below_each_other(grid: Grid) -> tuple[Grid, ...]:
    """A row without numbers that names columns, behind an empty row, begins another table."""
    heading = heading_of(grid)
    if heading is None or not grid.sheet:
        return (grid,)
    begins = [0, *_further(grid, heading)]
    return tuple(
        Grid(
            grid.file,
            grid.sheet if not begin else f"{grid.sheet}, ab Zeile {grid.rows[begin][0]}",
            grid.rows[begin:end],
            grid.merged,
        )
        for begin, end in zip(begins, [*begins[1:], len(grid.rows)], strict=True)
    )


def _further(grid: Grid, heading: Heading) -> Iterator[int]:
    """Places at which further tables begin, with a title right above their heading."""
    own = tuple(filter(None, grid.rows[heading.last][1]))
    for at in range(heading.last + 2, len(grid.rows) - 1):
        row = tuple(filter(None, grid.rows[at][1]))
        begin = at - 1 if len(set(filter(None, grid.rows[at - 1][1]))) == 1 else at
        is_apart = grid.rows[begin][0] - grid.rows[begin - 1][0] > 1
        if is_apart and row != own and _names_columns(row, is_titled=begin < at):
            yield begin


def _names_columns(row: Sequence[str], *, is_titled: bool) -> bool:
    is_plain = all(len(cell) <= _LONGEST and not any(letter.isdigit() for letter in cell) for cell in row)
    return len(set(row)) >= _FEWEST and is_plain and known_words(row) >= (1 if is_titled else 2)

"""What became of each cell of a sheet: nothing is dropped in silence."""

from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure


@dataclass(frozen=True, slots=True)
class CellFate:
    """What became of a cell: `read` is what it was taken as, `doubt` why that is not certain or not taken."""

    column: str
    target: str
    original: str
    read: Text = Text("")  # noqa: RUF009 - Text is frozen
    doubt: Text = Text("")  # noqa: RUF009 - Text is frozen


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What a row became: a measure with what was taken, is unclear and is left over; or the problem why there is none.

    `taken`, `unclear` and `left` together hold each filled cell of the row exactly once. What is unclear stands among
    the assumptions of the examination in its own words.
    """

    row: int
    measure: Measure | None
    taken: tuple[CellFate, ...] = ()
    unclear: tuple[CellFate, ...] = ()
    left: tuple[CellFate, ...] = ()
    problem: Text = Text("")  # noqa: RUF009 - Text is frozen


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """All rows, and what stands around them: titles above the table, section rows, totals."""

    file: str
    sheet: str
    rows: tuple[RowOutcome, ...]
    around: tuple[tuple[int, str], ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that the rows became."""
        return tuple(row.measure for row in self.rows if row.measure is not None)


def left_over(outcome: SheetOutcome) -> Iterator[tuple[int, str, str]]:
    """Every cell that is in no measure, by row, column and words, and what stands around the table."""
    for number, words in outcome.around:
        yield number, "", words
    for row in outcome.rows:
        for fate in row.left if row.measure is not None else (*row.taken, *row.unclear, *row.left):
            yield row.row, fate.column, fate.original

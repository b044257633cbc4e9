"""The cube of a data file: one line per combination of categories, with sums over its rows. Rows never come here."""

from dataclasses import dataclass, replace

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray

MISSING_CODE = -1


@dataclass(frozen=True, slots=True)
class Category:
    """One variable of the lines: per line the position of its category in `names`, `MISSING_CODE` where it is empty."""

    codes: IntArray
    names: tuple[str, ...]

    def counts(self, n: FloatArray) -> FloatArray:
        """How many rows each category has."""
        filled = self.codes >= 0
        return np.asarray(np.bincount(self.codes[filled], n[filled], len(self.names)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class NumberSums:
    """Sums over the rows of each line that have a number; y is the number less `centre`, d the base weight."""

    centre: float
    n: FloatArray
    d: FloatArray
    dd: FloatArray
    dy: FloatArray
    dyy: FloatArray
    ddy: FloatArray
    ddyy: FloatArray
    low: FloatArray
    high: FloatArray

    def scaled(self, factor: FloatArray) -> "NumberSums":
        """The same with every row's base weight multiplied by the `factor` of its line."""
        squared = factor**2
        return replace(
            self,
            d=self.d * factor,
            dd=self.dd * squared,
            dy=self.dy * factor,
            dyy=self.dyy * factor,
            ddy=self.ddy * squared,
            ddyy=self.ddyy * squared,
        )


@dataclass(frozen=True, slots=True)
class Lines:
    """What an engine counted: the categories of each line, how many rows it has, Σd and Σd² of their base weights."""

    categories: dict[str, Category]
    n: FloatArray
    d: FloatArray
    dd: FloatArray
    numbers: dict[str, NumberSums]

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return int(self.n.sum())

    def scaled(self, factor: FloatArray) -> "Lines":
        """The same with every row's base weight multiplied by the `factor` of its line."""
        numbers = {name: sums.scaled(factor) for name, sums in self.numbers.items()}
        return replace(self, d=self.d * factor, dd=self.dd * factor**2, numbers=numbers)


def combine(columns: tuple[IntArray, ...], size: int) -> tuple[IntArray, IntArray]:
    """Numbers the combinations that occur: per line its number, and per number the first line that has it."""
    code = np.zeros(size, dtype=np.int64)
    for column in columns:
        shifted = column - column.min() if size else column
        code = code * (int(shifted.max()) + 1 if size else 1) + shifted
        code = np.unique(code, return_inverse=True)[1].reshape(-1)  # stays small, whatever the product
    _, first, number = np.unique(code, return_index=True, return_inverse=True)
    return number.reshape(-1).astype(np.int64), first.astype(np.int64)

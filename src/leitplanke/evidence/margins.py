"""Margins, and the algebra of their columns of zeros and ones, which are never written out.

A cell lies in one category of every margin, so the design matrix X (cells × categories of all margins) is known from
the category numbers alone; products with it are counts and look-ups.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Margin:
    """One marginal table: `category` per cell, and per category the `target` number of (weighted) responses.

    `unknown` is the category of those who are not in the population table, None if there are none; its target was
    estimated from the answers themselves.
    """

    variables: tuple[str, ...]
    category: IntArray
    target: FloatArray
    unknown: int | None = None

    @property
    def name(self) -> str:
        """The variables, as a reader crosses them."""
        return " × ".join(self.variables)


@dataclass(frozen=True)
class MarginColumns:
    """The design matrix X of some margins over `cells` cells; without margins it is one column of ones."""

    margins: tuple[Margin, ...]
    cells: int

    @cached_property
    def _categories(self) -> tuple[IntArray, ...]:
        alone = (np.zeros(self.cells, dtype=np.int64),)
        return tuple(margin.category for margin in self.margins) or alone

    @cached_property
    def _edges(self) -> IntArray:
        sizes = [len(margin.target) for margin in self.margins] or [1]
        return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @property
    def width(self) -> int:
        """How many columns X has."""
        return int(self._edges[-1])

    @cached_property
    def target(self) -> FloatArray:
        """The targets of all columns."""
        return np.concatenate([margin.target for margin in self.margins])

    def totals(self, per_cell: FloatArray) -> FloatArray:
        """X'v for v (cells) or (cells × k)."""
        columns = per_cell.reshape(len(per_cell), -1)
        result = np.empty((self.width, columns.shape[1]))
        for categories, start, stop in self._blocks():
            for k in range(columns.shape[1]):
                result[start:stop, k] = np.bincount(categories, weights=columns[:, k], minlength=stop - start)
        return result.reshape(self.width, *per_cell.shape[1:])

    def spread(self, per_column: FloatArray, cells: IntArray | None = None) -> FloatArray:
        """X b for b (columns) or (columns × k); of some rows of X if `cells` are given."""
        size = self.cells if cells is None else len(cells)
        result = np.zeros((size, *per_column.shape[1:]))
        for categories, start, stop in self._blocks():
            result += per_column[start:stop][categories if cells is None else categories[cells]]
        return result

    def cross(self, weight: FloatArray) -> FloatArray:
        """X' diag(weight) X."""
        result = np.zeros((self.width, self.width))
        for one, start, stop in self._blocks():
            for other, first, last in self._blocks():
                if first < start:
                    continue
                pairs = one * (last - first) + other
                block = np.bincount(pairs, weights=weight, minlength=(stop - start) * (last - first))
                result[start:stop, first:last] = block.reshape(stop - start, last - first)
                result[first:last, start:stop] = result[start:stop, first:last].T
        return result

    def quadratic(self, matrix: FloatArray) -> FloatArray:
        """The diagonal of X matrix X'."""
        result = np.zeros(self.cells)
        for one, start, stop in self._blocks():
            for other, first, last in self._blocks():
                result += matrix[start:stop, first:last][one, other]
        return result

    def _blocks(self) -> list[tuple[IntArray, int, int]]:
        edges = self._edges.tolist()
        return list(zip(self._categories, edges[:-1], edges[1:], strict=True))

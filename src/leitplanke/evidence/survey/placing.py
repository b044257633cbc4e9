"""Back from cells to rows: which factor a row has, by its categories."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.lines import Category


@dataclass(frozen=True, slots=True)
class CellFinder:
    """Factors by the crossed categories of `keys`; `codes` are sorted, `factor` belongs to each."""

    keys: tuple[str, ...]
    names: tuple[dict[str, int], ...]
    codes: IntArray
    factor: FloatArray

    @classmethod
    def of(cls, survey: Survey, keys: Sequence[str]) -> "CellFinder":
        """The finder for a weighted survey whose cells these keys tell apart."""
        categories = [survey.lines.categories[key] for key in keys]
        names = tuple({name: code for code, name in enumerate(category.names)} for category in categories)
        crossed = _crossed([category.codes for category in categories], names, len(survey.cell))
        codes, first = np.unique(crossed, return_index=True)
        return cls(tuple(keys), names, codes, survey.line_weight[first])

    def factors(self, categories: dict[str, Category]) -> FloatArray:
        """What multiplies the base weight of each row, given the rows' categories with their names as in the file."""
        columns = []
        for key, known in zip(self.keys, self.names, strict=True):
            category = categories[key]
            mapping = np.array([known.get(name.strip(), -1) for name in category.names], dtype=np.int64)
            columns.append(mapping[category.codes])
        crossed = _crossed(columns, self.names, len(columns[0]))
        return np.asarray(self.factor[np.searchsorted(self.codes, crossed)])


def _crossed(columns: Sequence[IntArray], names: Sequence[dict[str, int]], size: int) -> IntArray:
    code = np.zeros(size, dtype=np.int64)
    for column, known in zip(columns, names, strict=True):
        code = code * len(known) + column
    return code

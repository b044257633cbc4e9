"""Better prices from what the parts did at the former ones: the lower hull of the bound, within a box (Kelley).

See `docs/methods/prices-of-shared.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from leitplanke.roadmap.tables import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a part did at some prices: its own value, and what it used of each shared capacity."""

    part: int
    value: float
    used: Floats


def better_prices(capacity: Floats, centre: Floats, answers: Sequence[Answer], *, reach: Floats) -> Floats:
    """The prices within `reach` of `centre` at which the known answers give the lowest bound."""
    parts = sorted({answer.part for answer in answers})
    model = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0)):
        model.setOptionValue(option, value)
    scale = max(1.0, *(abs(answer.value) for answer in answers))
    unit = np.where(reach > 0, reach, 1.0)  # a step of 1 in the program is the whole way to the edge of the box
    none, empty = np.array([], dtype=np.int32), np.array([], dtype=float)
    for place in range(len(centre)):
        low = -min(1.0, centre[place] / unit[place]) if reach[place] > 0 else 0.0
        model.addCol(capacity[place] * unit[place] / scale, low, 1.0 if reach[place] > 0 else 0.0, 0, none, empty)
    for _ in parts:
        model.addCol(1.0, -np.inf, np.inf, 0, none, empty)
    for answer in answers:
        factors = answer.used * unit / scale
        places = np.flatnonzero(factors)
        columns = np.append(places, len(centre) + parts.index(answer.part)).astype(np.int32)
        least = (answer.value - float(answer.used @ centre)) / scale
        model.addRow(least, np.inf, len(columns), columns, np.append(factors[places], 1.0))
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return centre
    moved = np.array(model.getSolution().col_value[: len(centre)])
    prices: Floats = np.maximum(0.0, centre + moved * unit)
    return prices

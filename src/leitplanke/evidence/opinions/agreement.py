"""How far two groupings of the same people agree."""

import numpy as np
import numpy.typing as npt


def adjusted_rand_index(one: npt.ArrayLike, other: npt.ArrayLike) -> float:
    """Hubert & Arabie (1985): 1 for the same groups under any names, 0 on average for groups drawn at random.

    Both give one label per person, in the same order. Two groupings that put everybody together agree: 1.
    """
    _, first = np.unique(np.asarray(one), return_inverse=True)
    _, second = np.unique(np.asarray(other), return_inverse=True)
    together = np.zeros((first.max(initial=0) + 1, second.max(initial=0) + 1))
    np.add.at(together, (first, second), 1)
    pairs = _pairs(together).sum()
    rows, columns = _pairs(together.sum(axis=1)).sum(), _pairs(together.sum(axis=0)).sum()
    everybody = _pairs(together.sum())
    expected = rows * columns / everybody if everybody else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def _pairs(counts: npt.NDArray[np.float64] | np.float64) -> npt.NDArray[np.float64]:
    return np.asarray(counts * (counts - 1) / 2)

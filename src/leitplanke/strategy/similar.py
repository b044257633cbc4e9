"""Measures that may be the same: alike in their letters. See docs/methods/similar-measures.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leitplanke.strategy.model import Measure

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

ALIKE = 0.45
TITLE_WEIGHT = 3
_LENGTHS = (3, 4)
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two measures and how alike they are, from 0 to 1; `first` stands before `second` in the list."""

    first: str
    second: str
    likeness: float


def similar_pairs(
    measures: Sequence[Measure], *, new: frozenset[str] | None = None, alike: float = ALIKE
) -> tuple[SimilarPair, ...]:
    """Pairs of measures that are alike at least so much, the most alike first; at most one in each pair is not `new`.

    The likeness is the cosine of two vectors of letter sequences (3 or 4 letters within a word and its borders) of
    title and description, each weighed by its frequency in the measure and its rarity among all. A title counts as
    three descriptions. It knows no meaning: two words for one thing are not alike.
    """
    import numpy as np  # noqa: PLC0415 - slow to load

    if len(measures) < 2:
        return ()
    vectors = _vectors([_counts(measure) for measure in measures])
    likeness = vectors @ vectors.T
    found = []
    for first, second in zip(*np.nonzero(np.triu(likeness >= alike, k=1)), strict=True):
        pair = measures[int(first)].id, measures[int(second)].id
        if new is None or not new.isdisjoint(pair):
            found.append(SimilarPair(*pair, round(float(likeness[first, second]), 4)))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.first, one.second)))


def _counts(measure: Measure) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, weight in ((measure.title.de, TITLE_WEIGHT), (measure.description.de, 1)):
        for word in re.findall(r"\w+", text.casefold().translate(_PLAIN)):
            padded = f" {word} "
            for length in _LENGTHS:
                for start in range(len(padded) - length + 1):
                    counts[padded[start : start + length]] += weight
    return counts


def _vectors(counts: Sequence[Mapping[str, int]]) -> Floats:
    """One row per measure, of length 1: (1 + log count) × log((1 + n) / (1 + measures that have it)) + 1."""
    import numpy as np  # noqa: PLC0415 - slow to load

    places = {gram: place for place, gram in enumerate(sorted({gram for one in counts for gram in one}))}
    vectors = np.zeros((len(counts), max(1, len(places))), dtype=np.float32)
    for row, one in enumerate(counts):
        for gram, count in one.items():
            vectors[row, places[gram]] = 1.0 + np.log(count)
    held = np.count_nonzero(vectors, axis=0)
    vectors *= (np.log((1 + len(counts)) / (1 + held)) + 1.0).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    shortened: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return shortened

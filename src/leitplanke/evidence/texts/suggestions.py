"""Proposals of codes for free texts, from seed words and what people confirmed; see docs/methods/suggestions.md.

Linear, so that every proposal can be told by the words that speak for it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from leitplanke.evidence.codings import Codes
from leitplanke.evidence.cube import FloatArray
from leitplanke.evidence.model import Theme
from leitplanke.evidence.texts.lemmas import Lemmas, lemmas
from leitplanke.evidence.texts.suggestion import Suggestion
from leitplanke.evidence.themes import folded, seed_pattern

MOST_LEARNED = 2_000  # texts that one model learns from: its costs grow with their cube
FEWEST_LEARNED = 20  # below, only seed words propose
MOST_WORDS = 3

_PENALTIES = (0.1, 0.3, 1.0, 3.0, 10.0)
_THRESHOLDS = tuple(step / 20 for step in range(3, 15))
_SEED_THRESHOLD = 0.5  # between no seed word, 0, and one, 1


def suggest_codes(
    texts: Sequence[str],
    *,
    codes: Sequence[Codes | None],
    themes: Sequence[Theme],
    lemmas_of: Lemmas = lemmas,
) -> tuple[tuple[Suggestion, ...], ...]:
    """For each text what it may belong to, the likeliest first; `codes` are what people gave, None where nobody did.

    Ridge regression on tf-idf of lemmas, shrunk towards the seed words: a text with a seed word of a theme starts at 1,
    any other at 0, and what people confirmed moves the scores away from there. Penalty and threshold are those that did
    best when each coded text was left out in turn. The same input gives the same output.
    """
    if not texts or not themes:
        return ((),) * len(texts)
    reading = _read(texts, themes, lemmas_of)
    model = _learn(reading, codes, [theme.id for theme in themes])
    return tuple(_suggestions(reading, model, row, themes) for row in range(len(texts)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """Texts as numbers: `features` (texts × words, lengths of 1, and beside them a column that is 1), `seeds` 1 or 0.

    `words` are those of the columns, `found` has for each text and theme the words in which a seed was found.
    """

    features: FloatArray
    seeds: FloatArray
    words: tuple[str, ...]
    found: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class _Model:
    """Weights of words (words × themes), and from which score on something is proposed."""

    weights: FloatArray
    threshold: float


def _read(texts: Sequence[str], themes: Sequence[Theme], lemmas_of: Lemmas) -> _Reading:
    counted = [Counter(lemmas_of(text)) for text in texts]
    frequency = Counter(word for words in counted for word in words)
    vocabulary = tuple(sorted(word for word, texts_with in frequency.items() if texts_with > 1))
    place = {word: column for column, word in enumerate(vocabulary)}
    features = np.zeros((len(texts), len(vocabulary) + 1))
    for row, words in enumerate(counted):
        for word, times in words.items():
            if word in place:
                features[row, place[word]] = (1 + log(times)) * log(1 + len(texts) / frequency[word])
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    features /= np.where(lengths > 0, lengths, 1)
    features[:, -1] = 1
    patterns = [seed_pattern(theme.word_beginnings) for theme in themes]
    found = tuple(
        tuple(tuple(dict.fromkeys(pattern.findall(words))) for pattern in patterns)
        for words in (_with_lemmas(text, counts) for text, counts in zip(texts, counted, strict=True))
    )
    seeds = np.array([[float(bool(words)) for words in row] for row in found])
    return _Reading(features, seeds, vocabulary, found)


def _with_lemmas(text: str, counted: Counter[str]) -> str:
    """What seed words are looked for in: the text, and its base forms."""
    return "\n".join((folded(text), *counted))


def _learn(reading: _Reading, codes: Sequence[Codes | None], themes: Sequence[str]) -> _Model:
    rows = [row for row, given in enumerate(codes) if given is not None][:MOST_LEARNED]
    if len(rows) < FEWEST_LEARNED:
        return _Model(np.zeros((reading.features.shape[1], len(themes))), _SEED_THRESHOLD)
    given = np.array([[float(theme in (codes[row] or ())) for theme in themes] for row in rows])
    features, seeds = reading.features[rows], reading.seeds[rows]
    values, vectors = np.linalg.eigh(features @ features.T)
    rest = given - seeds
    tried = [_left_out(values, vectors, rest, penalty) for penalty in _PENALTIES]
    best = int(np.argmin([(errors**2).sum() for errors in tried]))
    inverse = (vectors / (np.maximum(values, 0) + _PENALTIES[best])) @ vectors.T
    return _Model(features.T @ inverse @ rest, _best_threshold(given - tried[best], given))


def _left_out(values: FloatArray, vectors: FloatArray, rest: FloatArray, penalty: float) -> FloatArray:
    """The errors for each text of the model that was learned without it, in closed form (Golub, Heath & Wahba 1979)."""
    inverse = (vectors / (np.maximum(values, 0) + penalty)) @ vectors.T
    return np.asarray((inverse @ rest) / np.diag(inverse)[:, None])


def _best_threshold(scores: FloatArray, given: FloatArray) -> float:
    """The threshold with the highest F1 over all themes together; of equals the one nearest to that of seed words."""
    return max(_THRESHOLDS, key=lambda one: (_f1(scores >= one, given), -abs(one - _SEED_THRESHOLD)))


def _f1(proposed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], given: FloatArray) -> float:
    hits = float((proposed * given).sum())
    named = float(proposed.sum() + given.sum())
    return 0.0 if named == 0 else 2 * hits / named


def _suggestions(reading: _Reading, model: _Model, row: int, themes: Sequence[Theme]) -> tuple[Suggestion, ...]:
    scores = reading.seeds[row] + reading.features[row] @ model.weights
    proposed = [column for column in range(len(themes)) if scores[column] >= model.threshold]
    return tuple(
        Suggestion(themes[column].id, round(float(scores[column]), 3), _reasons(reading, model, row, column))
        for column in sorted(proposed, key=lambda column: (-scores[column], column))
    )


def _reasons(reading: _Reading, model: _Model, row: int, column: int) -> tuple[str, ...]:
    """The seed words that were found, then the words with the largest part in the score."""
    parts = reading.features[row, :-1] * model.weights[:-1, column]
    strongest = [reading.words[word] for word in np.argsort(-parts, kind="stable")[:MOST_WORDS] if parts[word] > 0]
    return tuple(dict.fromkeys((*reading.found[row][column], *strongest)))[:MOST_WORDS]

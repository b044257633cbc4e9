"""Proposals for new themes: words that recur in texts without a theme; see docs/methods/suggestions.md."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from leitplanke.evidence.codings import Codes
from leitplanke.evidence.texts.lemmas import Lemmas, lemmas

FEWEST_TEXTS = 5  # in which a word or pair has to recur
MOST_PROPOSED = 8
MOST_WORDS = 4

_LEAST_G = 6.63  # 1 % of chi-squared with one degree of freedom
_LEAST_NPMI = 0.3


@dataclass(frozen=True, slots=True)
class NewTheme:
    """Words that may make a theme, the leading one first, and in how many texts without a theme one of them stands.

    `log_likelihood` is Dunning's G² of the leading word: how much more often it stands there than in the other texts.
    """

    words: tuple[str, ...]
    texts: int
    log_likelihood: float


def propose_themes(texts: Sequence[str], *, codes: Sequence[Codes], lemmas_of: Lemmas = lemmas) -> tuple[NewTheme, ...]:
    """What the texts with empty `codes` have in common and the others have not, the most texts first.

    A leading word is one that recurs among them and, by Dunning's log-likelihood, more often than in texts that have a
    theme; where all texts lack one, recurring is enough. With it go the words that stand beside it (normalised
    pointwise mutual information of at least 0.3). A word leads or goes with one proposal only.
    """
    without = [frozenset(lemmas_of(text)) for text, given in zip(texts, codes, strict=True) if not given]
    others = Counter(
        word for text, given in zip(texts, codes, strict=True) if given for word in frozenset(lemmas_of(text))
    )
    counted = Counter(word for words in without for word in words)
    rest = len(texts) - len(without)
    keyness = {
        word: log_likelihood(n, len(without), others[word], rest)
        for word, n in counted.items()
        if n >= FEWEST_TEXTS and n / len(without) > (others[word] / rest if rest else 0)
    }
    leading = sorted((word for word, g in keyness.items() if g >= _LEAST_G or not rest), key=lambda w: (-counted[w], w))
    pairs = Counter(pair for words in without for pair in combinations(sorted(words & keyness.keys()), 2))
    found: list[NewTheme] = []
    used: set[str] = set()
    for word in leading:
        if word in used or len(found) == MOST_PROPOSED:
            continue
        beside = _beside(word, counted, pairs, len(without))
        words = (word, *[other for other in beside if other not in used][: MOST_WORDS - 1])
        used.update(words)
        found.append(NewTheme(words, sum(bool(one & set(words)) for one in without), round(keyness[word], 2)))
    return tuple(sorted(found, key=lambda theme: (-theme.texts, theme.words)))


def log_likelihood(here: int, size_here: int, there: int, size_there: int) -> float:
    """Dunning's G² of a word that stands in `here` of `size_here` texts and `there` of `size_there` (Dunning 1993)."""
    table = ((here, size_here - here), (there, size_there - there))
    total = size_here + size_there
    columns = (here + there, total - here - there)
    return 2 * sum(
        count * log(count * total / (sum(row) * column))
        for row in table
        for count, column in zip(row, columns, strict=True)
        if count
    )


def npmi(together: int, first: int, second: int, texts: int) -> float:
    """Normalised pointwise mutual information: 1 where two words stand only together, 0 by chance (Bouma 2009)."""
    if together == texts:
        return 1.0
    return log(together * texts / (first * second)) / -log(together / texts)


def _beside(word: str, counted: Counter[str], pairs: Counter[tuple[str, str]], texts: int) -> list[str]:
    """The words that stand beside this one more than by chance, the closest first."""
    close = []
    for (first, second), together in pairs.items():
        if word in (first, second) and together * 2 >= FEWEST_TEXTS:
            value = npmi(together, counted[first], counted[second], texts)
            if value >= _LEAST_NPMI:
                close.append((-value, second if word == first else first))
    return [other for _, other in sorted(close)]

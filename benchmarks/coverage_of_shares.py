"""How often the 95 % intervals of shares from .02 to .98 hold the truth, in simple, weighted and clustered samples."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.survey.design import Calibration, Draw, Survey, survey_of
from leitplanke.evidence.survey.estimates import estimate_shares
from leitplanke.evidence.survey.lines import Category, Lines, combine
from leitplanke.evidence.survey.population import MarginRow, population_margins
from leitplanke.participation.model import Recruitment

SHARES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
SIZES = (12, 30, 100, 500)
_DRAWS = 200
_MARGINS = population_margins(
    tuple(MarginRow("age", str(age), total, age) for age, total in enumerate((300.0, 300.0, 400.0)))
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Mean and least coverage over all shares and sizes; clustered samples have no mark."""

    mean: float
    least: float
    has_mark: bool


def all_designs() -> dict[str, Coverage]:
    """Coverage for each kind of sample, drawn with a stated seed."""
    simple = [_simple(share, n) for share in SHARES for n in SIZES]
    raked = [_simulated(_raked, share, n) for share in SHARES for n in SIZES[1:]]
    clustered = [_simulated(_clustered, share, n) for share in SHARES for n in (120, 480)]
    return {
        "simple samples of 12 to 500": Coverage(float(np.mean(simple)), min(simple), has_mark=True),
        "raked samples of 30 to 500": Coverage(float(np.mean(raked)), min(raked), has_mark=False),
        "12 and 48 clusters of 10": Coverage(float(np.mean(clustered)), min(clustered), has_mark=False),
    }


def _simple(share: float, n: int) -> float:
    """Exact: every possible count, with its binomial probability."""
    covered = 0.0
    for count in range(n + 1):
        probability = exp(
            lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1) + count * log(share) + (n - count) * log1p(-share)
        )
        if probability < 1e-9:
            continue
        codes = [code for code, size in enumerate((n - count, count)) if size]
        sizes = np.array([float(size) for size in (n - count, count) if size])
        lines = Lines({"answer": Category(np.array(codes), ("no", "yes"))}, sizes, sizes, sizes, {})
        covered += probability * _holds(survey_of(lines, draw=Draw()), share)
    return covered


def _simulated(draw: Callable[[np.random.Generator, float, int], Survey], share: float, n: int) -> float:
    rng = np.random.default_rng([round(share * 100), n])
    return float(np.mean([_holds(draw(rng, share, n), share) for _ in range(_DRAWS)]))


def _raked(rng: np.random.Generator, share: float, n: int) -> Survey:
    """The young answer half as often; the answer depends on age, with the wanted share in the population."""
    age = np.append(rng.choice(3, n - 3, p=(0.18, 0.36, 0.46)), [0, 1, 2])
    tilt = min(share, 1 - share) * np.array([0.5, 0.0, -0.375])
    answer = (rng.random(n) < share + tilt[age]).astype(np.int64)
    lines = _counted({"age": age, "answer": answer})
    return survey_of(lines, draw=Draw(), calibration=Calibration(_MARGINS))


def _clustered(rng: np.random.Generator, share: float, n: int) -> Survey:
    """Clusters of ten with an intra-class correlation of .1 (beta-binomial)."""
    chance = rng.beta(9 * share, 9 * (1 - share), n // 10)
    cluster = np.repeat(np.arange(n // 10), 10)
    answer = (rng.random(n) < chance[cluster]).astype(np.int64)
    return survey_of(_counted({"cluster": cluster, "answer": answer}), draw=Draw(cluster="cluster"))


def _counted(columns: dict[str, IntArray]) -> Lines:
    place, first = combine(tuple(columns.values()), len(next(iter(columns.values()))))
    n: FloatArray = np.bincount(place).astype(np.float64)
    categories = {}
    for name, codes in columns.items():
        names = ("no", "yes") if name == "answer" else tuple(str(code) for code in range(int(codes.max()) + 1))
        categories[name] = Category(codes[first], names)
    return Lines(categories, n, n, n, {})


def _holds(survey: Survey, share: float) -> bool:
    """Whether the interval of "yes" holds the truth; no interval does not."""
    yes = estimate_shares(survey, "answer", by=None, recruitment=Recruitment.SAMPLE)[1]
    return yes.low is not None and yes.high is not None and yes.low <= share <= yes.high

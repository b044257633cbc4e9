"""Rank acceptability: seconds for many measures, criteria and weightings, with free and with ordered weights."""

import time
from dataclasses import dataclass

import numpy as np

from leitplanke.strategy.priorities.acceptability import rank_acceptability
from leitplanke.strategy.priorities.admissible import Admissible

MEASURES, CRITERIA, DRAWS = 300, 8, 10_000


@dataclass(frozen=True, slots=True)
class Timing:
    """The least of five runs: seconds on the clock and of the processor; the same where weights have a full order."""

    seconds: float
    cpu_seconds: float
    ordered_seconds: float
    ordered_cpu_seconds: float


def measure() -> Timing:
    """Random scores; draws of weights are part of what is timed."""
    scores = np.random.default_rng(1).random((MEASURES, CRITERIA))
    orders = tuple((at, at + 1) for at in range(CRITERIA - 1))
    return Timing(*_least(scores, ()), *_least(scores, orders))


def _least(
    scores: np.ndarray[tuple[int, int], np.dtype[np.float64]], orders: tuple[tuple[int, int], ...]
) -> list[float]:
    admissible = Admissible(np.zeros(CRITERIA), np.ones(CRITERIA), orders)
    runs = []
    for _ in range(5):
        clock, processor = time.perf_counter(), time.process_time()
        rank_acceptability(scores, admissible=admissible, seed=1, draws=DRAWS)
        runs.append((time.perf_counter() - clock, time.process_time() - processor))
    return [min(run[0] for run in runs), min(run[1] for run in runs)]


if __name__ == "__main__":
    print(measure())

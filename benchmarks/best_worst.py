"""Best and worst choices: seconds to group them, and to estimate afterwards; the utilities that made them are known."""

import time
from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.maxdiff import BestWorstChoices, ChoiceModel, design_sets
from leitplanke.evidence.maxdiff.choices import group_choices
from leitplanke.evidence.maxdiff.logit import fit_logit
from leitplanke.evidence.maxdiff.situations import situations_of

ITEMS, PER_SET, SETS, VERSIONS = 12, 4, 9, 5


@dataclass(frozen=True, slots=True)
class Timing:
    """Of so many choices (a best and a worst per set): seconds, and the largest distance from the true utilities.

    `fitting` is the lesser of wall time and CPU seconds, which are what it takes where nothing else runs.
    """

    choices: int
    grouping: float
    fitting: float
    largest_error: float


TRUTH = np.linspace(1, -1, ITEMS)


def draw(people: int) -> BestWorstChoices:
    """Everybody answers one of five questionnaires, each of nine sets of four out of twelve."""
    rng, truth = np.random.default_rng(1), TRUTH
    names = tuple(map(str, range(ITEMS)))
    design = design_sets(names, per_set=PER_SET, sets=SETS, versions=VERSIONS, seed=1)
    plan = np.array([[[int(item) for item in one] for one in version] for version in design.versions])
    shown = plan[np.arange(people) % VERSIONS].reshape(-1, PER_SET)
    noise = rng.gumbel(size=shown.shape)
    best = (truth[shown] + noise).argmax(axis=1)
    rows = np.arange(len(shown))
    worst_value = rng.gumbel(size=shown.shape) - truth[shown]
    worst_value[rows, best] = -np.inf
    return BestWorstChoices(
        persons=tuple(map(str, range(people))),
        items=names,
        person=np.repeat(np.arange(people), SETS),
        shown=shown,
        best=shown[rows, best],
        worst=shown[rows, worst_value.argmax(axis=1)],
    )


def measure(people: int) -> Timing:
    """Seconds for so many people."""
    answers = draw(people)
    started = time.perf_counter()
    counts = group_choices(answers)
    grouped, used = time.perf_counter(), time.process_time()
    situations = situations_of(counts, items=ITEMS, model=ChoiceModel.SEQUENTIAL)
    fit = fit_logit(situations, kind=counts.kind, person=answers.person, persons=people)
    fitting = min(time.perf_counter() - grouped, time.process_time() - used)
    error = float(np.abs(fit.utilities - TRUTH).max())
    return Timing(2 * len(answers.shown), grouped - started, fitting, error)


if __name__ == "__main__":
    print(measure(500_000))

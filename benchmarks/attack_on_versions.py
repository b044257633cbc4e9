"""What a reader of two published versions computes of few people, over random surveys: every hit in fractions.

`PYTHONPATH=../tests python attack_on_versions.py SEEDS [FIRST]` attacks so many seeds, from this one on.
"""

import sys
from dataclasses import dataclass, field

import numpy as np

from factories.attack import FORMS
from factories.attack_on_versions import people, told_of_few

CAME = (2, 4, 12, 60)  # the highest rate of those who came between, per answer and sex


@dataclass(slots=True)
class Outcome:
    """So many pairs of versions were attacked; `hits` name seed, form, rate, and what was computed.

    `without_control`: of how many pairs the same attack computes something where the second version is told anew.
    """

    pairs: int = 0
    without_control: int = 0
    hits: list[tuple[object, ...]] = field(default_factory=list)


def measure(seeds: int, first: int = 0) -> Outcome:
    """Two versions of each form and rate for each seed."""
    found = Outcome()
    for seed in range(first, first + seeds):
        for at, form in enumerate(FORMS):
            for most in CAME:
                rng = np.random.default_rng((seed, at, most))
                before, came = people(rng, form, 60), people(rng, form, most)
                found.hits += [(seed, str(form), most, *hit) for hit in told_of_few(form, before, came, kept=True)]
                found.without_control += bool(told_of_few(form, before, came, kept=False))
                found.pairs += 1
    return found


if __name__ == "__main__":
    print(measure(*map(int, sys.argv[1:])))

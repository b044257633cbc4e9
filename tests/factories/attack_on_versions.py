"""Two published versions of one table, read together by the attacker of `attack`."""

from collections import Counter
from itertools import product

import numpy as np

from factories.attack import MINIMUM, Attacker, published, secrets
from factories.participation import SEXES
from leitplanke.evidence.tables import choices_per_person
from leitplanke.evidence.versions import keep_published


def told_of_few(form, before, came, *, kept):
    """What can be computed of fewer than ten who came, or of few altogether, from both versions.

    Where nobody misses, that is no secret; where nobody came, there is nobody to learn of.
    """
    if not came.total():
        return []
    first, second = published(form, before), published(form, before + came)
    if kept:
        second = keep_published(second, [first], choices={"vote": choices_per_person(form.question)})
    attacker = Attacker(form, first, second)
    counts = np.array([(before, came)[version][one[0], one[1]] for version, *one in attacker.atoms])
    found = []
    has_missing = any(n for (_, pattern), n in (before + came).items() if not pattern)
    everybody = (SEXES, *((sex,) for sex in SEXES))
    for versions, inside, (name, belongs) in product(((1,), (0, 1)), everybody, secrets(form)):
        row = attacker.row(lambda s, p, inside=inside, belongs=belongs: s in inside and belongs(p), versions)
        true = row @ counts
        if true >= MINIMUM or (name == "missing" and not has_missing):
            continue
        if attacker.is_computed(row, true):
            found.append((versions, inside, name, int(true)))
    return found


def people(rng, form, most):
    rates = rng.integers(0, most, len(form.patterns))
    return Counter(
        {(sex, p): int(rng.poisson(rate)) for sex in SEXES for p, rate in zip(form.patterns, rates, strict=True)}
    )

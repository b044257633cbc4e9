"""An attack by subtraction: whoever reads both published versions learns nothing of few who came between them."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from factories.attack import FORMS, MINIMUM, Attacker, published, secrets
from factories.participation import SEXES
from leitplanke.evidence.tables import choices_per_person
from leitplanke.evidence.versions import keep_published


def told_of_few(form, before, came, *, kept):
    """What can be computed of fewer than ten who came, or of few altogether, from both versions.

    Where nobody misses, that is no secret.
    """
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
        least, most = attacker.range_of(row)
        assert least - 1e-6 <= true <= most + 1e-6
        if most - least < 1 - 1e-6:
            found.append((versions, inside, name, true))
    return found


def people(rng, form, most):
    rates = rng.integers(0, most, len(form.patterns))
    return Counter(
        {(sex, p): int(rng.poisson(rate)) for sex in SEXES for p, rate in zip(form.patterns, rates, strict=True)}
    )


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_second_version_tells_nothing_of_few_who_came(form):
    rng = np.random.default_rng(5)
    for came in (4, 60):
        found = told_of_few(form, people(rng, form, 60), people(rng, form, came), kept=True)

        assert found == []


def test_answer_told_in_the_second_version_alone_does_not_betray_the_first():
    """Nobody gave both answers at first, so who gave none was withheld; told later it would have been one equation."""
    before = Counter(
        {("f", ("a",)): 27, ("f", ("b",)): 23, ("f", ()): 22, ("m", ("a",)): 26, ("m", ("b",)): 33, ("m", ()): 22}
    )
    came = Counter(
        {
            ("f", ("a",)): 16,
            ("f", ("b",)): 30,
            ("f", ("a", "b")): 23,
            ("m", ("a",)): 16,
            ("m", ("b",)): 23,
            ("m", ("a", "b")): 19,
            ("m", ()): 3,
        }
    )

    assert told_of_few(FORMS[0], before, came, kept=True) == []


def test_attack_finds_what_versions_alone_would_tell():
    """Without control between versions the same attack computes answers of single people."""
    rng = np.random.default_rng(5)

    found = told_of_few(FORMS[0], people(rng, FORMS[0], 60), people(rng, FORMS[0], 2), kept=False)

    assert found != []

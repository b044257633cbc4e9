"""The attack on two weighted versions: a reader who knows all weights of both tries every pair of guesses."""

from dataclasses import replace

import numpy as np
import pytest

from factories.attack_on_weights import MINIMUM, estimator, guesses, told_of
from factories.participation import PROVENANCE, SAMPLE, SEXES, question, record
from leitplanke.evidence.model import PopulationCell, PopulationTable
from leitplanke.evidence.precision import coarse_weighted
from leitplanke.evidence.report import report_evidence
from leitplanke.evidence.versions import keep_published
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, QuestionKind, Response, ResponseMode

SEX = question("sex", QuestionKind.SINGLE, SEXES, about_person=True)
VOTE = question("vote", QuestionKind.MULTIPLE, ("a", "b", "c"))
POPULATION = PopulationTable(
    "citizens",
    ("sex",),
    (("sex",),),
    tuple(PopulationCell((sex,), count) for sex, count in zip(SEXES, (6000, 9000), strict=True)),
    Text("Melderegister"),
    PROVENANCE.as_of,
)


def surveyed(counts):
    """A report of `counts`: people by sex (rows) and by the one option that they choose (columns)."""
    responses = []
    for sex, row in zip(SEXES, counts.tolist(), strict=True):
        for option, n in zip(VOTE.option_ids, row, strict=True):
            answers = (Answer("sex", (sex,)), Answer("vote", (option,)))
            responses += [Response(0, "citizens", SAMPLE.id, ResponseMode.ONLINE, "1", answers)] * n
    survey = record(tuple(responses), (SAMPLE,), questions=(SEX, VOTE))
    return report_evidence(
        survey, populations=(POPULATION,), themes=(), priority_question="vote", provenance=PROVENANCE
    )


def told_of_few(before, came, *, kept):
    """Options of which both versions leave one possible number of those who came, if these are few or nearly all."""
    first, second = surveyed(before), surveyed(before + came)
    if kept:
        second = keep_published(second, [first], choices={"vote": None})
    if any(table.id in second.kept for table in second.tables):
        return []
    found = []
    for at, option in enumerate(VOTE.option_ids):
        possible = _possible(option, (first, before), (second, before + came), came.sum(axis=1))
        true = int(came[:, at].sum())
        if possible and min(true, int(came.sum()) - true) < MINIMUM:
            assert true in possible
            found += [option] if len(possible) == 1 else []
    return found


def _possible(option, earlier, later, came):
    """How many of those who came may have chosen the option, over all guesses that fit both versions."""
    sides = []
    for report, counts in (earlier, later):
        cells = [cell for table in report.tables for cell in table.cells if cell.options == (option,)]
        if not cells:
            return set()
        weighted = estimator(counts.sum(axis=1), (6000, 9000))
        told = replace(told_of(counts[:, VOTE.option_ids.index(option)], weighted), options=("a",))
        assert told.share == cells[0].share
        sides.append(np.array(guesses(told, weighted, lambda cell, w=weighted: _coarse(cell, w))))
    apart = sides[1][None, :, :] - sides[0][:, None, :]
    fits = ((apart >= 0) & (apart <= came)).all(axis=2)
    return {int(n) for n in np.unique(apart.sum(axis=2)[fits])}


def _coarse(cell, weighted):
    return coarse_weighted(cell, base=int(weighted.weights.base.sum()), common_n=weighted.weights.kish_n)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("most", [2, 8, 30])
def test_weighted_versions_tell_nothing_of_few_who_came(seed, most):
    rng = np.random.default_rng(seed)
    before = rng.integers(12, 40, (2, 3))
    came = rng.integers(0, most, (2, 3))

    assert told_of_few(before, came, kept=True) == []


def test_attack_finds_what_weighted_versions_alone_would_tell():
    """Without control between versions the same attack computes what two people answered, rounding or not."""
    before, came = np.array([[38, 31, 31], [34, 18, 21]]), np.array([[0, 0, 0], [1, 1, 0]])

    assert told_of_few(before, came, kept=False) == ["c"]
    assert told_of_few(before, came, kept=True) == []

"""An attack on weighted numbers by a reader who knows every weight and runs this program on each guess."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.attack_on_weights import MINIMUM, estimator, exact, guesses
from factories.participation import PROVENANCE, SAMPLE, SEXES, question, record
from leitplanke.evidence.model import PopulationCell, PopulationTable, Weighting
from leitplanke.evidence.precision import coarse_weighted
from leitplanke.evidence.report import report_evidence
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, QuestionKind, Response, ResponseMode

SEX = question("sex", QuestionKind.SINGLE, SEXES, about_person=True)
VOTE = question("vote", QuestionKind.MULTIPLE, ("a", "b", "c"))


surveys = st.tuples(
    st.tuples(st.integers(20, 90), st.integers(20, 90)),
    st.tuples(st.integers(300, 700), st.integers(300, 700)),
    st.floats(0, 1),
    st.floats(0, 1),
)


@given(surveys)
@settings(max_examples=40, deadline=None)
def test_attack_on_a_weighted_share_does_not_find_who_is_behind_it(survey):
    base, population, *shares = survey
    weighted = estimator(base, population)
    people = np.array([round(n * share) for n, share in zip(base, shares, strict=True)])
    rest = weighted.weights.base - people
    if any(min(n.sum(), n @ weighted.weights.per_cell) < MINIMUM for n in (people, rest)):
        return  # not told

    def tell(cell):
        return coarse_weighted(cell, base=sum(base), common_n=weighted.weights.kish_n)

    found = {int(pair[0]) for pair in guesses(tell(exact(people, weighted)), weighted, tell)}

    assert people[0] in found
    assert len(found) > 1


def test_attacker_succeeds_with_all_digits():
    weighted = estimator((61, 43), (480, 520))
    people = np.array([3, 19])

    assert {int(pair[0]) for pair in guesses(exact(people, weighted), weighted, lambda cell: cell)} == {3}


def test_share_that_only_light_people_can_make_up_is_withheld():
    # 80 women weigh 0.5 each, 20 men 3; ten women and no man give an answer: 5 weighted, which no man fits into
    population = PopulationTable(
        "citizens", ("sex",), (("sex",),), tuple(PopulationCell((sex,), n) for sex, n in (("f", 400), ("m", 600))),
        Text("Register"), PROVENANCE.as_of,
    )  # fmt: skip
    people = (("f", ("a",), 10), ("f", ("b",), 35), ("f", ("c",), 35), ("m", ("b", "c"), 20))
    responses = tuple(
        Response(0, "citizens", SAMPLE.id, ResponseMode.ONLINE, "1", (Answer("sex", (sex,)), Answer("vote", chosen)))
        for sex, chosen, n in people
        for _ in range(n)
    )
    survey = record(responses, (SAMPLE,), questions=(SEX, VOTE))

    (table,) = report_evidence(
        survey, populations=(population,), themes=(), priority_question="vote", provenance=PROVENANCE
    ).tables

    assert table.weighting is Weighting.RAKED
    assert "a" in table.withheld

"""The figures of red-dwarf 0.4.0 on the invented conversation of `factories.conversation`.

    run_pipeline(votes=[...], mod_out_statement_ids=[18, 19], random_state=1)

It gives every person the group that is expected here: that of the camp, except person 4, who joins the third.
"""

import numpy as np
import pytest

from factories.conversation import PEOPLE, camp_of, vote_matrix
from leitplanke.evidence.opinions import Direction, adjusted_rand_index, group_opinions
from leitplanke.evidence.opinions.counts import count_votes
from leitplanke.evidence.opinions.findings import consensus, representative, representativeness
from leitplanke.evidence.opinions.proportions import smoothed

EXPECTED_GROUPS = [2 if person == 4 else camp_of(person) for person in range(PEOPLE)]
# group, statement, agreeing, disagreeing, voting, share agreeing, its z, ratio and z of agreeing, of disagreeing
STATISTICS = (
    (0, 0, 30, 5, 39, 0.75609756097561, 3.47850542618522, 0.95895300416419, -0.33691052263729, 0.84552845528455,
     -0.33779012297973),
    (0, 4, 28, 5, 36, 0.76315789473684, 3.4523787334125, 38.15789473684211, 7.35413796122516, 0.18359853121175,
     -6.63424334730167),
    (1, 8, 26, 2, 29, 0.87096774193548, 4.38178046004133, 4.35483870967742, 6.14356590126768, 0.13306451612903,
     -5.6292862495466),
    (2, 12, 11, 5, 18, 0.6, 1.14707866935281, 3.78, 4.03220201864985, 0.39375, -3.70838539543648),
    (1, 16, 16, 12, 30, 0.53125, 0.53881590608032, 1.18055555555556, 0.81849727136579, 0.76171875, -1.10913499018945),
    (2, 16, 11, 9, 20, 0.54545454545455, 0.65465367070798, 1.19318181818182, 0.86418436808989, 0.90909090909091,
     -0.24922239313961),
)  # fmt: skip
CONSENSUS = {0: 0.45645094235033, 2: 0.47368421052632, 5: 0.05432937181664, 16: 0.11590909090909}
REPRESENTATIVE = (
    {(6, "agree"), (4, "agree"), (5, "agree"), (7, "agree"), (14, "disagree")},
    {(11, "agree"), (9, "agree"), (8, "agree"), (10, "agree"), (6, "disagree")},
    {(13, "agree"), (14, "agree"), (15, "agree"), (11, "disagree"), (4, "disagree")},
)


@pytest.fixture(scope="module")
def counts():
    votes = vote_matrix()
    return count_votes(votes, group_opinions(votes, seed=1))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_groups_are_those_of_red_dwarf(seed):
    grouping = group_opinions(vote_matrix(), seed=seed)

    assert grouping.k == 3
    assert adjusted_rand_index(EXPECTED_GROUPS, grouping.labels) == 1


@pytest.mark.parametrize("row", STATISTICS)
def test_proportions_and_tests_are_those_of_red_dwarf(counts, row):
    group, i, agreeing, disagreeing, voting, *expected = row

    agree, disagree = (representativeness(counts, group, direction) for direction in Direction)

    assert (counts.agree[group, i], counts.disagree[group, i], counts.seen[group, i]) == (agreeing, disagreeing, voting)
    found = (agree.share[i], agree.z_share[i], agree.ratio[i], agree.z_ratio[i], disagree.ratio[i], disagree.z_ratio[i])
    assert found == pytest.approx(expected, rel=1e-12)


def test_group_informed_consensus_is_that_of_red_dwarf(counts):
    values = consensus(counts, Direction.AGREE)

    assert {i: values[i] for i in CONSENSUS} == pytest.approx(CONSENSUS, rel=1e-12)


def test_representative_statements_are_those_of_red_dwarf(counts):
    allowed = np.ones(20, bool)
    allowed[18:] = False

    found = [{(i, side.value) for i, side in representative(counts, group, allowed)} for group in range(3)]

    assert tuple(found) == REPRESENTATIVE


def test_no_vote_is_one_half():
    assert smoothed(np.array([0]), np.array([0])).tolist() == [0.5]

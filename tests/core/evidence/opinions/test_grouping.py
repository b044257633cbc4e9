from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.conversation import vote_matrix
from leitplanke.evidence.opinions import Statement, VoteMatrix, adjusted_rand_index, group_opinions
from leitplanke.evidence.opinions.clusters import descend, silhouette
from leitplanke.evidence.opinions.grouping import UNGROUPED
from leitplanke.evidence.opinions.space import place_participants
from leitplanke.kernel.faults import InvalidValueError


def matrix(rows, *, moderated_out=(), meta=()):
    """Votes as a table of 1, 0, −1 and None."""
    width = len(rows[0])
    cells = [(i, j, vote) for i, row in enumerate(rows) for j, vote in enumerate(row) if vote is not None]
    people, columns, values = zip(*cells, strict=True)
    told = tuple(Statement(str(j), "", j in moderated_out, j in meta) for j in range(width))
    names = tuple(map(str, range(len(rows))))
    return VoteMatrix.of(names, told, people=people, columns=columns, values=values)


def two_camps(size=20, width=10):
    """Two camps of opposite opinion; in each, everybody strays once."""
    rows = []
    for person in range(2 * size):
        side = 1 if person < size else -1
        rows.append([-side if j == person % width else side for j in range(width)])
    return rows


def test_two_opposite_camps_are_two_groups():
    grouping = group_opinions(matrix(two_camps()), seed=1, smallest=10)

    assert grouping.sizes == (20, 20)
    assert adjusted_rand_index([0] * 20 + [1] * 20, grouping.labels) == 1


def test_points_are_those_of_a_singular_value_decomposition_of_the_imputed_votes():
    rng = np.random.default_rng(3)
    dense = rng.choice([-1.0, 0.0, 1.0, np.nan], size=(60, 9))
    dense[:, 0] = 1
    rows = [[None if np.isnan(vote) else int(vote) for vote in row] for row in dense]
    imputed = np.where(np.isnan(dense), np.nanmean(dense, axis=0), dense)
    _, strength, axes = np.linalg.svd(imputed - imputed.mean(axis=0), full_matrices=False)
    scale = np.sqrt(9 / (~np.isnan(dense)).sum(axis=1))
    expected = (imputed - imputed.mean(axis=0)) @ axes[:2].T * scale[:, None]

    space = place_participants(matrix(rows), seed=1)

    assert np.abs(space.points) == pytest.approx(np.abs(expected), abs=1e-9)
    assert space.explained == pytest.approx(strength[:2] ** 2 / (strength**2).sum(), rel=1e-9)


def test_what_is_moderated_out_or_about_the_person_counts_as_a_pass_of_everybody():
    """Small et al. 2021 do not tell; the code of Polis sets the whole column to 0, and so it dampens the scaling."""
    rows = two_camps()
    noise = [[*row, (-1) ** person, None if person % 3 else 1] for person, row in enumerate(rows)]
    passed = [[*row, 0, 0] for row in rows]

    out = place_participants(matrix(noise, moderated_out=(10,), meta=(11,)), seed=1)

    assert out.points == pytest.approx(place_participants(matrix(passed), seed=1).points, abs=1e-9)


def test_who_voted_too_little_is_in_no_group():
    rows = [*two_camps(), [1] * 6 + [None] * 4]

    labels = group_opinions(matrix(rows), seed=1).labels

    assert labels[-1] == UNGROUPED
    assert (labels[:-1] != UNGROUPED).all()


def test_in_a_small_conversation_the_most_active_take_part():
    rows = [*two_camps(size=5)[:10], *([1] * n + [None] * (10 - n) for n in range(1, 7))]

    labels = group_opinions(matrix(rows), seed=1).labels

    assert [bool(label == UNGROUPED) for label in labels] == [False] * 10 + [True] + [False] * 5


def test_no_group_is_smaller_than_asked():
    rows = [*two_camps(size=30)[:30], *two_camps(size=4)[4:]]

    assert group_opinions(matrix(rows), seed=1).sizes == (30, 4)
    assert group_opinions(matrix(rows), seed=1, smallest=10).sizes == (34,)


def test_everybody_of_one_opinion_is_one_group():
    grouping = group_opinions(matrix([[1, 1, -1, 0]] * 30), seed=1, smallest=10)

    assert (grouping.k, grouping.sizes) == (1, (30,))


def test_the_last_of_repeated_votes_counts_and_who_never_voted_is_left_out():
    votes = VoteMatrix.of(
        ("a", "silent", "b"),
        (Statement("0", ""), Statement("1", "")),
        people=[2, 0, 2, 0],
        columns=[1, 0, 1, 1],
        values=[1, 1, -1, 0],
    )

    told = (votes.participants, votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist())
    assert told == (("a", "b"), [0, 0, 1], [0, 1, 1], [1, 0, -1])


@pytest.mark.parametrize(
    ("people", "columns", "values"), [([], [], []), ([0], [1], [1]), ([-1], [0], [1]), ([0], [0], [2])]
)
def test_votes_that_cannot_be_are_refused(people, columns, values):
    with pytest.raises(InvalidValueError):
        VoteMatrix.of(("a",), (Statement("0", ""),), people=people, columns=columns, values=values)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 2**31))
def test_neither_the_order_of_people_nor_the_signs_of_a_statement_matter(random, seed):
    votes = vote_matrix()
    order = list(range(len(votes.participants)))
    random.shuffle(order)
    turned = replace(votes, values=np.where(votes.columns == 4, -votes.values, votes.values).astype(np.int8))
    place = np.argsort(order)
    shuffled = VoteMatrix.of(
        tuple(votes.participants[i] for i in order),
        votes.statements,
        people=place[turned.rows],
        columns=turned.columns,
        values=turned.values,
    )

    one, other = group_opinions(votes, seed=seed), group_opinions(shuffled, seed=seed)

    assert adjusted_rand_index(one.labels[order], other.labels) == 1


def test_silhouette_of_a_hand_computation():
    """Points 0, 1 and 10 on a line, the first two together: (10 − 1) ÷ 10, (9 − 1) ÷ 9, and 0 for the one alone."""
    points = np.array([[0.0], [1.0], [10.0]])

    found = silhouette(points, np.ones(3), np.array([0, 0, 1]))

    assert found == pytest.approx((9 / 10 + 8 / 9 + 0) / 3)


def test_a_point_of_weight_two_counts_as_two_points():
    rng = np.random.default_rng(5)
    points, weights = rng.standard_normal((12, 2)), rng.integers(1, 4, 12)
    labels = np.arange(12) % 3
    repeated = np.repeat(np.arange(12), weights)

    assert silhouette(points, weights.astype(float), labels) == pytest.approx(
        silhouette(points[repeated], np.ones(len(repeated)), labels[repeated])
    )
    weighted = descend(points, weights.astype(float), points[:3], steps=50)
    plain = descend(points[repeated], np.ones(len(repeated)), points[:3], steps=50)
    assert weighted.centres == pytest.approx(plain.centres)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("AABB", "2211", 1.0),
        ("AAAA", "1111", 1.0),
        ("AAABBB", "112233", 0.24242424242424243),
    ],
)
def test_adjusted_rand_index(one, other, expected):
    """The last: pairs 2, rows 6, columns 3 of 15; (2 − 6·3/15) ÷ (4.5 − 6·3/15) = 0.8 ÷ 3.3."""
    assert adjusted_rand_index(list(one), list(other)) == pytest.approx(expected)

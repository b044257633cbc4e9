from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.evidence.maxdiff import design_sets
from leitplanke.kernel.faults import InvalidValueError


def items(count):
    return tuple(f"item {i}" for i in range(count))


@pytest.mark.parametrize(
    ("count", "per_set", "sets", "together"),
    [(7, 3, 7, 1), (6, 3, 10, 2), (9, 3, 12, 1), (13, 4, 13, 1), (5, 4, 5, 3)],
)
def test_known_balanced_incomplete_block_designs_are_found(count, per_set, sets, together):
    """Fano plane, 2-(6,3,2), affine plane of order 3, projective plane of order 3, all fours of five."""
    design = design_sets(items(count), per_set=per_set, sets=sets, seed=1)

    assert design.balance == 1
    assert (design.fewest_together, design.most_together) == (together, together)
    assert design.fewest_shown == design.most_shown == per_set * sets // count


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 14), st.data())
def test_every_item_comes_equally_often_in_every_questionnaire(count, data):
    per_set = data.draw(st.integers(2, min(5, count - 1)))
    sets = data.draw(st.integers(-(-count // per_set), 12))
    versions = data.draw(st.integers(1, 3))
    seed = data.draw(st.integers(0, 1000))

    design = design_sets(items(count), per_set=per_set, sets=sets, versions=versions, seed=seed)

    assert [len(version) for version in design.versions] == [sets] * versions
    for version in design.versions:
        assert {len(set(shown)) for shown in version} == {per_set}
        shown = Counter(item for one in version for item in one)
        assert max(shown.values()) - min(shown.get(item, 0) for item in items(count)) <= 1
    pairs = Counter(frozenset(pair) for version in design.versions for one in version for pair in combinations(one, 2))
    every = [pairs[frozenset(pair)] for pair in combinations(items(count), 2)]
    assert (design.fewest_together, design.most_together) == (min(every), max(every))
    assert 0 < design.balance <= 1
    assert design == design_sets(items(count), per_set=per_set, sets=sets, versions=versions, seed=seed)


@pytest.mark.parametrize(
    ("count", "per_set", "sets", "expected"),
    [
        (2, 2, 2, "It takes 3 to 60 different items."),
        (5, 5, 2, "5 of 5 in 2 sets is impossible."),
        (5, 1, 9, "1 of 5 in 9 sets is impossible."),
        (9, 3, 2, "Not everything would be shown."),
    ],
)
def test_impossible_designs_are_refused(count, per_set, sets, expected):
    with pytest.raises(InvalidValueError) as refused:
        design_sets(items(count), per_set=per_set, sets=sets, seed=1)

    assert refused.value.problem.en == expected

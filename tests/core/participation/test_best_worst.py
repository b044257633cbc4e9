from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.best_worst import balanced_sets


def names(count):
    return tuple(f"o{number}" for number in range(count))


def meetings(sets):
    return Counter(pair for one in sets for pair in combinations(sorted(one.options), 2))


@given(st.data())
def test_every_option_stands_equally_often_give_or_take_one(data):
    many = data.draw(st.integers(2, 12))
    size = data.draw(st.integers(2, many))
    count = data.draw(st.integers(-(-many // size), 15))

    sets = balanced_sets(names(many), size=size, count=count, seed=data.draw(st.integers(0, 99)))

    stood = Counter(option for one in sets for option in one.options)
    assert len(sets) == count
    assert {len(one.options) for one in sets} == {size}
    assert set(stood) == set(names(many))
    assert max(stood.values()) - min(stood.values()) <= 1


@pytest.mark.parametrize(("many", "count"), [(7, 7), (9, 12)])
def test_planes_are_found_in_which_every_two_meet_once(many, count):
    sets = balanced_sets(names(many), size=3, count=count, seed=1)

    assert set(meetings(sets).values()) == {1}
    assert len(meetings(sets)) == many * (many - 1) // 2


def test_same_seed_gives_the_same_sets_and_another_gives_others():
    first, again, other = (balanced_sets(names(8), size=4, count=6, seed=seed) for seed in (3, 3, 4))

    assert first == again
    assert first != other


@pytest.mark.parametrize(("many", "size", "count"), [(5, 1, 9), (5, 6, 9), (9, 3, 2)])
def test_sets_that_cannot_hold_every_option_are_refused(many, size, count):
    with pytest.raises(InvalidValueError):
        balanced_sets(names(many), size=size, count=count, seed=1)

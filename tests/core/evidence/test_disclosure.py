from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from leitplanke.evidence.disclosure import Counts, merge_missing, merge_small, withheld

MINIMUM = 10
NOT_MISSING = (False, False, False, False)


def test_merge_joins_the_small_answers_of_a_list():
    assert merge_small([50, 4, 30, 7], missing=NOT_MISSING, ordered=False, minimum=MINIMUM) == ((0,), (1, 3), (2,))


def test_merge_takes_the_next_smallest_if_small_ones_do_not_reach():
    assert merge_small([50, 0, 30, 7], missing=NOT_MISSING, ordered=False, minimum=MINIMUM) == ((0,), (1, 2, 3))


def test_merge_joins_neighbours_on_a_scale():
    assert merge_small([50, 4, 30, 12], missing=NOT_MISSING, ordered=True, minimum=MINIMUM) == ((0,), (1, 2), (3,))


def test_merge_puts_few_missing_answers_to_the_smallest():
    missing = (False, False, False, True, True)

    assert merge_small([50, 12, 30, 3, 2], missing=missing, ordered=True, minimum=MINIMUM) == ((0,), (1, 3, 4), (2,))
    assert merge_small([50, 12, 30, 8, 2], missing=missing, ordered=True, minimum=MINIMUM) == ((0,), (1,), (2,), (3, 4))


def test_merge_to_one_cell_is_no_table():
    assert merge_small([80, 5, 3, 0], missing=NOT_MISSING, ordered=False, minimum=MINIMUM) is None


def test_merge_missing_leaves_options_alone():
    missing = (False, False, True, True)

    assert merge_missing([2, 80, 30, 4], missing=missing, minimum=MINIMUM) == ((0,), (1,), (2, 3))
    assert merge_missing([2, 80, 30, 14], missing=missing, minimum=MINIMUM) == ((0,), (1,), (2,), (3,))


@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=8),
    st.integers(0, 3),
    st.booleans(),
)
def test_merged_cells_partition_the_answers_and_are_large(counts, n_missing, ordered):
    missing = [position >= len(counts) - n_missing for position in range(len(counts))]

    parts = merge_small(counts, missing=missing, ordered=ordered, minimum=MINIMUM)

    if parts is not None:
        assert sorted(position for part in parts for position in part) == list(range(len(counts)))
        assert all(sum(counts[position] for position in part) >= MINIMUM for part in parts)
        assert len(parts) > 1


def test_withheld_small_option_without_a_known_sum_stays_alone():
    table = Counts(100, (50, 4, 30), (1, 1, 1), None)

    assert withheld([table], minimum=MINIMUM) == {1}


def test_withheld_takes_a_second_option_where_three_choices_each_are_known():
    table = Counts(100, (90, 88, 75, 40, 7), (1, 1, 1, 1, 1), 300)

    assert withheld([table], minimum=MINIMUM) == {3, 4}


def test_withheld_hides_an_answer_that_nearly_everybody_gave():
    assert withheld([Counts(100, (95, 40, 30), (1, 1, 1), None)], minimum=MINIMUM) == {0}


def test_withheld_looks_at_every_table():
    young, old = Counts(60, (30, 20, 8), (1, 1, 1), None), Counts(60, (5, 20, 30), (1, 1, 1), None)

    assert withheld([young, old], minimum=MINIMUM) == {0, 2}


@st.composite
def choices(draw):
    """Who answered gave exactly k of the options, in two domains; the last answer is the missing one."""
    n_options = draw(st.integers(3, 5))
    k = draw(st.integers(1, 2))
    sets = [s for s in product((0, 1), repeat=n_options) if sum(s) == k]
    tables = []
    for _ in range(draw(st.integers(1, 2))):
        people = draw(st.lists(st.integers(0, 25), min_size=len(sets), max_size=len(sets)))
        absent = draw(st.integers(0, 25))
        counts = np.array(sets).T @ np.array(people)
        base = sum(people) + absent
        tables.append(Counts(base, (*map(int, counts), absent), (*(1,) * n_options, k), k * base))
    return tables


def attack(tables, hidden, totals, *, sign, goal):
    """The least (sign 1) or most (-1) that everything published allows for one hidden count, by a linear programme."""
    unknown = [(d, i) for d in range(len(tables)) for i in hidden]
    rows, sides = [], []
    for d, table in enumerate(tables):
        told = sum(
            n * load for i, (n, load) in enumerate(zip(table.per_answer, table.loads, strict=True)) if i not in hidden
        )
        rows.append([tables[e].loads[i] if e == d else 0 for e, i in unknown])
        sides.append(table.capacity - told)
    for i, total in totals.items():
        rows.append([int(j == i) for _, j in unknown])
        sides.append(total)
    cost = [sign * int(place == goal) for place in unknown]
    bounds = [(0, tables[d].base) for d, _ in unknown]
    return sign * linprog(cost, A_eq=rows, b_eq=sides, bounds=bounds, method="highs").fun


@given(choices())
@settings(max_examples=40, deadline=None)
def test_attack_on_domains_total_and_known_sum_computes_nothing(tables):
    everybody = Counts(
        sum(t.base for t in tables),
        tuple(map(sum, zip(*(t.per_answer for t in tables), strict=True))),
        tables[0].loads,
        sum(t.capacity for t in tables),
    )
    hidden_in_total = withheld([everybody], minimum=MINIMUM)
    hidden = withheld(tables, minimum=MINIMUM, already=hidden_in_total)
    if len(hidden) == len(everybody.per_answer):
        return  # nothing but the total is published
    totals = {i: everybody.per_answer[i] for i in hidden - hidden_in_total}

    for goal in product(range(len(tables)), hidden):
        least, most = (attack(tables, hidden, totals, sign=sign, goal=goal) for sign in (1, -1))

        assert most - least >= 1, (goal, least, most)


@given(choices())
@settings(max_examples=40, deadline=None)
def test_attack_on_one_table_leaves_room_for_the_minimum(tables):
    table = tables[0]
    hidden = withheld([table], minimum=MINIMUM)
    if len(hidden) == len(table.per_answer):
        return

    for answer in hidden:
        least, most = (attack([table], hidden, {}, sign=sign, goal=(0, answer)) for sign in (1, -1))

        assert most >= MINIMUM
        assert table.base - least >= MINIMUM

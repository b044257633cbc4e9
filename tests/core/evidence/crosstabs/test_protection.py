"""Tables of two variables: an attacker who knows all of them computes no small count."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from leitplanke.evidence.crosstabs import JointCounts, protect
from leitplanke.kernel.faults import InvalidValueError

MINIMUM = 10


def joint(counts, **more):
    names = "abc"[: counts.ndim]
    return JointCounts(tuple(names), tuple(tuple(map(str, range(size))) for size in counts.shape), counts, **more)


def all_pairs(counts):
    names = "abc"[: counts.ndim]
    return [(one, other) for at, one in enumerate(names) for other in names[at + 1 :]]


def small_counts_open_by_less_than_the_minimum(counts, found):
    """Every small cell of every table, and by how much all published numbers together leave it open."""
    if not found.tables:
        return []
    atoms = list(product(*map(range, counts.shape)))
    axis_of = {name: axis for axis, name in enumerate("abc"[: counts.ndim])}

    def row(table, rows, columns):
        one, other = axis_of[table.row_variable], axis_of[table.column_variable]
        return np.array([float(str(a[one]) in rows and str(a[other]) in columns) for a in atoms])

    facts, values, secrets = [], [], []
    for table in found.tables:
        every_row, every_column = sum(table.rows, ()), sum(table.columns, ())
        for name, total in zip(table.rows, table.row_totals, strict=True):
            facts.append(row(table, name, every_column))
            values.append(total)
        for name, total in zip(table.columns, table.column_totals, strict=True):
            facts.append(row(table, every_row, name))
            values.append(total)
        for (i, rows), (j, columns) in product(enumerate(table.rows), enumerate(table.columns)):
            cell = row(table, rows, columns)
            if table.counts[i][j] is None:
                secrets.append(cell)
            else:
                facts.append(cell)
                values.append(table.counts[i][j])
    truth = np.array([counts[atom] for atom in atoms])
    assert np.allclose(np.array(facts) @ truth, values)
    tight = []
    for secret in (one for one in secrets if one @ truth < MINIMUM):
        least, most = (sign * linprog(sign * secret, A_eq=facts, b_eq=values, method="highs").fun for sign in (1, -1))
        if most - least < MINIMUM - 1e-6:
            tight.append((secret @ truth, least, most))
    return tight


@st.composite
def random_counts(draw):
    shape = draw(st.sampled_from([(3, 4), (4, 4), (2, 3), (3, 3, 2), (2, 3, 3)]))
    some = st.one_of(st.integers(0, 6), st.integers(0, 60))
    size = int(np.prod(shape))
    return np.array(draw(st.lists(some, min_size=size, max_size=size))).reshape(shape)


@given(random_counts())
@settings(max_examples=30, deadline=None)
def test_attack_on_all_tables_together_computes_no_small_count(counts):
    found = protect(joint(counts), all_pairs(counts), minimum=MINIMUM)

    assert small_counts_open_by_less_than_the_minimum(counts, found) == []
    for table in found.tables:
        told = [count for row in table.counts for count in row if count is not None]
        assert min([*told, *table.row_totals, *table.column_totals]) >= MINIMUM
        assert 2 * table.withheld <= len(table.rows) * len(table.columns)


def test_third_table_that_would_tell_is_reckoned_with():
    """a × b and b × c each hide; a × c beside them must not open what they hide."""
    rng = np.random.default_rng(5)
    for _ in range(10):
        counts = rng.poisson(rng.lognormal(1.6, 0.9, (4, 3, 3)))
        found = protect(joint(counts), all_pairs(counts), minimum=MINIMUM)
        assert found.tables
        assert small_counts_open_by_less_than_the_minimum(counts, found) == []


def test_one_small_cell_hides_three_others():
    counts = np.array([[40, 30, 50], [25, 3, 60], [80, 45, 20]])

    (table,) = protect(joint(counts), [("a", "b")], minimum=MINIMUM).tables

    assert table.counts == ((None, None, 50), (None, None, 60), (80, 45, 20))
    assert (table.row_totals, table.column_totals, table.total) == ((120, 88, 145), (145, 78, 130), 353)


def test_table_without_small_cells_is_told_whole():
    counts = np.array([[40, 30], [25, 13], [80, 45]])

    (table,) = protect(joint(counts), [("a", "b")], minimum=MINIMUM).tables

    assert table.counts == ((40, 30), (25, 13), (80, 45))


def test_categories_are_merged_where_most_would_be_hidden_and_on_a_scale_with_neighbours():
    counts = np.array([[60, 2, 70], [3, 4, 2], [55, 1, 3], [90, 60, 80]])

    (table,) = protect(joint(counts, ordered=frozenset("ab")), [("a", "b")], minimum=MINIMUM).tables

    assert all(group == tuple(map(str, range(int(group[0]), int(group[-1]) + 1))) for group in table.rows)
    assert len(table.rows) < 4
    assert 2 * table.withheld <= len(table.rows) * len(table.columns)


def test_pair_of_which_nothing_can_be_told_is_named():
    counts = np.array([[40, 3], [2, 50]])

    found = protect(joint(counts), [("a", "b")], minimum=MINIMUM)

    assert (found.tables, found.not_published) == ((), (("a", "b"),))


def test_too_many_combinations_are_refused():
    with pytest.raises(InvalidValueError, match="combinations"):
        joint(np.zeros((200, 101), dtype=np.int64))

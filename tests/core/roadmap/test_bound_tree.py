from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.roadmap.bound_tree import BoundTree, Leaf, halves, split_of
from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solvers.lp import relax
from leitplanke.roadmap.tables import build_tables
from leitplanke.roadmap.windows import Window, narrow

MOST_DIVISIONS = 40


def test_bound_is_that_of_the_worst_part_that_is_left():
    tree = BoundTree()
    tree.add(Leaf((), 90, (0, 3)))

    root = tree.next_leaf(value=50)
    under_way = tree.bound
    sooner, later = halves(root, months=6)
    tree.divide(root, (Leaf(sooner, 80, (1, 2)), Leaf(later, 60, None)))

    assert (under_way, tree.bound) == (90, 80)
    assert tree.next_leaf(value=80) is None  # no part can hold more than the plan that is known
    assert tree.next_leaf(value=70) == Leaf((Window(0, 0, 3, must=True),), 80, (1, 2))


def test_bound_keeps_what_was_lost_on_the_way():
    tree = BoundTree()
    tree.add(Leaf((), 90, (0, 3)))

    tree.give_back(tree.next_leaf(value=0))

    assert (tree.bound, tree.next_leaf(value=0)) == (90, None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_dividing_never_loses_a_plan(make, data):
    town = data.draw(make.problems())
    plans = tuple(make.every_plan(town))
    if not plans:
        return
    tables = build_tables(town)
    whole = relax(tables, fixed=fixed_draft(tables), steps=10_000)
    tree = BoundTree()
    tree.add(Leaf((), whole.bound, split_of(town, tables, whole)))
    best = max(make.value_of(town, plan) for plan in plans)

    for _ in range(MOST_DIVISIONS):
        leaf = tree.next_leaf(value=best)
        if leaf is None:
            break
        parts = []
        for windows in halves(leaf, months=town.months):
            part = narrow(tables, windows)
            found = relax(part, fixed=fixed_draft(part), cuts=whole.cuts)
            inside = [make.value_of(town, plan) for plan in plans if _is_within(town, windows, plan)]
            assert not (found.is_refuted and inside)
            if not found.is_refuted:
                bound = leaf.bound if found.bound is None else min(leaf.bound, found.bound)
                assert bound >= max(inside, default=0)
                parts.append(Leaf(windows, bound, split_of(town, part, found)))
        tree.divide(leaf, tuple(parts))

    assert best <= max(tree.bound, best) <= whole.bound


def _is_within(town, windows, plan):
    starts = {line.activity: line.start for line in plan}
    for window in windows:
        start = starts.get(town.activities[window.number].id)
        if start is None and window.must:
            return False
        if start is not None and not window.first <= start <= window.last:
            return False
    return True

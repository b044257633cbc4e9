from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solvers.lp import relax
from leitplanke.roadmap.solvers.running_sets import Candidate, Effort, RunningSets
from leitplanke.roadmap.tables import build_tables


def _three_of_two(make):
    """Any two of three measures of 40 % share a unit, never all three."""
    large = make.mode(demand=[("it", 40)])
    return make.problem(*(make.activity(name, large) for name in "abc"), months=1, staff={"it": 100})


def _candidates(*shares):
    return [Candidate(number, 0, share, ((0, 40),)) for number, share in enumerate(shares)]


def test_violated_finds_the_cover_that_the_capacity_row_does_not_see(make):
    sets = RunningSets(build_tables(_three_of_two(make)))

    cut = sets.violated(0, _candidates(5 / 6, 5 / 6, 5 / 6), [100], Effort(1000))  # 3 · 5/6 · 40 = 100

    assert {number for number, _, _ in cut.terms} == {0, 1, 2}
    assert {factor * 2 for _, _, factor in cut.terms} == {cut.limit}  # at most two of the three


def test_violated_finds_nothing_where_the_shares_are_a_mixture_of_sets(make):
    sets = RunningSets(build_tables(_three_of_two(make)))

    assert sets.violated(0, _candidates(2 / 3, 2 / 3, 2 / 3), [100], Effort(1000)) is None


def test_violated_gives_no_cut_that_it_could_not_prove(make):
    sets = RunningSets(build_tables(_three_of_two(make)))

    assert sets.violated(0, _candidates(5 / 6, 5 / 6, 5 / 6), [100], Effort(3)) is None


def test_violated_knows_that_a_prerequisite_is_finished_before(make):
    town = make.problem(make.activity("a"), make.activity("b", prerequisites=("a",)))
    shares = [Candidate(0, 0, 0.8, ()), Candidate(1, 0, 0.8, ())]

    cut = RunningSets(build_tables(town)).violated(2, shares, [], Effort(1000))

    assert cut.limit == max(factor for _, _, factor in cut.terms)


def test_relax_with_cuts_proves_what_without_it_cannot(make):
    # Arrange: 45 + 35 + 25 > 100, so two of them; the capacity row admits 1 + 1 + 40/45
    ways = (make.activity(name, make.mode(demand=[("it", need)])) for name, need in (("a", 45), ("b", 35), ("c", 25)))
    tables = build_tables(make.problem(*ways, months=1, staff={"it": 100}, tail_months=1))

    plain, cut = (relax(tables, fixed=fixed_draft(tables), steps=steps).bound for steps in (0, 10_000))

    assert (plain, cut) == (288, 200)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    needs=st.lists(st.integers(1, 9), min_size=2, max_size=5),
    shares=st.lists(st.floats(0.1, 1), min_size=5, max_size=5),
    capacity=st.integers(5, 20),
)
def test_every_set_that_fits_together_keeps_the_cut(make, needs, shares, capacity):
    ways = [make.activity(f"a{place}", make.mode(demand=[("it", need)])) for place, need in enumerate(needs)]
    tables = build_tables(make.problem(*ways, staff={"it": capacity}))
    found = [Candidate(place, 0, shares[place], ((0, need),)) for place, need in enumerate(needs)]

    cut = RunningSets(tables).violated(0, found, [capacity], Effort(10_000))

    if cut is not None:
        factors = {number: factor for number, _, factor in cut.terms}
        assert sum(factors.get(one.number, 0) * one.share for one in found) > cut.limit
        for chosen in product((0, 1), repeat=len(needs)):
            if sum(need for need, taken in zip(needs, chosen, strict=True) if taken) <= capacity:
                assert sum(factors.get(place, 0) for place, taken in enumerate(chosen) if taken) <= cut.limit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.roadmap.check import ViolationKind
from leitplanke.roadmap.earlier import Extra, with_extras
from leitplanke.roadmap.model import PlannedStart, SolveStatus
from leitplanke.roadmap.prices import prices
from leitplanke.roadmap.solve import Stop, solve

SEED = 7


def test_prices_by_hand(make):
    # Arrange: one person, two measures of two months: a second person lets b end two months sooner (3 each)
    work = make.mode(duration=2, demand=[("it", 10)])
    town = make.problem(make.activity("a", work, benefit=5), make.activity("b", work, benefit=3), staff={"it": 10})
    plan = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 2))
    extras = (Extra(ViolationKind.STAFF, "it", 10), Extra(ViolationKind.MONEY_INVESTIVE, "2026", 100))

    staff, money = prices(town, plan, extras, stop=Stop(2), seed=SEED)

    assert (staff.least, staff.most, staff.change.moved[0].months_later) == (6, 6, -2)
    assert (money.least, money.most, money.change.count) == (0, 0, 0)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_more_never_lowers_the_proven_optimum(make, data):
    town = data.draw(make.problems())
    kind, ref = data.draw(
        st.sampled_from(
            (
                (ViolationKind.STAFF, "it"),
                (ViolationKind.MONEY_INVESTIVE, "2026"),
                (ViolationKind.MONEY_CONSUMPTIVE, "2027"),
                (ViolationKind.POT, "grant"),
            )
        )
    )
    if not any(True for _ in make.every_plan(town)):
        return

    before = solve(town, seed=SEED)
    after = solve(with_extras(town, (Extra(kind, ref, data.draw(st.integers(1, 5))),)), seed=SEED)

    assert (before.status, after.status) == (SolveStatus.OPTIMAL, SolveStatus.OPTIMAL)
    assert after.value >= before.value

"""Pots and money that carries over: by hand, in the checker and in the search."""

from leitplanke.kernel.texts import Text
from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.model import PlannedStart, Pot, Reason, ReasonKind
from leitplanke.roadmap.solve import solve

PLAN = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 0))


def _two_from_one_pot(make, *, amount):
    return make.problem(
        make.activity("a", make.mode(draws=[("grant", 3)]), benefit=9),
        make.activity("b", make.mode(draws=[("grant", 2)]), benefit=5),
        pots=(Pot("grant", Text("grant"), amount),),
    )


def test_check_accepts_a_pot_used_up_and_names_one_overdrawn(make):
    assert check(_two_from_one_pot(make, amount=5), PLAN) == ()
    assert check(_two_from_one_pot(make, amount=4), PLAN) == (Violation(ViolationKind.POT, ref="grant", excess=1),)


def test_solve_takes_from_the_pot_what_is_worth_most_and_says_why_the_other_is_out(make):
    town = _two_from_one_pot(make, amount=4)

    found = solve(town, seed=1)

    assert found.plan == (PlannedStart("a", "own", 0),)
    assert Reason(ReasonKind.POT, "grant", None, 1, ("a",)) in reasons_for(town, found.plan)["b"]


def _dear_in_the_second_year(make, **more):
    return make.problem(
        make.activity("a", make.mode(investive=(7,)), benefit=1, releases=()),
        months=14,
        years=((2026, 4, 0), (2027, 4, 0)),
        **more,
    )


def test_money_that_carries_over_pays_later_what_no_single_year_could(make):
    apart, together = _dear_in_the_second_year(make), _dear_in_the_second_year(make, investive_carries_over=True)

    assert check(apart, (PlannedStart("a", "own", 12),)) == (
        Violation(ViolationKind.MONEY_INVESTIVE, ref="2027", year=2027, excess=3),
    )
    assert check(together, (PlannedStart("a", "own", 12),)) == ()
    assert check(together, (PlannedStart("a", "own", 11),)) == (
        Violation(ViolationKind.MONEY_INVESTIVE, ref="2026", year=2026, excess=3),
    )
    assert (solve(apart, seed=1).plan, solve(together, seed=1).plan) == ((), (PlannedStart("a", "own", 12),))

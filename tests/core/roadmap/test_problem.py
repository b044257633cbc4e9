from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.relations import Choice, Wait, WaitKind, Wanted
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.check import ViolationKind, check
from leitplanke.roadmap.model import (
    Activity,
    ActivityMode,
    Exclusion,
    ExclusionKind,
    Fairness,
    FiscalYear,
    FixedStart,
    PlannedStart,
    Pot,
    Release,
    ReleaseKind,
)
from leitplanke.roadmap.problem import activity_mode, build_problem
from leitplanke.roadmap.solve import solve
from leitplanke.strategy.model import Examination, Gate, GuardrailCheck, MeasureState, Verdict

EXAMINATION = Examination(Text("Ob?"), Text(""), Text("Rat"), Month("2026-06"))


def _build(make, *measures, **more):
    return build_problem(make.strategy(*measures, **more), resources=make.resources(), profile=make.profile())


def test_activity_mode_lowers_investive_by_the_grant_first(make):
    given_mode = make.strategy_mode(months=3, investive=500, consumptive=200, running=12, grant=600, staff=[("it", 5)])

    assert activity_mode(given_mode) == ActivityMode("own", 3, (("it", 5),), (0, 0, 0), (34, 33, 33), 12)


@given(
    months=st.integers(1, 180), investive=st.integers(0, 10**9), consumptive=st.integers(0, 10**9), part=st.floats(0, 1)
)
def test_activity_mode_keeps_every_cent(make, months, investive, consumptive, part):
    grant = int((investive + consumptive) * part)

    found = activity_mode(make.strategy_mode(months=months, investive=investive, consumptive=consumptive, grant=grant))

    assert sum(found.investive_by_month) == max(0, investive - grant)
    assert sum(found.investive_by_month) + sum(found.consumptive_by_month) == investive + consumptive - grant
    assert len(found.investive_by_month) == len(found.consumptive_by_month) == months


def test_staff_that_differs_by_month_becomes_a_profile(make):
    staff = [("it", 50, 1, 2), ("it", 20, 3), ("lab", 10, 2, 2), ("office", 30, 1, 2), ("office", 30, 3)]

    found = activity_mode(make.strategy_mode(months=4, staff=staff))

    assert found.demand == (("office", 30),)
    assert found.profiles == (("it", (50, 50, 20, 20)), ("lab", (0, 10, 0, 0)))


def test_money_falls_due_in_its_months_and_the_grant_lowers_every_payment_alike(make):
    given_mode = make.strategy_mode(
        months=4, investive=500, consumptive=90, grant=100, payments=[(1, 300), (3, 199), (4, 1)]
    )

    found = activity_mode(given_mode)

    assert found.investive_by_month == (240, 0, 159, 1)
    assert found.consumptive_by_month == (23, 23, 22, 22)


@given(
    amounts=st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=30),
    part=st.floats(0, 1),
)
def test_payments_keep_every_cent_of_what_the_grant_leaves(make, amounts, part):
    payments = [(month, *both) for month, both in enumerate(amounts, start=1) if any(both)]
    investive, consumptive = (sum(kind) for kind in zip(*amounts, strict=True))
    grant = int((investive + consumptive) * part)

    found = activity_mode(
        make.strategy_mode(
            months=len(amounts), investive=investive, consumptive=consumptive, grant=grant, payments=payments
        )
    )

    left = max(0, investive - grant)
    assert sum(found.investive_by_month) == left
    assert sum(found.investive_by_month) + sum(found.consumptive_by_month) == investive + consumptive - grant
    for (gross, _), net in zip(amounts, found.investive_by_month, strict=True):
        assert 0 <= net <= gross
        assert abs(net - (gross * left / investive if investive else 0)) <= 1


def test_plan_of_measures_in_stages_uses_staff_and_money_month_by_month(make):
    """By hand: together 1.0 in each month, and of the money 70 cents in 2026 and 30 in 2027."""
    early = make.measure("early", make.strategy_mode(months=3, staff=[("it", 70, 1, 1), ("it", 40, 2)]))
    stages, payments = [("it", 30, 1, 1), ("it", 60, 2)], [(1, 0, 70), (3, 0, 30)]
    late = make.measure(
        "late",
        make.strategy_mode(months=3, consumptive=100, staff=stages, payments=payments),
    )
    problem = build_problem(
        make.strategy(early, late, scores=[("early", "citizens", 1), ("late", "citizens", 1)]),
        resources=make.resources(months=3, years=((2026, 0, 70), (2027, 0, 30))),
        profile=make.profile(months=3, first="2026-11"),
    )

    plan = solve(problem, seed=1).plan

    assert plan == (PlannedStart("early", "own", 0), PlannedStart("late", "own", 0))
    assert check(problem, plan) == ()
    (unit,), (first, second) = problem.units, problem.years
    scarce = {
        replace(problem, units=(replace(unit, capacity=(99, 100, 100)),)): (ViolationKind.STAFF, 2026),
        replace(problem, units=(replace(unit, capacity=(100, 100, 99)),)): (ViolationKind.STAFF, 2027),
        replace(problem, years=(replace(first, consumptive_cents=69), second)): (ViolationKind.MONEY_CONSUMPTIVE, 2026),
        replace(problem, years=(first, replace(second, consumptive_cents=29))): (ViolationKind.MONEY_CONSUMPTIVE, 2027),
    }
    for less, (kind, year) in scarce.items():
        assert [(one.kind, one.year, one.excess) for one in check(less, plan)] == [(kind, year, 1)]
        assert len(solve(less, seed=1).plan) == 1


def test_build_problem_translates_a_measure(make):
    portal = make.measure(
        "portal",
        make.strategy_mode(months=2, investive=100, staff=[("it", 50)]),
        is_mandatory=True,
        deadline=Month("2026-11"),
        release=Month("2026-03"),
        requires=("base",),
        gates=("goals", "settled"),
    )
    gates = (Gate("goals", Text("Ziele"), Month("2026-04")), Gate("settled", Text("Rahmen"), Month("2025-07")))

    found = _build(
        make,
        portal,
        make.measure("base"),
        gates=gates,
        scores=[("portal", "companies", 7), ("portal", "citizens", 9), ("base", "citizens", 1)],
    )

    assert found.audiences == ("citizens", "companies")
    assert found.weights_percent == (60, 40)
    assert found.years == (FiscalYear(2026, 10_000, 10_000),)
    assert [activity.id for activity in found.activities] == ["base", "portal"]
    assert found.activity("portal") == Activity(
        id="portal",
        modes=(ActivityMode("own", 2, (("it", 50),), (50, 50), (0, 0), 0),),
        benefit=(9, 7),
        prerequisites=("base",),
        releases=(Release(2, ReleaseKind.TOWN, "portal"), Release(4, ReleaseKind.GATE, "goals")),
        deadline=10,
        is_mandatory=True,
    )
    assert found.weighted_benefit(found.activity("portal")) == 60 * 9 + 40 * 7


def test_build_problem_excludes_and_says_why(make):
    measures = (
        make.measure("rejected", state=MeasureState.REJECTED),
        make.measure("asked", state=MeasureState.UNDER_EXAMINATION, examination=EXAMINATION),
        make.measure("blocked", state=MeasureState.BLOCKED),
        make.measure("parking", gates=("goals",)),
        make.measure("rude", requires=()),
        make.measure("above", requires=("blocked",)),
        make.measure("top", requires=("above",)),
        make.measure("good"),
    )
    checks = (
        GuardrailCheck("rude", "analogue", Verdict.VIOLATED, Text("")),
        GuardrailCheck("good", "analogue", Verdict.OPEN, Text("")),
    )

    found = _build(make, *measures, gates=(Gate("goals", Text("Ziele")),), checks=checks)

    assert [activity.id for activity in found.activities] == ["good"]
    assert found.exclusions == (
        Exclusion("above", ExclusionKind.PREREQUISITE_EXCLUDED, "blocked"),
        Exclusion("asked", ExclusionKind.UNDER_EXAMINATION),
        Exclusion("blocked", ExclusionKind.BLOCKED),
        Exclusion("parking", ExclusionKind.GATE_OPEN, "goals"),
        Exclusion("rejected", ExclusionKind.REJECTED),
        Exclusion("rude", ExclusionKind.GUARDRAIL_VIOLATED, "analogue"),
        Exclusion("top", ExclusionKind.PREREQUISITE_EXCLUDED, "above"),
    )


def test_build_problem_takes_a_blocked_measure_with_a_release_as_a_release(make):
    found = _build(make, make.measure("waits", state=MeasureState.BLOCKED, release=Month("2026-05")))

    assert found.exclusions == ()
    assert found.activity("waits").releases == (Release(4, ReleaseKind.TOWN, "waits"),)


def test_build_problem_keeps_a_duty_that_violates_a_guardrail(make):
    check = GuardrailCheck("duty", "analogue", Verdict.VIOLATED, Text(""))

    assert _build(make, make.measure("duty", is_mandatory=True), checks=(check,)).exclusions == ()


def test_build_problem_keeps_an_excluded_duty_and_what_it_needs_for_the_conflict(make):
    found = _build(
        make,
        make.measure("duty", is_mandatory=True, requires=("base",)),
        make.measure("base", state=MeasureState.REJECTED),
    )

    assert [activity.id for activity in found.activities] == ["base", "duty"]
    assert [exclusion.activity for exclusion in found.exclusions] == ["base", "duty"]


def test_build_problem_takes_what_runs_or_is_done_as_a_fact(make):
    old = make.measure(
        "old",
        make.strategy_mode("own"),
        make.strategy_mode("bought"),
        state=MeasureState.DONE,
        fixed_start=Month("2025-06"),
        fixed_mode="bought",
        requires=("gone",),
        gates=("goals",),
    )

    found = _build(
        make,
        old,
        make.measure("gone", state=MeasureState.REJECTED),
        make.measure("new", requires=("old",)),
        gates=(Gate("goals", Text("Ziele")),),
    )

    assert found.activity("old").fixed == FixedStart("bought", -7)
    assert found.activity("old").prerequisites == ()
    assert found.activity("new").prerequisites == ("old",)


def test_build_problem_drops_the_deadline_of_an_optional_measure(make):
    assert _build(make, make.measure("wish", deadline=Month("2026-02"))).activity("wish").deadline is None


def test_build_problem_gives_a_year_without_a_row_no_money(make):
    problem = build_problem(
        make.strategy(make.measure("one")),
        resources=make.resources(years=((2025, 1, 1), (2027, 5, 6))),
        profile=make.profile(first="2026-07"),
    )

    assert problem.years == (FiscalYear(2026, 0, 0), FiscalYear(2027, 5, 6))


def test_build_problem_refuses_staff_of_an_unknown_unit(make):
    with pytest.raises(InvalidValueError, match="needs hr"):
        _build(make, make.measure("one", make.strategy_mode(staff=[("hr", 5)])))


def test_build_problem_knows_relations_grants_and_wanted_months(make):
    portal = make.measure(
        "portal",
        replace(make.strategy_mode(investive=100, grant=40), grant_pot="land"),
        waits=(Wait("base", WaitKind.AFTER_START, 2),),
        any_of=(("base", "other"),),
        wanted=Wanted(Month("2026-06"), 4),
    )
    given = make.strategy(portal, make.measure("base"), make.measure("other"), scores=[("portal", "citizens", 5)])
    apps = Choice("apps", ("portal", "other"), 0, 1, Text("Nur eine"))
    land = Pot("land", Text("Land"), 40, 0, 11, 50)

    found = build_problem(
        replace(given, draft=replace(given.draft, choices=(apps,))),
        resources=replace(make.resources(), pots=(land,)),
        profile=make.profile(),
    )

    assert (found.choices, found.pots) == ((apps,), (land,))
    assert found.activities[2] == Activity(
        "portal",
        (ActivityMode("own", 2, (), (30, 30), (0, 0), 0, (("land", 40),)),),
        (5, 0),
        waits=portal.waits,
        any_of=portal.any_of,
        due=5,
        lateness=4 * 60 * 5,
    )


def test_measure_that_waits_for_a_rejected_one_is_no_candidate(make):
    waiting = make.measure("waiting", waits=(Wait("base", WaitKind.AFTER_END, 1),))

    found = _build(make, waiting, make.measure("base", state=MeasureState.REJECTED))

    assert found.exclusions[1] == Exclusion("waiting", ExclusionKind.PREREQUISITE_EXCLUDED, "base")


@pytest.mark.parametrize(("state", "excluded"), [(MeasureState.REJECTED, True), (MeasureState.DECIDED, False)])
def test_alternatives_exclude_only_when_none_of_them_is_a_candidate(make, state, excluded):
    either = make.measure("either", any_of=(("base", "other"),))
    base, other = make.measure("base", state=MeasureState.REJECTED), make.measure("other", state=state)

    found = _build(make, either, base, other)

    assert (Exclusion("either", ExclusionKind.PREREQUISITE_EXCLUDED, "base") in found.exclusions) is excluded


def test_what_every_audience_gets_at_least_is_a_floor_of_the_problem(make):
    """From February to December citizens could use "web" eleven months, companies nothing."""
    strategy = make.strategy(
        make.measure("web", make.strategy_mode(months=1)), scores=[("web", "citizens", 10), ("web", "companies", 0)]
    )
    promised = replace(strategy.draft.weights, least_percent=30)
    problem = build_problem(
        replace(strategy, draft=replace(strategy.draft, weights=promised)),
        resources=make.resources(),
        profile=make.profile(),
    )

    months = 11 + problem.tail_months
    assert problem.fairness == Fairness(30, (10 * months, 0))
    assert build_problem(strategy, resources=make.resources(), profile=make.profile()).fairness is None


def test_money_carries_over_where_the_town_says_so(make):
    profile = replace(make.profile(), consumptive_carries_over=True)
    problem = build_problem(make.strategy(), resources=make.resources(), profile=profile)

    assert (problem.investive_carries_over, problem.consumptive_carries_over) == (False, True)

from leitplanke.roadmap.model import PlannedStart
from leitplanke.roadmap.plan_change import Move, PlanChange, compare_plans


def _town(make):
    own = make.mode(duration=2, demand=[("it", 5)], investive=(10, 20), running=12)
    return make.problem(
        make.activity("a", own, benefit=3),
        make.activity("b", make.mode(demand=[("it", 7)]), benefit=2),
        make.activity("c", benefit=1),
        months=4,
        staff={"it": 20},
    )


def test_compare_plans_by_hand(make):
    before = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 0))
    after = (PlannedStart("a", "own", 1), PlannedStart("c", "own", 0))

    # a ends in month 2 instead of 1: one month of use less (3), one month of running cost less; b: 2 · 3, c: 1 · 3
    assert compare_plans(_town(make), before, after) == PlanChange(
        new=(PlannedStart("c", "own", 0),),
        left_out=(PlannedStart("b", "own", 0),),
        moved=(Move(before[0], after[0], 1),),
        value=-3 - 6 + 3,
        audiences=(("all", -6),),
        money=((2026, 0, -1), (2027, 0, 0)),
        staff=(("it", -7),),
    )


def test_compare_plans_same_plan_changes_nothing(make):
    plan = (PlannedStart("a", "own", 0),)

    change = compare_plans(_town(make), plan, plan)

    assert (change.count, change.value, set(change.money), change.staff) == (
        0,
        0,
        {(2026, 0, 0), (2027, 0, 0)},
        (("it", 0),),
    )

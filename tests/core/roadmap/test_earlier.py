from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.roadmap.check import ViolationKind, check
from leitplanke.roadmap.earlier import Extra, Sooner, force, needed_for, with_extras
from leitplanke.roadmap.model import PlannedStart
from leitplanke.roadmap.solve import Stop

SEED = 7


def _queue(make):
    """One person, two months each: a first, then b."""
    work = make.mode(duration=2, demand=[("it", 10)])
    town = make.problem(make.activity("a", work, benefit=5), make.activity("b", work, benefit=3), staff={"it": 10})
    return town, (PlannedStart("a", "own", 0), PlannedStart("b", "own", 2))


def test_needed_for_tells_the_staff_that_is_missing(make):
    town, plan = _queue(make)

    assert needed_for(town, plan, PlannedStart("b", "own", 1)) == Sooner(
        1, (Extra(ViolationKind.STAFF, "it", 10, first=1, last=1),)
    )


def test_needed_for_says_if_no_staff_or_money_helps(make):
    town = make.problem(make.activity("a"), make.activity("b", prerequisites=("a",)))
    plan = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 1))

    assert needed_for(town, plan, PlannedStart("b", "own", 0)) == Sooner(0, None)


def test_needed_for_asks_for_money_that_carries_over_only_once(make):
    town = make.problem(
        make.activity("a", make.mode(investive=(30,))),
        months=14,
        years=((2026, 10, 0), (2027, 5, 0)),
        investive_carries_over=True,
    )

    found = needed_for(town, (), PlannedStart("a", "own", 0))

    assert found.extras == (Extra(ViolationKind.MONEY_INVESTIVE, "2026", 20),)


def test_force_tells_the_price_and_what_is_displaced(make):
    town, plan = _queue(make)

    forced = force(town, plan, "b", last_end=1, stop=Stop(3), seed=SEED)

    # by hand: b two months sooner (+6), a two months later (-10)
    assert forced.plan == (PlannedStart("a", "own", 2), PlannedStart("b", "own", 0))
    assert (forced.change.value, [move.months_later for move in forced.change.moved]) == (-4, [2, -2])
    assert forced.is_proven


def test_force_knows_that_a_prerequisite_takes_its_time(make):
    town = make.problem(make.activity("a"), make.activity("b", prerequisites=("a",)))

    plan = (PlannedStart("a", "own", 0), PlannedStart("b", "own", 1))

    assert force(town, plan, "b", last_end=0, stop=Stop(3), seed=SEED) is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_force_is_as_good_as_the_best_of_all_plans(make, data):
    town = data.draw(make.problems())
    plans = tuple(make.every_plan(town))
    free = [one.id for one in town.activities if one.fixed is None]
    if not plans or not free:
        return
    plan = data.draw(st.sampled_from(plans))
    name, last = data.draw(st.sampled_from(free)), data.draw(st.integers(0, 4))
    wanted = [
        make.value_of(town, one)
        for one in plans
        if any(
            line.activity == name and line.start + town.activity(name).mode(line.mode).duration - 1 <= last
            for line in one
        )
    ]

    forced = force(town, plan, name, last_end=last, stop=Stop(3), seed=SEED)

    assert (forced is None) == (not wanted)
    if forced is not None:
        assert forced.is_proven
        assert make.value_of(town, forced.plan) == max(wanted) == make.value_of(town, plan) + forced.change.value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_needed_for_is_enough_and_never_too_much(make, data):
    town = data.draw(make.problems())
    plan = data.draw(st.sampled_from(tuple(make.every_plan(town)) or ((),)))
    free = [one for one in town.activities if one.fixed is None]
    if check(town, plan) or not free:
        return
    one = data.draw(st.sampled_from(free))
    line = PlannedStart(one.id, one.modes[0].id, data.draw(st.integers(0, 5 - one.modes[0].duration)))
    moved = (*(other for other in plan if other.activity != one.id), line)

    extras = needed_for(town, plan, line).extras

    if extras is None:
        return
    assert check(with_extras(town, extras), moved) == ()
    for place, extra in enumerate(extras):
        less = (*extras[:place], replace(extra, amount=extra.amount - 1), *extras[place + 1 :])
        assert check(with_extras(town, less), moved) != ()

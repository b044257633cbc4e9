from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from leitplanke.roadmap.check import check
from leitplanke.roadmap.model import PlannedStart, Stability
from leitplanke.roadmap.polish import polish
from leitplanke.roadmap.schedule import greedy_priority, serial_schedule
from leitplanke.roadmap.tables import Chosen, Ledger, build_tables, draft_of, draft_value

HYPOTHESIS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_serial_schedule_golden_case(make):
    # Arrange: in the given order: "late" brings its prerequisite along, "wide" then starts when both have ended
    town = make.problem(
        make.activity("base", make.mode(duration=2, demand=[("it", 1)]), benefit=0),
        make.activity("late", make.mode(duration=1, demand=[("it", 1)]), prerequisites=("base",)),
        make.activity("wide", make.mode(duration=2, demand=[("it", 2)])),
        make.activity("idle", benefit=0),
        staff={"it": 2},
    )
    tables = build_tables(town)

    draft = serial_schedule(tables, [1, 2, 3, 0])

    assert tables.to_plan(draft) == (
        PlannedStart("base", "own", 0),
        PlannedStart("late", "own", 2),
        PlannedStart("wide", "own", 3),
    )


def test_serial_schedule_prefers_the_given_mode(make):
    town = make.problem(make.activity("a", make.mode("fast", duration=1), make.mode("slow", duration=3)))
    tables = build_tables(town)

    assert tables.to_plan(serial_schedule(tables, [0])) == (PlannedStart("a", "fast", 0),)
    assert tables.to_plan(serial_schedule(tables, [0], modes={0: "slow"})) == (PlannedStart("a", "slow", 0),)


@HYPOTHESIS
@given(data=st.data())
def test_serial_schedule_is_feasible_in_any_order(make, data):
    town = data.draw(make.problems(most_activities=5))
    tables = build_tables(town)
    order = data.draw(st.permutations(range(len(town.activities))))

    draft = serial_schedule(tables, order)

    if draft is not None:
        assert check(town, tables.to_plan(draft)) == ()


@HYPOTHESIS
@given(data=st.data())
def test_polish_never_loses_value_and_leaves_no_single_step_to_gain(make, data):
    town = data.draw(make.problems(most_activities=5))
    tables = build_tables(town)
    draft = serial_schedule(tables, greedy_priority(tables))

    if draft is not None:
        polished = polish(tables, draft)
        plan = tables.to_plan(polished)
        assert check(town, plan) == ()
        assert draft_value(polished) >= draft_value(draft)
        assert not any(_better_steps(make, town, plan))


@HYPOTHESIS
@given(data=st.data())
def test_polish_leaves_no_move_to_gain_where_nearness_to_a_published_plan_counts(make, data):
    town = data.draw(make.problems())
    old = [PlannedStart(one.id, "own", data.draw(st.integers(0, 4))) for one in town.activities]
    near = replace(town, stability=Stability(tuple(old), keeping=data.draw(st.integers(0, 9)), shift=7))
    tables, plans = build_tables(near), list(make.every_plan(near))
    assume(plans)
    draft = draft_of(tables, data.draw(st.sampled_from(plans)))

    polished = polish(tables, draft)

    assert check(near, tables.to_plan(polished)) == ()
    for number, chosen in polished.items():
        for way in tables.ways[number]:
            for moved in (polished | {number: Chosen(way, start)} for start in way.starts):
                is_kept = not check(near, tables.to_plan(moved))
                assert not is_kept or draft_value(moved) <= draft_value(polished), (chosen, moved[number])


def _better_steps(make, town, plan):
    """Plans with one measure moved or inserted, judged by the checker alone."""
    for activity in town.activities:
        others = tuple(line for line in plan if line.activity != activity.id)
        for mode in activity.modes:
            for start in range(town.months):
                changed = (*others, PlannedStart(activity.id, mode.id, start))
                if not check(town, changed) and make.value_of(town, changed) > make.value_of(town, plan):
                    yield changed


@HYPOTHESIS
@given(data=st.data())
def test_ledger_agrees_with_the_checker_on_every_start(make, data):
    town = data.draw(make.problems())
    tables = build_tables(town)
    draft = serial_schedule(tables, greedy_priority(tables))

    for number, activity in enumerate(town.activities if draft is not None else ()):
        if activity.fixed is None:
            others = {key: chosen for key, chosen in draft.items() if key != number}
            ledger = Ledger(tables, others)
            for way in tables.ways[number]:
                possible = ledger.possible_starts(way, first=way.first, last=way.last)
                assert possible == [
                    start for start in way.starts if not _overloads(town, tables.to_plan(others), activity, way, start)
                ]


def _overloads(town, others, activity, way, start):
    verdicts = check(town, (*others, PlannedStart(activity.id, way.mode.id, start)))
    return any(violation.kind in {"staff", "money_investive", "money_consumptive", "pot"} for violation in verdicts)


def test_polish_ends_when_its_time_is_over(make):
    town = make.problem(*(make.activity(f"m{number:03d}", benefit=number) for number in range(200)))
    tables, asked = build_tables(town), []

    def is_over():
        asked.append(True)
        return len(asked) > 2

    assert polish(tables, {}, is_over=lambda: True) == {}
    assert 0 < len(polish(tables, {}, is_over=is_over)) < 200

import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.exchange.planning.documents import problem_bytes
from leitplanke.roadmap import value_search
from leitplanke.roadmap.check import check
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.model import (
    FixedStart,
    PlannedStart,
    RoadmapConflictError,
    SolveStatus,
)
from leitplanke.roadmap.solve import Step, Stop, solve

SEED = 7


def test_solve_golden_case_waits_for_staff_and_prerequisite(make):
    # Arrange: one person; "base" (2 months) carries "portal"; by hand: base 0-1, portal 2-3, "chat" (1 month) 4
    town = make.problem(
        make.activity("base", make.mode(duration=2, demand=[("it", 100)]), benefit=0),
        make.activity("portal", make.mode(duration=2, demand=[("it", 100)]), benefit=90, prerequisites=("base",)),
        make.activity("chat", make.mode(duration=1, demand=[("it", 100)]), benefit=20),
        months=5,
        staff={"it": 100},
        tail_months=1,
    )

    found = solve(town, seed=SEED)

    assert found.plan == (
        PlannedStart("base", "own", 0),
        PlannedStart("portal", "own", 2),
        PlannedStart("chat", "own", 4),
    )
    assert (found.status, found.value, found.bound, found.gap) == (SolveStatus.OPTIMAL, 90 * 2 + 20, 200, 0.0)


def test_solve_leaves_out_what_is_worth_nothing(make):
    town = make.problem(make.activity("idle", benefit=0), make.activity("good", benefit=1))

    assert solve(town, seed=SEED).plan == (PlannedStart("good", "own", 0),)


def test_solve_plans_a_duty_that_is_worth_nothing(make):
    town = make.problem(make.activity("duty", benefit=0, is_mandatory=True))

    found = solve(town, seed=SEED)

    assert (found.plan, found.value, found.status) == ((PlannedStart("duty", "own", 0),), 0, SolveStatus.OPTIMAL)


def test_solve_takes_a_running_measure_as_it_is(make):
    # Arrange: it needs the only person until month 1, and its own prerequisite is nobody's business any more
    town = make.problem(
        make.activity("runs", make.mode(duration=4, demand=[("it", 5)]), fixed=FixedStart("own", -2)),
        make.activity("next", make.mode(demand=[("it", 5)]), prerequisites=("runs",), benefit=3),
        staff={"it": 5},
    )

    found = solve(town, seed=SEED)

    assert found.plan == (PlannedStart("runs", "own", -2), PlannedStart("next", "own", 2))
    assert found.value == 3 * 3


def test_solve_takes_what_is_fixed_to_a_month_after_the_plan_without_any_load(make):
    town = make.problem(
        make.activity("later", make.mode(duration=4, investive=(9,) * 4, running=12), fixed=FixedStart("own", 7)),
        years=((2026, 0, 0),),
    )

    assert solve(town, seed=SEED).plan == (PlannedStart("later", "own", 7),)


def test_solve_finds_a_duty_its_place_where_greedy_fails(make):
    # Arrange: both duties fit only if the one with the later deadline takes its slower mode
    town = make.problem(
        make.activity(
            "early",
            make.mode("fast", duration=1, demand=[("it", 2)]),
            make.mode("slow", duration=2, demand=[("it", 1)]),
            is_mandatory=True,
            deadline=1,
        ),
        make.activity("late", make.mode(duration=2, demand=[("it", 1)]), is_mandatory=True, deadline=1),
        staff={"it": 2},
        months=2,
    )

    assert solve(town, seed=SEED).plan == (PlannedStart("early", "slow", 0), PlannedStart("late", "own", 0))


def test_solve_raises_a_conflict_if_duties_exclude_each_other(make):
    town = make.problem(
        make.activity("a", make.mode(demand=[("it", 1)]), is_mandatory=True, deadline=0),
        make.activity("b", make.mode(demand=[("it", 1)]), is_mandatory=True, deadline=0),
        staff={"it": 1},
    )

    with pytest.raises(RoadmapConflictError, match="mandatory a; mandatory b; staff it"):
        solve(town, seed=SEED)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_solve_finds_the_best_of_all_plans(make, data):
    town = data.draw(make.problems())
    values = [make.value_of(town, plan) for plan in make.every_plan(town)]

    if values:
        found = solve(town, seed=SEED)
        assert (found.value, found.bound, found.status) == (max(values), max(values), SolveStatus.OPTIMAL)
        assert check(town, found.plan) == ()
        assert found.greedy_value <= found.value
    else:
        with pytest.raises(RoadmapConflictError):
            solve(town, seed=SEED)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data(), more=st.integers(0, 5))
def test_more_money_and_staff_never_lower_the_proven_best_value(make, data, more):
    town = data.draw(make.problems())
    years = tuple(
        replace(year, investive_cents=year.investive_cents + more, consumptive_cents=year.consumptive_cents + more)
        for year in town.years
    )
    units = tuple(replace(unit, capacity=tuple(amount + more for amount in unit.capacity)) for unit in town.units)
    if not any(make.every_plan(town)):
        return

    poor, rich = (solve(one, seed=SEED) for one in (town, replace(town, years=years, units=units)))

    assert (poor.status, rich.status) == (SolveStatus.OPTIMAL, SolveStatus.OPTIMAL)
    assert rich.value >= poor.value


@pytest.mark.parametrize("seed", [1, 2])
def test_bounds_fall_values_rise_and_they_never_cross(seed):
    told = []
    town = generate(Size(45, 1, 36), seed=seed)

    found = solve(town, seed=SEED, stop=Stop(9), on_progress=told.append)

    values = [one.value for one in told]
    bounds = [one.bound for one in told if one.bound is not None]
    assert values == sorted(values)
    assert bounds == sorted(bounds, reverse=True)
    assert values[-1] == found.value <= found.bound == bounds[-1]
    assert check(town, found.plan) == ()


def test_solve_in_parts_answers_the_same_twice_and_keeps_all_rules(monkeypatch):
    monkeypatch.setattr(value_search, "MOST_COLUMNS_OF_PART", 1_500)
    town = generate(Size(90, 3, 36), seed=1)
    told = []

    found = solve(town, seed=SEED, stop=Stop(3), on_progress=told.append)

    assert [one.step for one in told].count(Step.BOUND) == 3  # the outline, one part after the other
    assert check(town, found.plan) == ()
    assert found.greedy_value < found.value <= found.bound
    assert found == solve(town, seed=SEED, stop=Stop(3))


def test_solve_is_a_knapsack_with_one_year_and_no_staff(make):
    # Arrange: 48 projects, one budget; the oracle is the textbook dynamic program
    draw = random.Random(48)
    costs = [draw.randint(20, 400) for _ in range(48)]
    gains = [draw.randint(1, 1000) for _ in range(48)]
    budget = sum(costs) // 3
    best = [0] * (budget + 1)
    for cost, gain in zip(costs, gains, strict=True):
        for room in range(budget, cost - 1, -1):
            best[room] = max(best[room], best[room - cost] + gain)

    found = solve(
        make.problem(
            *(
                make.activity(f"p{number:02d}", make.mode(investive=(cost,)), benefit=gain)
                for number, (cost, gain) in enumerate(zip(costs, gains, strict=True))
            ),
            months=12,
            years=((2026, budget, 0),),
        ),
        seed=SEED,
    )

    assert (found.value, found.status) == (best[budget] * 11, SolveStatus.OPTIMAL)


def _medium(make, seed=1, size=24):
    draw = random.Random(seed)
    return make.problem(
        *(
            make.activity(
                f"m{number:02d}",
                make.mode(duration=draw.randint(2, 6), demand=[(draw.choice(("it", "hr")), draw.randint(1, 3))]),
                benefit=draw.randint(1, 100),
                prerequisites=(f"m{number - 3:02d}",) if number > 3 and draw.random() < 0.4 else (),
            )
            for number in range(size)
        ),
        months=18,
        staff={"it": 3, "hr": 4},
    )


def test_solve_answers_the_same_twice(make):
    town = _medium(make)

    assert solve(town, seed=3, stop=Stop(5)) == solve(town, seed=3, stop=Stop(5))


def test_solve_tells_its_progress(make):
    told = []

    found = solve(_medium(make, size=80), seed=3, stop=Stop(3), on_progress=told.append)

    assert [one.step for one in told] == [Step.GREEDY, Step.BOUND, Step.SEARCH, Step.SEARCH, Step.SEARCH, Step.FINISHED]
    assert [one.value for one in told] == sorted(one.value for one in told)
    assert (told[-1].value, told[-1].bound) == (found.value, found.bound)


def test_solve_cut_short_by_the_clock_still_gives_a_plan_that_can_be_kept(make):
    ticks = iter(range(1000))
    town = _medium(make, size=80)

    found = solve(town, seed=3, stop=Stop(seconds=4.5), clock=lambda: next(ticks))

    assert found.status is SolveStatus.CUT_SHORT
    assert found.neighbourhoods < Stop().neighbourhoods
    assert check(town, found.plan) == ()
    assert found.value <= found.bound


def test_solve_cut_short_by_the_clock_has_a_reason_for_every_date():
    """What the search had just placed stood where there was room earlier."""
    town = generate(Size(100, 1, 60), seed=1)
    ticks = iter(range(100_000))

    found = solve(town, seed=SEED, stop=Stop(10**6, seconds=30), clock=lambda: next(ticks))

    assert found.status is SolveStatus.CUT_SHORT
    assert found.neighbourhoods > 0
    assert [name for name, reasons in reasons_for(town, found.plan).items() if not reasons] == []


def test_solve_proves_a_small_problem_although_the_clock_would_end_the_search(make):
    ticks = iter(range(100_000))

    found = solve(_medium(make), seed=3, stop=Stop(10**6, seconds=50), clock=lambda: next(ticks))

    assert found.status is SolveStatus.OPTIMAL
    assert found.neighbourhoods == 0


_ALONE = """
import sys
from pathlib import Path
from leitplanke.exchange.planning.documents import read_problem_json
from leitplanke.roadmap.solve import Step, Stop, solve

def told(progress):
    if progress.step is Step.BOUND:
        print("bounded", flush=True)

problem = read_problem_json(Path(sys.argv[1]).read_bytes(), sys.argv[1])
solve(problem, seed=3, stop=Stop(neighbourhoods=10**6, seconds=200), on_progress=told)
"""


def test_solve_ends_at_ctrl_c_although_the_solver_would_swallow_it(make, tmp_path):
    """In a process of its own: there is only one to press Ctrl-C in, and nothing else that could take it."""
    # Arrange: too large for a proof, so the signal arrives while the solver repairs
    problem = tmp_path / "problem.json"
    problem.write_bytes(problem_bytes(_medium(make, size=120)))
    command = [sys.executable, "-c", _ALONE, str(problem)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"bounded\n"
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()

    assert process.returncode == -signal.SIGINT
    assert b"KeyboardInterrupt" in said

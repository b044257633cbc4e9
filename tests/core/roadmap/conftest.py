"""Small problems by hand, and every plan of a small problem as an oracle."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import strategies as st

from leitplanke.kernel.dates import Month
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.relations import Choice, Wait, WaitKind
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.roadmap.check import check
from leitplanke.roadmap.model import (
    Activity,
    ActivityMode,
    Exclusion,
    ExclusionKind,
    FiscalYear,
    FixedStart,
    PlannedStart,
    Pot,
    Problem,
    Release,
    ReleaseKind,
    Resources,
    Unit,
)
from leitplanke.strategy.model import (
    Measure,
    MeasureClass,
    MeasureState,
    Mode,
    Payment,
    Score,
    StaffNeed,
    Strategy,
    StrategyDraft,
    WeightSetting,
)


def mode(name="own", *, duration=1, demand=(), investive=(), consumptive=(), running=0, draws=()):
    return ActivityMode(
        id=name,
        duration=duration,
        demand=tuple(demand),
        investive_by_month=tuple(investive) or (0,) * duration,
        consumptive_by_month=tuple(consumptive) or (0,) * duration,
        running_cents_per_year=running,
        draws=tuple(draws),
    )


def activity(name, *modes, benefit=100, **more):
    return Activity(id=name, modes=modes or (mode(),), benefit=(benefit,), **more)


def problem(*activities, months=6, staff=(), years=None, first_month="2026-01", exclusions=(), **more):
    """One audience with weight 1; `staff` maps units to constant capacities; money is plentiful unless given."""
    first = int(first_month[:4])
    plenty = tuple(FiscalYear(year, 10**9, 10**9) for year in range(first, first + 1 + (months + 11) // 12))
    return Problem(
        first_month=Month(first_month),
        months=months,
        units=tuple(Unit(name, Text(name), (amount,) * months) for name, amount in dict(staff).items()),
        years=plenty if years is None else tuple(FiscalYear(*year) for year in years),
        activities=activities,
        exclusions=tuple(exclusions),
        audiences=("all",),
        weights_percent=(1,),
        **({"tail_months": 0} | more),
    )


def every_plan(a_problem) -> Iterator[tuple[PlannedStart, ...]]:
    """All plans that the checker accepts, by enumeration."""
    choices = []
    for one in a_problem.activities:
        last = a_problem.months - min(way.duration for way in one.modes)  # a milestone may stand at the very end
        starts = (one.fixed.start,) if one.fixed else range(last + 1)
        choices.append([None, *(PlannedStart(one.id, way.id, start) for way in one.modes for start in starts)])
    for lines in product(*choices):
        plan = tuple(line for line in lines if line is not None)
        if not check(a_problem, plan):
            yield plan


def value_of(a_problem, plan):
    total = 0
    for line in plan:
        one = a_problem.activity(line.activity)
        if one.fixed is None:
            total += a_problem.value(one, line.start + one.mode(line.mode).duration - 1)
    return total


@st.composite
def small_problems(draw, *, most_activities=3):
    """Up to three activities in five months over two fiscal years, with everything that a problem can hold."""
    names = [f"a{number}" for number in range(draw(st.integers(1, most_activities)))]
    return problem(
        *(draw(_activities(name, names[:number])) for number, name in enumerate(names)),
        months=5,
        staff={"it": draw(st.integers(1, 4)), "hr": draw(st.integers(0, 3))},
        years=((2026, *draw(_AMOUNTS)), (2027, *draw(_AMOUNTS))),
        first_month="2026-11",
        exclusions=[Exclusion(name, ExclusionKind.REJECTED) for name in names if draw(st.integers(0, 9)) == 0],
        tail_months=2,
        pots=(Pot("grant", Text("grant"), draw(st.integers(0, 4))),),
        investive_carries_over=draw(st.booleans()),
        consumptive_carries_over=draw(st.booleans()),
    )


def related_problem(seed):
    """Three activities in five months, seldom without waits, alternatives, choices, profiles, windows or lateness."""
    draw = random.Random(seed)
    names = ["a0", "a1", "a2"]
    town = problem(
        *(_related(draw, name, names[:number]) for number, name in enumerate(names)),
        months=5,
        staff={"it": draw.randint(2, 4), "hr": draw.randint(1, 3)},
        years=((2026, draw.randint(3, 12), 9), (2027, draw.randint(3, 12), 9)),
        first_month="2026-11",
        tail_months=2,
        investive_carries_over=draw.random() < 0.5,
        pots=(Pot("grant", Text("grant"), draw.randint(1, 4), *_window(draw)),),
    )
    choices = tuple(_choice(draw, number, names) for number in range(draw.choice((0, 1, 1, 2))))
    return replace(town, choices=choices)


def _related(draw, name, earlier):
    is_fixed = draw.random() < 0.12
    relations = {} if is_fixed else _relations(draw, earlier)
    ways = tuple(_profiled(draw, way) for way in ("own", "bought")[: draw.choice((1, 1, 2))])
    return activity(
        name,
        *ways,
        benefit=draw.randint(0, 9),
        deadline=draw.choice((None, 3, 4)),
        is_mandatory=draw.random() < 0.2,
        fixed=FixedStart("own", draw.randint(-1, 2)) if is_fixed else None,
        **relations,
    )


def _relations(draw, earlier):
    waits = tuple(Wait(one, draw.choice(list(WaitKind)), draw.randint(0, 2)) for one in earlier if draw.random() < 0.3)
    some = draw.sample(earlier, k=draw.randint(1, len(earlier))) if earlier and draw.random() < 0.5 else []
    due = draw.choice((None, None, 0, 1, 2))
    return {
        "prerequisites": tuple(one for one in earlier if draw.random() < 0.1),
        "waits": waits,
        "any_of": (tuple(some),) if some else (),
        "due": due,
        "lateness": 0 if due is None else draw.randint(0, 20),
    }


def _profiled(draw, name):
    """Staff of one unit varies, that of the other may not."""
    duration = draw.randint(1, 3)
    way = mode(
        name,
        duration=duration,
        demand=[("hr", 1)] if draw.random() < 0.4 else [],
        investive=[draw.randint(0, 2) for _ in range(duration)],
        running=draw.randint(0, 9),
        draws=[("grant", 1)] if draw.random() < 0.4 else [],
    )
    return replace(way, profiles=(("it", tuple(draw.randint(0, 3) for _ in range(duration))),))


def _window(draw):
    return draw.choice(((None, None), (0, 3), (1, None), (1, 4)))


def _choice(draw, number, names):
    members = tuple(draw.sample(names, k=draw.randint(1, 3)))
    most = draw.randint(1, len(members))
    return Choice(f"choice{number}", members, draw.randint(0, most), most)


_AMOUNTS = st.tuples(st.integers(0, 12), st.integers(0, 12))


@st.composite
def _activities(draw, name, earlier):
    modes = tuple(draw(_modes(way)) for way in ("own", "bought")[: draw(st.integers(1, 2))])
    is_fixed = draw(st.integers(0, 5)) == 0
    return activity(
        name,
        *modes,
        benefit=draw(st.integers(0, 9)),
        prerequisites=tuple(one for one in earlier if not is_fixed and draw(st.booleans())),
        releases=(Release(draw(st.integers(1, 3)), ReleaseKind.TOWN, name),) if draw(st.integers(0, 3)) == 0 else (),
        deadline=draw(st.none() | st.integers(1, 4)),
        is_mandatory=draw(st.booleans()),
        fixed=FixedStart("own", draw(st.integers(-3, 2))) if is_fixed else None,
    )


@st.composite
def _modes(draw, name):
    duration = draw(st.integers(0, 3))
    monthly = st.lists(st.integers(0, 3), min_size=duration, max_size=duration)
    return mode(
        name,
        duration=duration,
        demand=[(unit, amount) for unit in ("hr", "it") if (amount := draw(st.integers(0, 2)))],
        investive=draw(monthly),
        consumptive=draw(monthly),
        running=draw(st.integers(0, 20)),
        draws=[("grant", amount)] if (amount := draw(st.integers(0, 2))) else [],
    )


def measure(name, *modes, **more):
    given = {
        "title": Text(name),
        "description": Text(""),
        "for_whom": Text(""),
        "field": "service",
        "service_area": "",
        "measure_class": MeasureClass.E_GOVERNMENT,
        "lead_unit": "it",
        "state": MeasureState.DECIDED,
        "state_reason": Text(""),
        "contributions": (),
    }
    return Measure(id=name, modes=modes or (strategy_mode(),), **(given | more))


def strategy_mode(name="own", *, months=2, investive=0, consumptive=0, running=0, grant=0, staff=(), payments=()):
    return Mode(
        id=name,
        name=Text(name),
        duration_months=months,
        investive_cents=investive,
        consumptive_cents=consumptive,
        running_cents_per_year=running,
        staff=tuple(StaffNeed(*need) for need in staff),
        grant_cents=grant,
        payments=tuple(Payment(*payment) for payment in payments),
    )


def strategy(*measures, gates=(), checks=(), scores=(), percent=None):
    """Scores are (measure, audience, benefit); weights 60 % citizens, 40 % companies unless given."""
    weights = WeightSetting(50, 50, percent or {"companies": 40, "citizens": 60}, Text("Rat"), date(2025, 12, 1), True)
    return Strategy(
        provenance=PROVENANCE,
        draft=StrategyDraft(Text("Stadt für alle"), (), (), (), (), (), gates, weights, measures, ()),
        guardrail_evidence=(),
        checks=checks,
        scores=tuple(Score(name, audience, benefit, benefit, benefit, 1) for name, audience, benefit in scores),
        trace=(),
    )


def profile(*, months=12, first="2026-01"):
    return TownProfile(
        id="musterstadt",
        name=Text("Musterstadt"),
        is_fictitious=True,
        notice=Text("Erfunden."),
        inhabitants=1000,
        as_of=date(2026, 1, 1),
        plan_from=Month(first),
        plan_months=months,
        short_term_months=3,
        medium_term_months=6,
    )


def resources(*, months=12, staff=(("it", 100),), years=((2026, 10_000, 10_000),), reference=()):
    return Resources(
        units=tuple(Unit(name, Text(name.upper()), (amount,) * months) for name, amount in staff),
        years=tuple(FiscalYear(*year) for year in years),
        reference_selection=reference,
    )


PROVENANCE = Provenance("strategy", 1, "0.1.0", "musterstadt", "Musterstadt", True, date(2026, 1, 1), 1, ())


@pytest.fixture(scope="session")
def make():
    """The builders of this file: test modules are no package and cannot import it."""
    return SimpleNamespace(
        mode=mode,
        activity=activity,
        problem=problem,
        every_plan=every_plan,
        value_of=value_of,
        problems=small_problems,
        related=related_problem,
        fixed=FixedStart,
        measure=measure,
        strategy_mode=strategy_mode,
        strategy=strategy,
        profile=profile,
        resources=resources,
        provenance=PROVENANCE,
    )

"""What happens to a plan, as a change of the problem: by hand, and each refusal."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.incidents import Delay, MoneyCut, NewDuty, Vacancy, with_incidents
from leitplanke.roadmap.model import Exclusion, ExclusionKind, FiscalYear, FixedStart, Release, ReleaseKind, Unit


@pytest.fixture
def town(make):
    problem = make.problem(
        make.activity("a"),
        make.activity("b", deadline=5),
        make.activity("running", fixed=FixedStart("own", 0)),
        months=6,
        exclusions=(Exclusion("c", ExclusionKind.GATE_OPEN, "framework"),),
    )
    return replace(
        problem,
        units=(Unit("it", Text("it"), (100, 100, 50, 100, 100, 100)), Unit("law", Text("law"), (100,) * 6)),
        years=(FiscalYear(2026, 1001, 400), FiscalYear(2027, 5, 5)),
    )


def test_with_incidents_in_their_order(town):
    happened = with_incidents(
        town,
        (MoneyCut(2026, 30), MoneyCut(2026, 50), Vacancy("it", 75, 1, 2), Delay("a", 3), NewDuty("a", 4)),
    )

    assert happened == replace(
        town,
        years=(FiscalYear(2026, 350, 140), FiscalYear(2027, 5, 5)),
        units=(Unit("it", Text("it"), (100, 25, 0, 100, 100, 100)), town.units[1]),
        activities=(
            replace(town.activity("a"), releases=(Release(3, ReleaseKind.TOWN, "a"),), is_mandatory=True, deadline=4),
            *town.activities[1:],
        ),
    )


@pytest.mark.parametrize(("by", "deadline"), [(3, 3), (5, 5)])
def test_new_duty_never_loosens_a_deadline(make, by, deadline):
    problem = make.problem(make.activity("b", deadline=5, is_mandatory=True), months=8)

    assert with_incidents(problem, (NewDuty("b", by),)).activity("b").deadline == deadline
    assert with_incidents(problem, (NewDuty("b", 7),)).activity("b").deadline == 5


@pytest.mark.parametrize(
    "incident",
    [
        MoneyCut(2031, 10),
        Vacancy("nobody", 50, 0, 1),
        Vacancy("it", 50, 0, 6),
        Delay("nothing", 1),
        Delay("a", 6),
        Delay("running", 1),
        NewDuty("c", 4),
        NewDuty("running", 4),
    ],
)
def test_what_cannot_happen_to_this_plan_is_refused_with_a_remedy(town, incident):
    with pytest.raises(InvalidValueError) as refused:
        with_incidents(town, (incident,))

    assert refused.value.problem.de
    assert refused.value.remedy.de


@pytest.mark.parametrize(
    "build",
    [
        lambda: MoneyCut(2026, 0),
        lambda: MoneyCut(2026, 101),
        lambda: Vacancy("it", 0, 0, 1),
        lambda: Vacancy("it", 50, 3, 2),
    ],
)
def test_an_incident_that_says_nothing_cannot_be_built(build):
    with pytest.raises(InvalidValueError):
        build()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, 100), missing=st.integers(1, 300), first=st.integers(0, 5), length=st.integers(0, 5))
def test_money_and_staff_never_grow_and_never_fall_below_nothing(make, cut, missing, first, length):
    unit, year = Unit("it", Text("it"), (0, 30, 100, 100, 100, 100)), FiscalYear(2026, 12_345, 0)
    problem = replace(make.problem(), units=(unit,), years=(year,))

    happened = with_incidents(problem, (MoneyCut(2026, cut), Vacancy("it", missing, first, min(5, first + length))))

    assert all(0 <= now <= was for now, was in zip(happened.units[0].capacity, unit.capacity, strict=True))
    assert 0 <= happened.years[0].investive_cents <= 12_345 * (100 - cut) / 100

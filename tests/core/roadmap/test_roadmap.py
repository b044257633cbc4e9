from leitplanke.kernel.dates import Month
from leitplanke.roadmap.model import (
    Assignment,
    AudienceValue,
    Horizon,
    Omission,
    Reason,
    ReasonKind,
    SelectionComparison,
    SolveStatus,
    UnitLoad,
    YearAmount,
    YearBudget,
)
from leitplanke.roadmap.roadmap import horizon_of, make_roadmap
from leitplanke.roadmap.solve import Stop
from leitplanke.strategy.model import MeasureState


def _roadmap(make, *, reference=()):
    """One person. "old" runs until February, "portal" (2 months) follows, "app" would need more money than there is."""
    return make_roadmap(
        make.strategy(
            make.measure(
                "old",
                make.strategy_mode(months=4, consumptive=40, running=12, staff=[("it", 100)]),
                state=MeasureState.RUNNING,
                fixed_start=Month("2025-11"),
                fixed_mode="own",
            ),
            make.measure("portal", make.strategy_mode(months=2, investive=1000, grant=100, staff=[("it", 100)])),
            make.measure("app", make.strategy_mode(months=1, investive=9500)),
            make.measure("asked", make.strategy_mode("a", investive=70), make.strategy_mode("b", investive=60)),
            scores=[("portal", "citizens", 10), ("portal", "companies", 5), ("app", "citizens", 1)],
        ),
        resources=make.resources(years=((2026, 10_000, 10_000),), reference=reference),
        profile=make.profile(),
        stop=Stop(),
        seed=1,
        provenance=make.provenance,
    )


def test_make_roadmap_golden_case(make):
    found = _roadmap(make)

    assert found.assignments == (
        Assignment(
            "old",
            "own",
            Month("2025-11"),
            Month("2026-02"),
            Horizon.SHORT,
            "it",
            is_fixed=True,
            staff=(("it", 100),),
            money=(YearAmount(2026, 0, 30),),  # half of 40, and ten months of 12 a year
            value=0,
            reasons=(Reason(ReasonKind.FIXED, at=Month("2025-11")),),
        ),
        Assignment(
            "portal",
            "own",
            Month("2026-03"),
            Month("2026-04"),
            Horizon.MEDIUM,
            "it",
            is_fixed=False,
            staff=(("it", 100),),
            money=(YearAmount(2026, 900, 0),),
            value=(60 * 10 + 40 * 5) * 20,
            reasons=(Reason(ReasonKind.STAFF, "it", Month("2026-02"), 100, ("old",)),),
        ),
    )
    assert found.omissions == (
        Omission(
            "app",
            (
                Reason(ReasonKind.MONEY_INVESTIVE, "2026", None, 400, ("portal",)),
                Reason(ReasonKind.DISPLACES, competitors=("portal",)),
            ),
        ),
        Omission("asked", (Reason(ReasonKind.NO_BENEFIT),)),
    )
    assert found.loads == (UnitLoad("it", (100,) * 4 + (0,) * 8, (100,) * 12),)
    assert found.budgets == (YearBudget(2026, 900, 10_000, 30, 10_000),)
    assert found.audience_values == (
        AudienceValue("citizens", 60, 10 * 20, 10 * 22 + 1 * 23),
        AudienceValue("companies", 40, 5 * 20, 5 * 22),
    )
    assert (found.status, found.value, found.bound) == (SolveStatus.OPTIMAL, 16_000, 16_000)
    assert found.comparison is None


def test_make_roadmap_compares_with_a_selection_made_elsewhere(make):
    found = _roadmap(make, reference=("app", "portal", "asked"))

    assert found.comparison == SelectionComparison(
        in_both=("portal",),
        only_here=("old",),
        only_there=("app", "asked"),
        cost_here_cents=900 + 40,
        cost_there_cents=900 + 9500 + 60,
        benefit_here=60 * 10 + 40 * 5,
        benefit_there=60 * 10 + 40 * 5 + 60 * 1,
    )


def test_horizon_of_counts_the_month_of_the_end(make):
    ends = (2, 3, 5, 6)

    assert [horizon_of(end=end, profile=make.profile()) for end in ends] == [
        Horizon.SHORT,
        Horizon.MEDIUM,
        Horizon.MEDIUM,
        Horizon.LONG,
    ]

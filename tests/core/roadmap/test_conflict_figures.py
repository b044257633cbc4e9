"""When and by how much, beside who: what a person needs to mend a conflict."""

import pytest

from leitplanke.kernel.texts import Text
from leitplanke.roadmap.conflict_words import describe, names_in
from leitplanke.roadmap.model import Demand, DemandKind, RoadmapConflictError
from leitplanke.roadmap.solve import solve


def _conflict(town):
    with pytest.raises(RoadmapConflictError) as told:
        solve(town, seed=1)
    return told.value.demands


def test_fixed_measures_that_overlap_are_named_with_unit_month_and_amounts(make):
    """Both need 0.6 of one post; the second begins in month 2, when the first still runs."""
    way = make.mode(duration=4, demand=[("it", 60)])
    running = [make.activity(name, way, fixed=make.fixed("own", start)) for name, start in (("a", 1), ("b", 2))]
    town = make.problem(*running, make.activity("c", way), months=12, staff={"it": 100})

    demands = _conflict(town)

    assert demands == (
        Demand(DemandKind.FIXED, "a", "own", "2026-02"),
        Demand(DemandKind.FIXED, "b", "own", "2026-03"),
        Demand(DemandKind.STAFF, "it", "120 100", "2026-03"),
    )
    assert describe(demands[2], names_in(town)) == Text(
        "„it“ hat im März 2026 nicht mehr Personal als eingetragen: 1,00 Stellen, gebraucht werden 1,20.",
        "“it” has no more staff than entered in March 2026: 1.00 FTE, while 1.20 are needed.",
    )


def test_a_duty_without_any_mode_that_is_short_enough_says_how_long_it_takes(make):
    modes = (make.mode("own", duration=20), make.mode("bought", duration=9))
    town = make.problem(make.activity("a", *modes, is_mandatory=True, deadline=7), months=12)

    demands = _conflict(town)

    assert demands == (Demand(DemandKind.MANDATORY, "a", "9", "2026-08"),)
    assert describe(demands[0], names_in(town)) == Text(
        "„a“ ist Pflicht, dauert aber in jedem Modus mindestens 9 Monate: bis August 2026 reicht die Zeit nicht.",
        "“a” is mandatory, but takes at least 9 months in every mode: there is not enough time until August 2026.",
    )


def test_a_duty_that_finds_nobody_keeps_its_plain_words(make):
    town = make.problem(make.activity("a", make.mode(demand=[("it", 5)]), is_mandatory=True), staff={"it": 0})

    assert _conflict(town) == (Demand(DemandKind.MANDATORY, "a"), Demand(DemandKind.STAFF, "it"))

from dataclasses import replace

import pytest

from factories import handovers
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import FiscalYear, Resources, Unit, UnitLoad
from leitplanke.roadmap.overload import UnitOverload, YearOverload, unit_overloads, year_overloads

ROADMAP = replace(handovers.roadmap(), months=3, loads=(UnitLoad("office", (50, 200, 150), (200, 200, 200)),))


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        ((200, 200, 200), ()),
        ((50, 200, 150), ()),
        ((50, 150, 140), (UnitOverload("office", (Month("2026-02"), Month("2026-03")), 50),)),
        ((50, 200), (UnitOverload("office", (Month("2026-03"),), 150),)),
    ],
)
def test_unit_overloads_name_months_over_capacity(capacity, expected):
    resources = Resources((Unit("office", Text("Bürgerbüro"), capacity),), ())

    assert unit_overloads(ROADMAP, resources) == expected


def test_unit_overloads_unit_that_is_gone_lacks_everybody():
    months = (Month("2026-01"), Month("2026-02"), Month("2026-03"))

    assert unit_overloads(ROADMAP, Resources((), ())) == (UnitOverload("office", months, 200),)


def test_year_overloads_name_missing_cents_by_kind():
    years = (FiscalYear(2026, 999_999, 250_025), FiscalYear(2027, 1_000_000, 250_025))

    assert year_overloads(ROADMAP, Resources((), years)) == (YearOverload(2026, 1, 0),)


def test_year_overloads_year_that_is_gone_lacks_all_money():
    years = (FiscalYear(2026, 1_000_000, 250_025),)

    assert year_overloads(ROADMAP, Resources((), years)) == (YearOverload(2027, 1_000_000, 250_025),)

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import handovers
from leitplanke.kernel.dates import Month
from leitplanke.roadmap.compare import LineChange, RoadmapChange, StaffChange, YearChange, compare
from leitplanke.roadmap.model import Roadmap, UnitLoad, YearBudget

ROADMAP = handovers.roadmap()
LINE = ROADMAP.assignments[0]


def test_compare_same_roadmap_tells_no_change():
    assert compare(ROADMAP, ROADMAP) == RoadmapChange(
        new=(),
        left_out=(),
        changed=(),
        money=(
            YearChange(2026, 1_000_000, 1_000_000, 250_025, 250_025),
            YearChange(2027, 1_000_000, 1_000_000, 250_025, 250_025),
        ),
        staff=(StaffChange("office", 0, 0),),
        value_before=900,
        value_after=900,
        values_are_comparable=True,
    )


def test_compare_tells_new_left_out_and_moved():
    parking = replace(LINE, measure="parking")
    later = replace(LINE, measure="kita_online", start=Month("2026-12"), end=Month("2027-05"))
    archive = replace(LINE, measure="archive")
    before = replace(ROADMAP, assignments=(LINE, archive))
    after = replace(ROADMAP, assignments=(later, parking), value=950)

    change = compare(before, after)

    assert (change.new, change.left_out, change.changed) == ((parking,), (archive,), (LineChange(LINE, later),))
    assert change.changed[0].months_later == 2
    assert not change.is_none
    assert (change.value_before, change.value_after) == (900, 950)


def test_compare_other_mode_in_same_months_is_a_change():
    bought = replace(LINE, mode="bought")

    change = compare(ROADMAP, replace(ROADMAP, assignments=(bought,)))

    assert change.changed == (LineChange(LINE, bought),)
    assert change.changed[0].months_later == 0


def test_compare_takes_years_and_units_of_either():
    year = YearBudget(2028, 5, 10, 7, 10)
    after = replace(
        ROADMAP,
        budgets=(ROADMAP.budgets[1], year),
        loads=(UnitLoad("it", (50, 75), (100, 100)),),
        first_month=Month("2027-01"),
    )

    change = compare(ROADMAP, after)

    assert change.money == (
        YearChange(2026, 1_000_000, 0, 250_025, 0),
        YearChange(2027, 1_000_000, 1_000_000, 250_025, 250_025),
        YearChange(2028, 0, 5, 0, 7),
    )
    assert change.staff == (StaffChange("it", 0, 125), StaffChange("office", 0, 0))
    assert not change.values_are_comparable


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_compare_backwards_swaps_new_and_left_out(first, second):
    one, other = _with(first), _with(second)

    there, back = compare(one, other), compare(other, one)

    assert (there.new, there.left_out) == (back.left_out, back.new)
    assert {line.measure for line in there.new} == second - first
    assert there.is_none == (first == second)


def _with(names: set[str]) -> Roadmap:
    return replace(ROADMAP, assignments=tuple(replace(LINE, measure=name) for name in sorted(names)))

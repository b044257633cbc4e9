import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.dates import month, shift
from leitplanke.report import charts

SHARES = st.floats(0, 1)


def drawn_from(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314 - our own drawing


def test_share_bar_has_a_whisker_only_where_both_bounds_are_known():
    assert "whisker" in charts.share_bar(0.5, low=0.4, high=0.6)
    assert "whisker" not in charts.share_bar(0.5)


def test_time_axis_places_years_and_months():
    axis = charts.TimeAxis(month("2026-07"), 24)

    assert axis.years == ((2026, 0.0), (2027, 0.25), (2028, 0.75))
    assert axis.position(month("2026-12"), is_end=True) == 0.25


def test_load_draws_one_column_per_busy_month_and_the_limit_as_steps():
    axis = charts.TimeAxis(month("2026-01"), 4)

    drawn = drawn_from(charts.load_columns(axis, used=(50, 0, 100, 40), available=(100, 100, 100, 200)))

    classes = [element.get("class") for element in drawn]
    assert classes == ["grid", "fill", "fill full", "fill", "limit", "limit", "limit"]


def test_label_of_a_small_segment_is_left_out():
    drawn = charts.stacked_bar([charts.Segment(0.95, "a", "95 %"), charts.Segment(0.05, "b", "5 %")])

    assert re.findall(r"<text[^>]*>([^<]*)</text>", drawn) == ["95 %"]


@given(st.lists(SHARES, min_size=1, max_size=8), st.text(max_size=5))
def test_stacked_bar_is_well_formed_and_inside_its_drawing(shares: list[float], label: str):
    total = sum(shares) or 1.0
    safe = "".join(letter for letter in label if letter.isprintable())

    drawn = drawn_from(charts.stacked_bar([charts.Segment(share / total, "a", safe) for share in shares]))

    ends = [_length(rect, "x") + _length(rect, "width") for rect in drawn if rect.tag == "rect"]
    assert all(0 <= end <= 100.1 for end in ends)


@given(st.integers(-30, 90), st.integers(0, 60))
def test_roadmap_bar_stays_inside_the_plan(start: int, duration: int):
    axis = charts.TimeAxis(month("2026-01"), 60)
    first = shift(axis.first, start)

    drawn = drawn_from(charts.roadmap_bar(axis, start=first, end=shift(first, duration), css="work"))

    bar = next(element for element in drawn if element.tag == "rect")
    assert 0 <= _length(bar, "x") <= 100
    assert 0 < _length(bar, "width") <= 100


def _length(element: ET.Element, name: str) -> float:
    return float((element.get(name) or "0").removesuffix("%"))

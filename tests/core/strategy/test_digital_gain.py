from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.digital_gain import AreaGain, DigitalGain, digital_gains, gains_by_area
from leitplanke.strategy.model import PublicService


def service(key="dog", **figures):
    return PublicService(key, Text(key), **figures)


DOG = service(
    cases_per_year=1200, minutes_per_case=12.5, minutes_when_digital=4.5, online_percent=25.0, service_area="order"
)
WASTE = service("waste", cases_per_year=600, minutes_per_case=10.0)
CARD = service("card", minutes_per_case=20.0)


def test_gain_by_hand_golden_case():
    # 1200 cases, a quarter online: 900 offline; each saves 8 minutes: 7200 minutes = 120 hours.
    # Waste: nobody knows how many come online, nor what remains: between 0 and 600 * 10 / 60 = 100 hours.
    assert digital_gains([CARD, WASTE, DOG]) == (
        DigitalGain("dog", Fraction(120), Fraction(120), ()),
        DigitalGain("waste", Fraction(0), Fraction(100), ("minutes_when_digital", "online_percent")),
        DigitalGain("card", None, None, ("cases_per_year", "minutes_when_digital", "online_percent")),
    )


def test_gains_of_an_area_add_up_and_count_what_is_unknown():
    services = (DOG, WASTE, CARD)

    assert gains_by_area(services, gains=digital_gains(services)) == (
        AreaGain("order", 1, 0, Fraction(120), Fraction(120)),
        AreaGain("", 2, 1, Fraction(0), Fraction(100)),
    )


@pytest.mark.parametrize("percent", [-1, 101])
def test_uptake_that_is_no_percentage_is_refused(percent):
    with pytest.raises(InvalidValueError, match="uptake_percent"):
        digital_gains([DOG], uptake_percent=percent)


figures = st.fixed_dictionaries(
    {
        "cases_per_year": st.none() | st.integers(0, 10**6),
        "minutes_per_case": st.none() | st.integers(60, 600).map(float),
        "minutes_when_digital": st.none() | st.integers(0, 60).map(float),
        "online_percent": st.none() | st.integers(0, 100).map(float),
    }
)


@given(figures, st.integers(0, 100))
def test_bounds_hold_scale_with_uptake_and_meet_where_all_is_known(given_figures, uptake):
    (whole,), (part,) = (digital_gains([service(**given_figures)], uptake_percent=percent) for percent in (100, uptake))

    if whole.most is None or whole.least is None:
        assert (whole.least, part.most) == (None, None)
        return
    assert 0 <= whole.least <= whole.most
    assert part.most == whole.most * Fraction(uptake, 100)
    assert whole.missing or whole.least == whole.most


@given(figures, st.sampled_from(["minutes_when_digital", "online_percent"]), st.integers(0, 60).map(float))
def test_knowing_more_never_widens_the_bounds(given_figures, name, value):
    (before,) = digital_gains([service(**{**given_figures, name: None})])
    (after,) = digital_gains([service(**{**given_figures, name: value})])

    if before.most is not None and before.least is not None:
        assert after.least is not None
        assert after.most is not None
        assert before.least <= after.least <= after.most <= before.most

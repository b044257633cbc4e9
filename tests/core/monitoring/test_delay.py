import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.dates import shift
from leitplanke.monitoring.delay import Dates, delay_months
from leitplanke.strategy.model import MeasureState

RUNNING, DECIDED, DONE = MeasureState.RUNNING, MeasureState.DECIDED, MeasureState.DONE


@pytest.mark.parametrize(
    ("state", "start", "end", "forecast", "as_of", "delay"),
    [
        (DONE, "2026-03", "2026-10", "2026-12", "2026-11", 2),  # the end that came counts, not the forecast
        (DONE, "2026-05", None, None, "2026-11", 2),  # done, nobody knows when: the start
        (RUNNING, "2026-05", None, "2026-09", "2026-06", 1),  # the forecast counts, not the start
        (RUNNING, "2026-05", None, "2026-09", "2026-11", 3),  # the forecast has passed
        (RUNNING, "2026-05", None, None, "2026-06", 2),
        (RUNNING, "2026-02", None, None, "2026-06", -1),
        (RUNNING, "2026-03", None, None, "2026-08", 0),  # the planned end is this month
        (RUNNING, "2026-03", None, None, "2026-10", 2),  # overdue
        (RUNNING, None, None, None, "2026-06", None),  # runs, nobody knows since when
        (RUNNING, None, None, None, "2026-10", 2),
        (DECIDED, None, None, None, "2026-02", None),
        (DECIDED, None, None, None, "2026-03", None),
        (DECIDED, None, None, None, "2026-06", 3),
        (DECIDED, None, None, "2026-08", "2026-06", 0),  # late begun, yet forecast in time
        (MeasureState.BLOCKED, None, None, None, "2026-06", 3),
        (MeasureState.REJECTED, "2026-05", None, "2026-12", "2026-11", None),
    ],
)
def test_delay_months_of_a_measure_planned_from_march_to_august(state, start, end, forecast, as_of, delay):
    dates = Dates("2026-03", "2026-08", start, end, forecast)

    assert delay_months(dates, state=state, as_of=as_of) == delay


months = st.integers(0, 60).map(lambda index: shift("2024-01", index))


@given(st.sampled_from(MeasureState), months, st.integers(0, 30), st.none() | months, st.none() | months, months)
def test_delay_months_never_shrinks_while_nothing_happens(state, start, duration, actual_start, forecast, as_of):
    dates = Dates(start, shift(start, duration), actual_start, None, forecast)

    now = delay_months(dates, state=state, as_of=as_of)
    next_month = delay_months(dates, state=state, as_of=shift(as_of, 1))

    if now is not None:
        assert next_month is not None
        assert now <= next_month


@given(months, st.integers(0, 30), st.integers(0, 30))
def test_delay_months_moves_with_the_end(start, duration, later):
    dates = Dates(start, shift(start, duration), start, shift(start, later), None)

    assert delay_months(dates, state=DONE, as_of="2035-01") == later - duration

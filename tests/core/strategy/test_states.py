from dataclasses import replace
from datetime import date

import pytest

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import DatedState, MeasureState, Way, WayCompared
from leitplanke.strategy.states import recorded_state

TODAY = date(2026, 11, 27)


@pytest.fixture
def idea(draft):
    measure = draft.measures[0]
    return replace(measure, state=MeasureState.IDEA, fixed_start=None, fixed_mode="", examination=None)


def test_changed_state_leaves_the_former_one_behind(idea):
    after = replace(idea, state=MeasureState.REJECTED, state_reason=Text("Zu teuer."))

    assert recorded_state(after, before=idea, today=TODAY).states == (
        DatedState(MeasureState.IDEA, None, idea.state_reason),
        DatedState(MeasureState.REJECTED, TODAY, Text("Zu teuer.")),
    )


def test_state_that_stays_keeps_its_history_also_where_the_new_value_has_none(idea):
    before = replace(idea, states=(DatedState(MeasureState.IDEA, date(2026, 1, 31)),))

    assert recorded_state(idea, before=before, today=TODAY) == before


def test_day_that_somebody_gave_is_not_replaced_by_today(idea):
    given = DatedState(MeasureState.DECIDED, date(2026, 5, 6), Text("Beschluss"))
    after = replace(idea, state=MeasureState.DECIDED, states=(given,))

    assert recorded_state(after, before=idea, today=TODAY).states[-1] == given


def test_states_out_of_order_are_refused(idea):
    with pytest.raises(InvalidValueError, match="states"):
        replace(idea, states=tuple(DatedState(MeasureState.IDEA, date(2026, month, 1)) for month in (2, 1)))


def test_two_chosen_ways_are_refused(idea):
    chosen = {"chosen_on": TODAY, "reason": Text("Darum.")}
    nothing = (Text(""), Text(""), Text(""))

    with pytest.raises(InvalidValueError, match="ways"):
        replace(idea, ways=tuple(WayCompared(way, *nothing, **chosen) for way in (Way.DIGITAL, Way.BOTH)))


def test_decision_without_a_reason_is_refused():
    with pytest.raises(InvalidValueError, match="reason"):
        WayCompared(Way.BOTH, Text(""), Text(""), Text(""), chosen_on=TODAY)

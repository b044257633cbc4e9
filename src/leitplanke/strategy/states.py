"""The states of a measure in order of time: whoever changes one leaves the former one behind."""

from dataclasses import replace
from datetime import date

from leitplanke.strategy.model import DatedState, Measure


def recorded_state(after: Measure, *, before: Measure, today: date) -> Measure:
    """The measure as it is to be saved: with all former states, and a new one since `today` where the state changed.

    A caller that knows the day has put the new state in already. Of a former state that nobody dated, the day stays
    unknown.
    """
    if after.state is before.state:
        return after if after.states else replace(after, states=before.states)
    former = before.states or (DatedState(before.state, None, before.state_reason),)
    if after.states and after.states[-1].state is after.state and after.states != before.states:
        given = after.states[-1]
        return replace(after, states=(*former, given) if after.states[:-1] == before.states else after.states)
    return replace(after, states=(*former, DatedState(after.state, today, after.state_reason)))

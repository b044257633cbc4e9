"""Where a process stands, what is overdue, what moves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from factories.process import BEGINS, medium
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.process import (
    Phase,
    PhaseState,
    Process,
    Task,
    moved_with_following,
    overdue,
    standing,
)

DAYS = some.integers(0, 400).map(lambda number: BEGINS + timedelta(days=number))


def three() -> Process:
    """Two phases beside each other, and one after them."""
    talk = Task("invite", Text("Einladen"), date(2026, 3, 2), "Amt")
    done = Task("order", Text("Auftrag"), date(2026, 3, 1), is_done=True)
    return Process(
        Text("Weg"),
        (
            Phase("ask", Text("Fragen"), date(2026, 3, 2), date(2026, 3, 29), tasks=(done,)),
            Phase("talk", Text("Reden"), date(2026, 3, 2), date(2026, 4, 5), tasks=(talk,)),
            Phase("write", Text("Schreiben"), date(2026, 4, 10), date(2026, 4, 30)),
        ),
    )


def states(process: Process, today: date) -> list[tuple[str, PhaseState]]:
    return [(phase.id, state) for phase, state in standing(process, today=today).phases]


def test_phase_is_here_from_its_first_to_its_last_day() -> None:
    process = three()

    found = [
        states(process, day)[0][1] for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 29), date(2026, 3, 30))
    ]

    assert found == [PhaseState.AHEAD, PhaseState.HERE, PhaseState.HERE, PhaseState.PAST]


def test_two_phases_may_be_here_and_between_phases_none() -> None:
    both, between, after = (
        standing(three(), today=day) for day in (date(2026, 3, 5), date(2026, 4, 7), date(2026, 5, 1))
    )

    assert [phase.id for phase in both.here] == ["ask", "talk"]
    assert (between.here, between.next.id) == ((), "write")  # type: ignore[union-attr]  # there is one
    assert (after.here, after.next) == ((), None)


def test_task_is_overdue_from_the_day_after_unless_it_is_done() -> None:
    found = [[task.id for _, task in overdue(three(), today=day)] for day in (date(2026, 3, 2), date(2026, 3, 3))]

    assert found == [[], ["invite"]]


def test_moving_a_phase_whose_end_stays_leaves_the_others() -> None:
    ends_on = three().phases[1].ends_on
    after = moved_with_following(three(), "talk", begins_on=date(2026, 3, 9), ends_on=ends_on)

    task = Task("invite", Text("Einladen"), date(2026, 3, 9), "Amt")
    talk = replace(three().phases[1], begins_on=date(2026, 3, 9), tasks=(task,))
    assert after == replace(three(), phases=(three().phases[0], talk, three().phases[2]))


def test_moving_with_what_follows_moves_later_phases_by_the_end_and_nothing_beside_it() -> None:
    after = moved_with_following(three(), "ask", begins_on=date(2026, 3, 2), ends_on=date(2026, 4, 12))

    dates = [(one.id, one.begins_on, one.ends_on) for one in after.phases]
    assert dates == [
        ("ask", date(2026, 3, 2), date(2026, 4, 12)),
        ("talk", date(2026, 3, 2), date(2026, 4, 5)),
        ("write", date(2026, 4, 24), date(2026, 5, 14)),
    ]
    assert after.phases[0].tasks == three().phases[0].tasks  # what is done is history


@given(DAYS, some.integers(-60, 60))
def test_every_phase_has_one_state_and_states_follow_each_other(today: date, days: int) -> None:
    process = medium(begins_on=BEGINS + timedelta(days=days))

    found = [state for _, state in states(process, today)]

    order = {PhaseState.PAST: 0, PhaseState.HERE: 1, PhaseState.AHEAD: 2}
    assert len(found) == len(process.phases)
    assert found == sorted(found, key=order.__getitem__)


@given(some.sampled_from([one.id for one in medium().phases]), some.integers(-100, 100))
def test_moving_there_and_back_with_what_follows_changes_nothing(name: str, days: int) -> None:
    process = medium()
    phase = process.phase(name)
    assert phase is not None
    there = {"begins_on": phase.begins_on, "ends_on": phase.ends_on + timedelta(days=max(days, 1))}
    back = {"begins_on": phase.begins_on, "ends_on": phase.ends_on}

    after = moved_with_following(moved_with_following(process, name, **there), name, **back)

    assert after == process


def test_moving_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="too far away"):
        moved_with_following(three(), "talk", begins_on=date(2026, 3, 2), ends_on=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "field"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), "ends_on"),
        (date(1, 1, 1), date(2026, 3, 1), "begins_on"),
        (date(2026, 3, 2), date(9999, 12, 31), "ends_on"),
    ],
)
def test_phase_with_dates_that_are_none_is_refused(begins_on: date, ends_on: date, field: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Phase("x", Text("x"), begins_on, ends_on)

    assert refused.value.field == field


def test_process_without_phases_and_with_a_phase_twice_is_refused() -> None:
    for phases in ((), (three().phases[0], three().phases[0])):
        with pytest.raises(InvalidValueError):
            Process(Text("Weg"), phases)

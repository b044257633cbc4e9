"""Where a process stands on a day, what is overdue, and what moves when a date moves. See docs/methods/process.md."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.process.phases import FIRST_YEAR, LAST_YEAR, Phase, Process, Task


class PhaseState(StrEnum):
    """Where a phase is on a day."""

    PAST = "past"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Standing:
    """A process on a day: its phases by beginning, each with its state.

    Several phases may be here at once, or none: `next` is the first one ahead, None after the last has begun.
    """

    phases: tuple[tuple[Phase, PhaseState], ...]

    @property
    def here(self) -> tuple[Phase, ...]:
        """The phases that are under way."""
        return tuple(phase for phase, state in self.phases if state is PhaseState.HERE)

    @property
    def next(self) -> Phase | None:
        """The first phase that is still to come."""
        return next((phase for phase, state in self.phases if state is PhaseState.AHEAD), None)


def standing(process: Process, *, today: date) -> Standing:
    """Where the process stands: a phase is here from its first to its last day, both included."""
    ordered = sorted(process.phases, key=lambda one: (one.begins_on, one.ends_on))
    return Standing(tuple((one, _state(one, today)) for one in ordered))


def overdue(process: Process, *, today: date) -> tuple[tuple[Phase, Task], ...]:
    """Tasks that should be done and are not, the oldest first; on its day a task is not overdue yet."""
    found = [(phase, task) for phase in process.phases for task in phase.tasks]
    late = [(phase, task) for phase, task in found if not task.is_done and task.due_on < today]
    return tuple(sorted(late, key=lambda one: one[1].due_on))


def moved_with_following(process: Process, identifier: str, *, begins_on: date, ends_on: date) -> Process:
    """The process with other dates of one phase; every later one moves by as many days as its end.

    Its own tasks move with its beginning. Later are the phases that begin after this one did, so that what runs beside
    it stays. Raises `InvalidValueError` for dates that are none.
    """
    chosen = process.phase(identifier)
    if chosen is None:
        return process
    days = (ends_on - chosen.ends_on).days
    return replace(
        process,
        phases=tuple(
            _dated(one, begins_on, ends_on)
            if one.id == identifier
            else _shifted(one, days)
            if one.begins_on > chosen.begins_on
            else one
            for one in process.phases
        ),
    )


def _state(phase: Phase, today: date) -> PhaseState:
    if today < phase.begins_on:
        return PhaseState.AHEAD
    return PhaseState.HERE if today <= phase.ends_on else PhaseState.PAST


def _dated(phase: Phase, begins_on: date, ends_on: date) -> Phase:
    days = (begins_on - phase.begins_on).days
    return replace(phase, begins_on=begins_on, ends_on=ends_on, tasks=_shifted_tasks(phase, days))


def _shifted(phase: Phase, days: int) -> Phase:
    return replace(
        phase,
        begins_on=_later(phase.begins_on, days),
        ends_on=_later(phase.ends_on, days),
        tasks=_shifted_tasks(phase, days),
    )


def _shifted_tasks(phase: Phase, days: int) -> tuple[Task, ...]:
    """Done tasks stay where they were: they are history."""
    return tuple(one if one.is_done else replace(one, due_on=_later(one.due_on, days)) for one in phase.tasks)


def _later(day: date, days: int) -> date:
    number = day.toordinal() + days
    require(
        holds=date(FIRST_YEAR, 1, 1).toordinal() <= number <= date(LAST_YEAR, 12, 31).toordinal(),
        field="ends_on",
        problem=Text("Damit läge eine Phase zu weit weg.", "A phase would be too far away."),
        remedy=Text(f"Möglich sind {FIRST_YEAR} bis {LAST_YEAR}.", f"{FIRST_YEAR} to {LAST_YEAR} are possible."),
    )
    return day + timedelta(days=days)

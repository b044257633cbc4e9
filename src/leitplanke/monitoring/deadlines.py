"""Deadlines that are not kept, or will not be as things stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from leitplanke.kernel.dates import Month
from leitplanke.monitoring.model import MeasureProgress, Progress
from leitplanke.strategy.model import Measure, MeasureState


@dataclass(frozen=True, slots=True)
class MissedDeadline:
    """A measure that ends after its deadline. `end` None: it is not in the roadmap."""

    measure: str
    deadline: Month
    end: Month | None


def missed_deadlines(measures: Iterable[Measure], progress: Progress) -> tuple[MissedDeadline, ...]:
    """By deadline: measures whose actual, forecast or planned end lies after it, and those that are not planned.

    What was rejected or is done without a recorded end misses nothing.
    """
    lines = {line.measure: line for line in progress.measures}
    found = []
    for measure in measures:
        line = lines.get(measure.id)
        if measure.deadline is None or _is_settled(measure, line):
            continue
        end = None if line is None else _end(line, as_of=progress.as_of)
        if end is None or end > measure.deadline:
            found.append(MissedDeadline(measure.id, measure.deadline, end))
    return tuple(sorted(found, key=lambda missed: (missed.deadline, missed.measure)))


def _is_settled(measure: Measure, line: MeasureProgress | None) -> bool:
    state = measure.state if line is None else line.state
    has_no_end = line is None or line.actual_end is None
    return state is MeasureState.REJECTED or (state is MeasureState.DONE and has_no_end)


def _end(line: MeasureProgress, *, as_of: Month) -> Month:
    """What has not ended by `as_of` ends later, whatever was planned."""
    return line.actual_end or max(line.forecast_end or line.planned_end, as_of)

"""How late a measure is. See docs/methods/planned-actual.md."""

from dataclasses import dataclass

from leitplanke.kernel.dates import Month, months_between
from leitplanke.strategy.model import MeasureState


@dataclass(frozen=True, slots=True)
class Dates:
    """Planned months beside actual or forecast ones."""

    planned_start: Month
    planned_end: Month
    actual_start: Month | None
    actual_end: Month | None
    forecast_end: Month | None


def delay_months(dates: Dates, *, state: MeasureState, as_of: Month) -> int | None:
    """Months late (negative: early), at the end of month `as_of`; None while nothing is known.

    The end counts as soon as one is known or forecast; until then the start. What has not happened by `as_of` is late
    by at least the months that have passed since its planned month, whatever was forecast before. A measure that was
    given up is not late.
    """
    if state is MeasureState.REJECTED:
        return None
    if dates.actual_end is not None:
        return months_between(dates.planned_end, dates.actual_end)
    if state is MeasureState.DONE:
        return _start_delay(dates)
    if dates.forecast_end is not None:
        return months_between(dates.planned_end, max(dates.forecast_end, as_of))
    has_started = dates.actual_start is not None or state is MeasureState.RUNNING
    overdue = _overdue(dates.planned_end if has_started else dates.planned_start, as_of)
    return max((delay for delay in (_start_delay(dates), overdue) if delay is not None), default=None)


def _start_delay(dates: Dates) -> int | None:
    return None if dates.actual_start is None else months_between(dates.planned_start, dates.actual_start)


def _overdue(planned: Month, as_of: Month) -> int | None:
    """Months since `planned`, None unless it is past."""
    return months_between(planned, as_of) if planned < as_of else None

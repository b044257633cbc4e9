"""Planned beside actual for each measure of the roadmap. See docs/methods/planned-actual.md."""

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.dates import Month, months_between
from leitplanke.kernel.faults import InvalidValueError, require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.delay import Dates, delay_months
from leitplanke.monitoring.model import MeasureProgress, Progress, Reply, StatusRow
from leitplanke.monitoring.replies import open_replies, require_reply_references
from leitplanke.roadmap.model import Assignment, Roadmap
from leitplanke.roadmap.problem import activity_mode
from leitplanke.strategy.model import Measure, MeasureState, Mode, Strategy

_PERCENT_BY_STATE = {MeasureState.DONE: 100}  # for measures nobody has reported on


def report_progress(
    roadmap: Roadmap,
    *,
    strategy: Strategy,
    evidence: EvidenceReport,
    status_rows: tuple[StatusRow, ...],
    replies: tuple[Reply, ...],
    as_of: Month,
    provenance: Provenance,
) -> Progress:
    """The state at the end of month `as_of`: one line per assignment of the roadmap, in its order.

    Rows after `as_of` do not count, nor do rows on measures that the roadmap leaves out: there is no plan to hold them
    against. Of a measure without a row the profile tells the state. `late` is sorted by delay, longest first, then by
    id; `count_by_state` names every state. Raises `InvalidValueError` for a row, reply or assignment that names what
    the strategy does not have, and for two rows on one measure in one month.
    """
    measures = {measure.id: measure for measure in strategy.draft.measures}
    _require_rows(status_rows, measures)
    require_reply_references(replies, draft=strategy.draft, evidence=evidence)
    latest = _latest_rows(status_rows, as_of=as_of)
    lines = tuple(
        _progress(assignment, measure=_planned(assignment, measures), row=latest.get(assignment.measure), as_of=as_of)
        for assignment in roadmap.assignments
    )
    return Progress(
        provenance=provenance,
        as_of=as_of,
        measures=lines,
        count_by_state={state: sum(line.state is state for line in lines) for state in MeasureState},
        late=_late(lines),
        replies=replies,
        open_replies=open_replies(replies, evidence=evidence),
    )


def planned_cents_to_date(mode: Mode, *, start: Month, as_of: Month) -> int:
    """One-off money net of the grant that the plan has spread from `start` until the end of month `as_of`.

    The months are the roadmap's own (`activity_mode`). Running cost is no part of it.
    """
    monthly = activity_mode(mode)
    elapsed = max(months_between(start, as_of) + 1, 0)
    return sum(monthly.investive_by_month[:elapsed]) + sum(monthly.consumptive_by_month[:elapsed])


def _require_rows(status_rows: tuple[StatusRow, ...], measures: dict[str, Measure]) -> None:
    require_unique(tuple(f"{row.measure} {row.reported}" for row in status_rows), "status")
    unknown = sorted({row.measure for row in status_rows} - set(measures))
    require(
        holds=not unknown,
        field="status.measure",
        problem=Text(f"Unbekannte Maßnahme: {', '.join(unknown)}.", f"Unknown measure: {', '.join(unknown)}."),
        remedy=Text("Melden Sie nur Maßnahmen der Strategie.", "Report on measures of the strategy only."),
    )


def _latest_rows(status_rows: tuple[StatusRow, ...], *, as_of: Month) -> dict[str, StatusRow]:
    by_month = sorted(status_rows, key=lambda row: row.reported)
    return {row.measure: row for row in by_month if row.reported <= as_of}


def _planned(assignment: Assignment, measures: dict[str, Measure]) -> tuple[Measure, Mode]:
    try:
        measure = measures[assignment.measure]
        return measure, measure.mode(assignment.mode)
    except KeyError as missing:
        raise InvalidValueError(
            "assignments",
            Text(
                f"Der Fahrplan nennt {assignment.measure} ({assignment.mode}), die Strategie nicht.",
                f"The roadmap names {assignment.measure} ({assignment.mode}), the strategy does not.",
            ),
            Text("Nehmen Sie die Strategie, aus der er gerechnet ist.", "Use the strategy that it was made from."),
        ) from missing


def _progress(
    assignment: Assignment, *, measure: tuple[Measure, Mode], row: StatusRow | None, as_of: Month
) -> MeasureProgress:
    profile, mode = measure
    state = row.state if row else profile.state
    dates = Dates(
        planned_start=assignment.start,
        planned_end=assignment.end,
        actual_start=(row.actual_start if row else None) or profile.fixed_start,
        actual_end=row.actual_end if row else None,
        forecast_end=row.forecast_end if row else None,
    )
    return MeasureProgress(
        measure=assignment.measure,
        state=state,
        reported=row.reported if row else None,
        planned_start=dates.planned_start,
        planned_end=dates.planned_end,
        actual_start=dates.actual_start,
        actual_end=dates.actual_end,
        forecast_end=dates.forecast_end,
        delay_months=delay_months(dates, state=state, as_of=as_of),
        percent_done=row.percent_done if row else _PERCENT_BY_STATE.get(state, 0),
        planned_cents_to_date=planned_cents_to_date(mode, start=assignment.start, as_of=as_of),
        spent_cents=row.spent_cents if row else 0,
        cause=row.cause if row else Text(""),
    )


def _late(lines: tuple[MeasureProgress, ...]) -> tuple[str, ...]:
    delays = {line.measure: line.delay_months for line in lines if line.delay_months is not None}
    late = sorted((-delay, measure) for measure, delay in delays.items() if delay > 0)
    return tuple(measure for _, measure in late)

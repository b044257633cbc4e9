"""One measure on a page of its own: its profile, its bar, its trace, what became of it."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.monitoring.model import ReplyKind
from leitplanke.report.charts import time_scale
from leitplanke.report.edition import Edition
from leitplanke.report.sections.lines import bar_of
from leitplanke.report.sections.profile import Profile, profile
from leitplanke.report.sections.progress import Answered, Row, answered, row
from leitplanke.report.sections.trace import Trace, trace
from leitplanke.report.sections.waiting import STATES_WITH_CAUSE, examination


@dataclass(frozen=True, slots=True)
class TimeBar:
    """The measure's months on those of the plan."""

    scale: Markup
    drawing: Markup
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """The page; `row` where it is planned and somebody reported, `bar` where it is planned."""

    profile: Profile
    cause: Markup
    bar: TimeBar | None
    examination: tuple[tuple[Markup, Markup], ...]
    trace: Trace
    row: Row | None
    replies: tuple[Answered, ...]


def build(edition: Edition, measure_id: str) -> MeasurePage:
    """Everything public about one measure; KeyError if there is none of this id."""
    measure = edition.measures[measure_id]
    progress = edition.progress_of.get(measure_id)
    has_cause = measure.state in STATES_WITH_CAUSE
    return MeasurePage(
        profile=profile(edition, measure),
        cause=edition.voice.text(measure.state_reason) if has_cause else Markup(""),
        bar=_bar(edition, measure_id),
        examination=examination(edition, measure),
        trace=trace(edition, measure),
        row=row(edition, progress) if progress is not None and progress.reported is not None else None,
        replies=tuple(
            answered(edition, reply)
            for reply in edition.documents.progress.replies
            if reply.ref == measure_id and reply.kind is not ReplyKind.GUARDRAIL
        ),
    )


def _bar(edition: Edition, measure_id: str) -> TimeBar | None:
    line = edition.assignments.get(measure_id)
    if line is None:
        return None
    years = edition.axis.years
    return TimeBar(time_scale(edition.axis), bar_of(edition, line), years[0][0], years[-1][0])

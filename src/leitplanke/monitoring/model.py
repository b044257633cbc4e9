"""Status rows, replies, progress."""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import require
from leitplanke.kernel.money import require_cents
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import MeasureState


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What a lead unit reported on one measure at the end of one month; the latest row counts."""

    measure: str
    reported: Month
    state: MeasureState
    percent_done: int
    spent_cents: int
    actual_start: Month | None = None
    actual_end: Month | None = None
    forecast_end: Month | None = None
    cause: Text = Text("")  # noqa: RUF009 - Text is frozen

    def __post_init__(self) -> None:
        for field in ("reported", "actual_start", "actual_end", "forecast_end"):
            if getattr(self, field) is not None:
                month(getattr(self, field), field)
        require(
            holds=0 <= self.percent_done <= 100,
            field="percent_done",
            problem=Text(f"{self.percent_done} % gibt es nicht.", f"{self.percent_done} % is impossible."),
            remedy=Text("Erlaubt sind 0 bis 100.", "0 to 100 are allowed."),
        )
        require_cents(self.spent_cents, "spent")
        require(
            holds=self.actual_end is None or (self.actual_start is not None and self.actual_start <= self.actual_end),
            field="actual_end",
            problem=Text("Das Ende liegt vor dem Beginn oder der Beginn fehlt.", "The end precedes the start."),
            remedy=Text("Prüfen Sie actual_start und actual_end.", "Check actual_start and actual_end."),
        )


class ReplyKind(StrEnum):
    """What became of a contribution. No contribution ends in silence."""

    GUARDRAIL = "guardrail"
    MEASURE = "measure"
    EXAMINED = "examined"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Reply:
    """The reasoned reply to one cluster (`WORKSHOP.CLUSTER`) or theme (`audience.themes.THEME`)."""

    to: str
    kind: ReplyKind
    ref: str
    reason: Text


@dataclass(frozen=True, slots=True)
class MeasureProgress:
    """Planned beside actual for one measure of the roadmap.

    `delay_months` compares actual or forecast end with the planned one (start, while no end is known); positive is
    late, None while nothing is known. `planned_cents_to_date` is the one-off money that the plan had spread until
    the reporting month.
    """

    measure: str
    state: MeasureState
    reported: Month | None
    planned_start: Month
    planned_end: Month
    actual_start: Month | None
    actual_end: Month | None
    forecast_end: Month | None
    delay_months: int | None
    percent_done: int
    planned_cents_to_date: int
    spent_cents: int
    cause: Text


@dataclass(frozen=True, slots=True)
class Progress:
    """Handover 5. `open_replies` are clusters and themes that nobody has answered yet."""

    provenance: Provenance
    as_of: Month
    measures: tuple[MeasureProgress, ...]
    count_by_state: dict[MeasureState, int]
    late: tuple[str, ...]
    replies: tuple[Reply, ...]
    open_replies: tuple[str, ...]

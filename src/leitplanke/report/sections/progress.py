"""Planned beside actual, and what became of what people said."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.monitoring.model import MeasureProgress, Reply, ReplyKind
from leitplanke.report.charts import share_bar
from leitplanke.report.edition import Edition, badge
from leitplanke.report.sentences import delay_words
from leitplanke.report.words import REPLY, STATE_COUNT


@dataclass(frozen=True, slots=True)
class Row:
    """One measure, planned beside actual."""

    title: Markup
    state: Markup
    planned_end: str
    end: Markup
    delay: Markup
    is_late: bool
    percent: str
    drawing: Markup
    spent: Markup
    cause: Markup


@dataclass(frozen=True, slots=True)
class Answered:
    """One contribution with its reply."""

    title: Markup
    kind: Markup
    ref: Markup
    reason: Markup


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The section."""

    counts: Markup
    rows: tuple[Row, ...]
    replies: tuple[Answered, ...]
    open: tuple[Markup, ...]


def build(edition: Edition) -> ProgressView | None:
    """Measures that somebody reported on, and replies; None if there are neither."""
    progress = edition.documents.progress
    rows = tuple(row(edition, one) for one in progress.measures if one.reported is not None)
    if not rows and not progress.replies and not progress.open_replies:
        return None
    return ProgressView(
        counts=counts_words(edition),
        rows=rows,
        replies=tuple(answered(edition, reply) for reply in progress.replies),
        open=tuple(_contribution(edition, to) for to in progress.open_replies),
    )


def has_reports(edition: Edition) -> bool:
    """Whether anybody reported on any measure."""
    return any(measure.reported is not None for measure in edition.documents.progress.measures)


def counts_words(edition: Edition) -> Markup:
    """How many measures are in which state."""
    progress, voice = edition.documents.progress, edition.voice
    parts = [
        Markup("{} {}").format(number, voice.text(one if number == 1 else many))
        for state, (one, many) in STATE_COUNT.items()
        if (number := progress.count_by_state.get(state, 0))
    ]
    words = voice.join(parts) + "."
    if progress.late:
        words += voice.say(
            " {n} später als geplant.",
            " {n} later than planned.",
            n=voice.plural(len(progress.late), ("ist", "sind"), ("is", "are")),
        )
    return words


def row(edition: Edition, progress: MeasureProgress) -> Row:
    """One measure, planned beside actual."""
    voice = edition.voice
    if progress.actual_end is not None:
        end = voice.say("{month} (fertig)", "{month} (done)", month=voice.month_short(progress.actual_end))
    elif progress.forecast_end is not None:
        end = voice.say("{month} (erwartet)", "{month} (expected)", month=voice.month_short(progress.forecast_end))
    else:
        end = Markup("–")
    return Row(
        title=edition.link("measure", progress.measure),
        state=edition.state_badge(progress.measure),
        planned_end=voice.month_short(progress.planned_end),
        end=end,
        delay=delay_words(progress.delay_months, voice=voice),
        is_late=(progress.delay_months or 0) > 0,
        percent=voice.percent(progress.percent_done / 100),
        drawing=share_bar(progress.percent_done / 100),
        spent=voice.say(
            "{spent} von {planned}",
            "{spent} of {planned}",
            spent=voice.euros(progress.spent_cents),
            planned=voice.euros(progress.planned_cents_to_date),
        ),
        cause=voice.text(progress.cause),
    )


def answered(edition: Edition, reply: Reply) -> Answered:
    """One contribution with its reply."""
    kind = "guardrail" if reply.kind is ReplyKind.GUARDRAIL else "measure"
    return Answered(
        title=_contribution(edition, reply.to),
        kind=badge(f"reply {reply.kind.value}", edition.voice.text(REPLY[reply.kind])),
        ref=edition.link(kind, reply.ref) if reply.ref else Markup(""),
        reason=edition.voice.text(reply.reason),
    )


def _contribution(edition: Edition, to: str) -> Markup:
    """The name of a cluster with its workshop, or of a theme with its audience."""
    names, voice = edition.names, edition.voice
    first, _, last = to.partition(".")
    if to in names.by_kind["cluster"]:
        place = names.get("workshop", first)
        return Markup('{} <span class="muted">({})</span>').format(edition.link("cluster", to), voice.text(place))
    theme = names.get("theme", last.rpartition(".")[2])
    return Markup('{} <span class="muted">({})</span>').format(voice.text(theme), edition.audience(first))

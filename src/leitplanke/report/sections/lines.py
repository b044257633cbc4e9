"""The lines of the roadmap: what is done when, and by whom; all of them, those that match, or a page of them."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from leitplanke.kernel.dates import month_of
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.report.charts import roadmap_bar, time_scale
from leitplanke.report.edition import Edition
from leitplanke.report.parts import plain
from leitplanke.report.sections.filters import PlanFilter, chosen_lines
from leitplanke.report.sentences import horizon_title, period_words
from leitplanke.roadmap.model import Assignment, Horizon
from leitplanke.strategy.model import MeasureState

SEVERAL = 2
EVERYTHING = PlanFilter()


@dataclass(frozen=True, slots=True)
class Slice:
    """Which of the lines found are shown: `limit` lines from `offset` on; no limit shows all."""

    offset: int = 0
    limit: int | None = None

    def __post_init__(self) -> None:
        require(
            holds=self.offset >= 0 and (self.limit is None or self.limit >= 1),
            field="slice",
            problem=Text("Diesen Ausschnitt gibt es nicht.", "There is no such slice."),
            remedy=Text("Ab 0, mindestens eine Zeile.", "From 0 on, one line at least."),
        )


WHOLE = Slice()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the roadmap table."""

    title: Markup
    for_whom: Markup
    unit: Markup
    state: Markup
    period: Markup
    cost: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Stretch:
    """All measures of one horizon."""

    anchor: str
    title: Markup
    areas: Markup
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What all lines of the roadmap share, and which is therefore said once; empty where they differ."""

    period: Markup
    unit: Markup


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines shown: `found` match the filter, of `total` in the roadmap."""

    counts: Markup
    found: int
    total: int
    scale: Markup
    first_year: int
    last_year: int
    today: Markup
    common: Common
    stretches: tuple[Stretch, ...]


def lines(edition: Edition, *, chosen: PlanFilter = EVERYTHING, part: Slice = WHOLE) -> Lines:
    """Lines that match `chosen`, cut to `part`, by horizon."""
    found = chosen_lines(edition, chosen)
    end = None if part.limit is None else part.offset + part.limit
    return Lines(
        counts=counts_sentence(edition) if chosen.is_empty else _found_sentence(edition, len(found)),
        found=len(found),
        total=len(edition.documents.roadmap.assignments),
        scale=time_scale(edition.axis),
        first_year=edition.axis.years[0][0],
        last_year=edition.axis.years[-1][0],
        today=plain(edition.voice.day(edition.documents.profile.as_of)),
        common=_common(edition),
        stretches=tuple(
            _stretch(edition, horizon, shown=tuple(shown), found=found)
            for horizon, shown in groupby(found[part.offset : end], key=lambda line: line.horizon)
        ),
    )


def counts_sentence(edition: Edition) -> Markup:
    """How many measures are planned, in which horizon, and how many are not."""
    roadmap, voice = edition.documents.roadmap, edition.voice
    counts = Counter(assignment.horizon for assignment in roadmap.assignments)
    words = voice.say(
        "{n} im Fahrplan",
        "{n} in the roadmap",
        n=voice.plural(len(roadmap.assignments), ("Maßnahme", "Maßnahmen"), ("measure", "measures")),
    )
    parts = [
        Markup("{} {}").format(counts[horizon], name)
        for horizon, name in (
            (Horizon.SHORT, voice.say("kurzfristig", "short term")),
            (Horizon.MEDIUM, voice.say("mittelfristig", "medium term")),
            (Horizon.LONG, voice.say("langfristig", "long term")),
        )
        if counts[horizon]
    ]
    words += Markup(": {}.").format(Markup(", ").join(parts)) if len(parts) > 1 else Markup(".")
    if not roadmap.omissions:
        return words
    return words + voice.say(
        ' {n} nicht dabei, <a href="{href}">aus diesen Gründen</a>.',
        ' {n} not in it, <a href="{href}">for these reasons</a>.',
        n=voice.plural(len(roadmap.omissions), ("ist", "sind"), ("is", "are")),
        href=edition.href("plan.waiting", "waiting"),
    )


def _found_sentence(edition: Edition, found: int) -> Markup:
    voice, total = edition.voice, len(edition.documents.roadmap.assignments)
    return voice.say(
        "{found} von {total} im Fahrplan.",
        "{found} of {total} in the roadmap.",
        found=voice.count(found),
        total=voice.plural(total, ("Maßnahme", "Maßnahmen"), ("measure", "measures")),
    )


def _common(edition: Edition) -> Common:
    planned = edition.documents.roadmap.assignments
    periods = {(line.start, line.end) for line in planned}
    units = {line.lead_unit for line in planned}
    is_many = len(planned) >= SEVERAL
    return Common(
        period=period_words(planned[0], voice=edition.voice) if is_many and len(periods) == 1 else Markup(""),
        unit=edition.unit(planned[0].lead_unit) if is_many and len(units) == 1 else Markup(""),
    )


def _stretch(
    edition: Edition, horizon: Horizon, *, shown: tuple[Assignment, ...], found: tuple[Assignment, ...]
) -> Stretch:
    """The lines shown; the areas are those of all that were found, so that every page tells the same."""
    voice = edition.voice
    areas = Counter(edition.measures[line.measure].service_area for line in found if line.horizon is horizon)
    areas.pop("", None)
    ranked = sorted(areas.items(), key=lambda item: (-item[1], item[0]))
    words = [
        Markup("{} ({})").format(voice.text(edition.names.get("service_area", area)), number) for area, number in ranked
    ]
    return Stretch(
        anchor=edition.anchor("plan.lines", "horizon", horizon.value),
        title=horizon_title(horizon, edition.documents.roadmap, voice=voice),
        areas=voice.say("Bereiche: {areas}.", "Areas: {areas}.", areas=voice.join(words)) if words else Markup(""),
        lines=tuple(_line(edition, line) for line in shown),
    )


def _line(edition: Edition, line: Assignment) -> Line:
    measure = edition.measures[line.measure]
    return Line(
        title=edition.link("measure", line.measure),
        for_whom=edition.voice.text(measure.for_whom),
        unit=edition.unit(line.lead_unit),
        state=edition.state_badge(line.measure),
        period=period_words(line, voice=edition.voice),
        cost=edition.voice.euros(edition.one_off_cents(line.measure)),
        drawing=bar_of(edition, line),
    )


def bar_of(edition: Edition, line: Assignment) -> Markup:
    """The bar of one measure on the plan's months."""
    css = {
        MeasureState.DONE: "work done",
        MeasureState.RUNNING: "work running",
        MeasureState.IDEA: "work idea",
    }.get(edition.state(line.measure), "work planned")
    if edition.is_late(line.measure) and edition.state(line.measure) is not MeasureState.DONE:
        css = "work late"
    today = month_of(edition.documents.profile.as_of)
    return roadmap_bar(edition.axis, start=line.start, end=line.end, css=css, today=today)

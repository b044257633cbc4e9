"""The roadmap: what is done when, by whom, with which people and which money, and why then."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.kernel.dates import month_of
from leitplanke.report.charts import roadmap_bar, time_scale
from leitplanke.report.edition import Edition
from leitplanke.report.parts import Grid, plain
from leitplanke.report.reasons import omission_sentence
from leitplanke.report.sections.comparison import Comparison, comparison
from leitplanke.report.sections.profile import Profile, profile
from leitplanke.report.sections.resources import Load, Money, loads, loads_grid, money
from leitplanke.report.sentences import horizon_title, period_words, plan_sentence
from leitplanke.roadmap.model import Assignment, Horizon, Omission, Reason, ReasonKind
from leitplanke.strategy.model import MeasureState

SEVERAL = 2
STATES_WITH_CAUSE = frozenset({MeasureState.BLOCKED, MeasureState.REJECTED, MeasureState.UNDER_EXAMINATION})
WAITING_KINDS = {
    "examined": frozenset({ReasonKind.UNDER_EXAMINATION}),
    "gated": frozenset({ReasonKind.GATE_OPEN, ReasonKind.BLOCKED}),
    "refused": frozenset({ReasonKind.REJECTED, ReasonKind.GUARDRAIL_VIOLATED}),
}


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
class Waiting:
    """One measure that is not in the roadmap."""

    title: Markup
    state: Markup
    reasons: tuple[Markup, ...]
    examination: tuple[tuple[Markup, Markup], ...]


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """Measures that wait for the same kind of reason."""

    title: Markup
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The section."""

    counts: Markup
    quality: Markup
    weights: Markup
    scale: Markup
    first_year: int
    last_year: int
    today: Markup
    common: Common
    stretches: tuple[Stretch, ...]
    waiting: tuple[WaitingGroup, ...]
    loads: tuple[Load, ...]
    loads_grid: Grid | None
    money: Money | None
    audiences: Grid | None
    comparison: Comparison | None
    profiles: tuple[Profile, ...]


def build(edition: Edition) -> Plan | None:
    """The section; None where nothing is planned and nothing waits."""
    roadmap, voice = edition.documents.roadmap, edition.voice
    if not roadmap.assignments and not roadmap.omissions:
        return None
    return Plan(
        counts=counts_sentence(edition),
        quality=plan_sentence(roadmap, voice=voice),
        weights=_weights(edition),
        scale=time_scale(edition.axis),
        first_year=edition.axis.years[0][0],
        last_year=edition.axis.years[-1][0],
        today=plain(voice.day(edition.documents.profile.as_of)),
        common=_common(edition),
        stretches=tuple(
            _stretch(edition, horizon, lines) for horizon in Horizon if (lines := _of_horizon(edition, horizon))
        ),
        waiting=_waiting(edition),
        loads=loads(edition),
        loads_grid=loads_grid(edition) if roadmap.loads else None,
        money=money(edition),
        audiences=_audiences(edition) if len(roadmap.audience_values) > 1 else None,
        comparison=comparison(edition),
        profiles=tuple(profile(edition, measure) for measure in edition.documents.strategy.draft.measures),
    )


def counts_sentence(edition: Edition) -> Markup:
    """How many measures are planned, in which horizon, and how many are not."""
    roadmap, voice = edition.documents.roadmap, edition.voice
    counts = Counter(assignment.horizon for assignment in roadmap.assignments)
    omitted = len(roadmap.omissions)
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
    if not omitted:
        return words
    return words + voice.say(
        " {n} nicht dabei; die Gründe stehen unten.",
        " {n} not in it; the reasons are given below.",
        n=voice.plural(omitted, ("ist", "sind"), ("is", "are")),
    )


def _common(edition: Edition) -> Common:
    lines = edition.documents.roadmap.assignments
    periods = {(line.start, line.end) for line in lines}
    units = {line.lead_unit for line in lines}
    is_many = len(lines) >= SEVERAL
    return Common(
        period=period_words(lines[0], voice=edition.voice) if is_many and len(periods) == 1 else Markup(""),
        unit=edition.unit(lines[0].lead_unit) if is_many and len(units) == 1 else Markup(""),
    )


def _of_horizon(edition: Edition, horizon: Horizon) -> tuple[Assignment, ...]:
    chosen = [assignment for assignment in edition.documents.roadmap.assignments if assignment.horizon is horizon]
    return tuple(sorted(chosen, key=lambda assignment: (assignment.start, assignment.end, assignment.measure)))


def _stretch(edition: Edition, horizon: Horizon, lines: tuple[Assignment, ...]) -> Stretch:
    voice = edition.voice
    areas = Counter(edition.measures[line.measure].service_area for line in lines)
    areas.pop("", None)
    ranked = sorted(areas.items(), key=lambda item: (-item[1], item[0]))
    words = [
        Markup("{} ({})").format(voice.text(edition.names.get("service_area", area)), number) for area, number in ranked
    ]
    return Stretch(
        anchor=edition.anchor("horizon", horizon.value),
        title=horizon_title(horizon, edition.documents.roadmap, voice=voice),
        areas=voice.say("Bereiche: {areas}.", "Areas: {areas}.", areas=voice.join(words)) if words else Markup(""),
        lines=tuple(_line(edition, line) for line in lines),
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


def _weights(edition: Edition) -> Markup:
    roadmap, voice = edition.documents.roadmap, edition.voice
    if len(roadmap.audience_values) < SEVERAL:
        return Markup("")
    if roadmap.weights_are_assumption:
        return voice.say(
            "Wie viel jede Gruppe zählt, ist eine Annahme: {who}.",
            "How much each group counts is an assumption: {who}.",
            who=voice.text(roadmap.weights_set_by),
        )
    return voice.say(
        "Die Gewichte der Gruppen hat festgelegt: {who}.",
        "The weights of the groups were set by: {who}.",
        who=voice.text(roadmap.weights_set_by),
    )


def _waiting(edition: Edition) -> tuple[WaitingGroup, ...]:
    voice = edition.voice
    titles = {
        "examined": voice.say("Wird noch geprüft", "Still being examined"),
        "gated": voice.say("Wartet auf Beschlüsse oder Dritte", "Waits for decisions or others"),
        "refused": voice.say("Abgelehnt oder gegen eine Leitplanke", "Rejected or against a guardrail"),
        "left": voice.say("Passt nicht in den Fahrplan", "Does not fit into the roadmap"),
    }
    grouped: dict[str, list[Waiting]] = {kind: [] for kind in titles}
    for omission in edition.documents.roadmap.omissions:
        grouped[_kind(omission.reasons)].append(_wait(edition, omission))
    return tuple(WaitingGroup(titles[kind], tuple(group)) for kind, group in grouped.items() if group)


def _kind(reasons: tuple[Reason, ...]) -> str:
    kinds = {reason.kind for reason in reasons}
    return next((name for name, matching in WAITING_KINDS.items() if kinds & matching), "left")


def _wait(edition: Edition, omission: Omission) -> Waiting:
    measure, voice = edition.measures[omission.measure], edition.voice
    reasons = [omission_sentence(reason, voice=voice, names=edition.names) for reason in omission.reasons]
    if measure.state_reason.de and measure.state in STATES_WITH_CAUSE:
        reasons.append(voice.text(measure.state_reason))
    examination: tuple[tuple[Markup, Markup], ...] = ()
    if measure.examination is not None:
        examined = measure.examination
        decision = voice.say(
            "{who}, bis {month}",
            "{who}, by {month}",
            who=voice.text(examined.decided_by),
            month=voice.month(examined.decision_due),
        )
        examination = (
            (voice.say("Frage", "Question"), voice.text(examined.question)),
            (voice.say("Annahmen", "Assumptions"), voice.text(examined.assumptions)),
            (voice.say("Wer entscheidet", "Who decides"), decision),
            (voice.say("Ergebnis", "Outcome"), voice.text(examined.outcome)),
        )
    return Waiting(
        title=edition.link("measure", omission.measure),
        state=edition.state_badge(omission.measure),
        reasons=tuple(reasons),
        examination=tuple(pair for pair in examination if pair[1]),
    )


def _audiences(edition: Edition) -> Grid:
    voice = edition.voice
    head = (
        voice.say("Gruppe", "Group"),
        voice.say("Gewicht", "Weight"),
        voice.say("Erreichter Nutzen", "Benefit reached"),
    )
    rows = tuple(
        (
            edition.audience(value.audience),
            plain(voice.percent(value.weight_percent / 100)),
            plain(voice.percent(value.value / value.of_all_candidates if value.of_all_candidates else 0)),
        )
        for value in edition.documents.roadmap.audience_values
    )
    caption = voice.say(
        "Was jede Gruppe vom Fahrplan hat, verglichen mit allem auf einmal",
        "What each group gets, compared with everything at once",
    )
    return Grid(caption, head, rows)

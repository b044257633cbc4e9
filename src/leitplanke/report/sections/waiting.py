"""What is not in the roadmap, and why."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.edition import Edition
from leitplanke.report.reasons import omission_sentence
from leitplanke.roadmap.model import Omission, Reason, ReasonKind
from leitplanke.strategy.model import Measure, MeasureState

STATES_WITH_CAUSE = frozenset({MeasureState.BLOCKED, MeasureState.REJECTED, MeasureState.UNDER_EXAMINATION})
WAITING_KINDS = {
    "examined": frozenset({ReasonKind.UNDER_EXAMINATION}),
    "gated": frozenset({ReasonKind.GATE_OPEN, ReasonKind.BLOCKED}),
    "refused": frozenset({ReasonKind.REJECTED, ReasonKind.GUARDRAIL_VIOLATED}),
}


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
class LeftOut:
    """Everything that is not in the roadmap."""

    anchor: str
    groups: tuple[WaitingGroup, ...]


def build(edition: Edition) -> LeftOut | None:
    """Grouped by kind of reason; None where everything is planned."""
    voice = edition.voice
    titles = {
        "examined": voice.say("Wird noch geprüft", "Still being examined"),
        "gated": voice.say("Wartet auf Beschlüsse oder Dritte", "Waits for decisions or others"),
        "refused": voice.say("Abgelehnt oder gegen eine Leitplanke", "Rejected or against a guardrail"),
        "left": voice.say("Passt nicht in den Fahrplan", "Does not fit into the roadmap"),
    }
    grouped: dict[str, list[Waiting]] = {kind: [] for kind in titles}
    for omission in edition.documents.roadmap.omissions:
        grouped[_kind(omission.reasons)].append(waiting(edition, omission))
    groups = tuple(WaitingGroup(titles[kind], tuple(group)) for kind, group in grouped.items() if group)
    return LeftOut(edition.anchor("plan.waiting", "waiting"), groups) if groups else None


def _kind(reasons: tuple[Reason, ...]) -> str:
    kinds = {reason.kind for reason in reasons}
    return next((name for name, matching in WAITING_KINDS.items() if kinds & matching), "left")


def waiting(edition: Edition, omission: Omission) -> Waiting:
    """One measure with every reason, and with what is being examined."""
    measure, voice = edition.measures[omission.measure], edition.voice
    reasons = [omission_sentence(reason, voice=voice, names=edition.names) for reason in omission.reasons]
    if measure.state_reason.de and measure.state in STATES_WITH_CAUSE:
        reasons.append(voice.text(measure.state_reason))
    return Waiting(
        title=edition.link("measure", omission.measure),
        state=edition.state_badge(omission.measure),
        reasons=tuple(reasons),
        examination=examination(edition, measure),
    )


def examination(edition: Edition, measure: Measure) -> tuple[tuple[Markup, Markup], ...]:
    """What is being examined, as terms and words; empty where nothing is."""
    if measure.examination is None:
        return ()
    examined, voice = measure.examination, edition.voice
    decision = voice.say(
        "{who}, bis {month}",
        "{who}, by {month}",
        who=voice.text(examined.decided_by),
        month=voice.month(examined.decision_due),
    )
    pairs = (
        (voice.say("Frage", "Question"), voice.text(examined.question)),
        (voice.say("Annahmen", "Assumptions"), voice.text(examined.assumptions)),
        (voice.say("Wer entscheidet", "Who decides"), decision),
        (voice.say("Ergebnis", "Outcome"), voice.text(examined.outcome)),
    )
    return tuple(pair for pair in pairs if pair[1])

"""Where the town stands on its way from asking to doing, and what starts next."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from leitplanke.kernel.dates import Month, month_of, shift
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import MeetingFormat
from leitplanke.report.edition import Edition
from leitplanke.report.sentences import period_words
from leitplanke.roadmap.model import Assignment
from leitplanke.strategy.model import MeasureState

SOON_MONTHS = 6
SHOWN_NEXT = 6
BEGUN = frozenset({MeasureState.RUNNING, MeasureState.DONE})


class StepState(StrEnum):
    """How far a step has come."""

    DONE = "done"
    UNDECIDED = "undecided"  # behind us, but something in it still waits for a decision
    HERE = "here"
    AHEAD = "ahead"


STATE_WORDS = {
    StepState.DONE: Text("Erledigt", "Done"),
    StepState.UNDECIDED: Text("Noch nicht ganz beschlossen", "Not wholly decided yet"),
    StepState.HERE: Text("Hier sind wir", "We are here"),
    StepState.AHEAD: Text("Kommt noch", "Still to come"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, what it came to, and the place that tells more."""

    title: Markup
    words: Markup
    href: str
    state: StepState
    state_words: Markup


@dataclass(frozen=True, slots=True)
class Next:
    """A measure that starts soon."""

    title: Markup
    for_whom: Markup
    period: Markup
    unit: Markup


@dataclass(frozen=True, slots=True)
class Coming:
    """The first of them, and how many more."""

    shown: tuple[Next, ...]
    more: Markup


def process(edition: Edition) -> tuple[Step, ...]:
    """Asking, evaluating, deciding, doing. The town does as soon as the plan's first month has come or work began."""
    voice = edition.voice
    last = StepState.HERE if _has_begun(edition) else StepState.AHEAD
    decided = (
        (StepState.DONE if _is_decided(edition) else StepState.UNDECIDED) if _has_begun(edition) else StepState.HERE
    )
    return (
        _step(edition, voice.say("Fragen", "Asking"), _asked(edition), "people", StepState.DONE),
        _step(edition, voice.say("Auswerten", "Evaluating"), _evaluated(edition), "guardrails", StepState.DONE),
        _step(edition, voice.say("Entscheiden", "Deciding"), _decided_words(edition), "goals", decided),
        _step(edition, voice.say("Umsetzen", "Doing"), _plan_words(edition), "plan.lines", last),
    )


def coming(edition: Edition) -> Coming | None:
    """Measures that start in the months after that of `as_of`, the earliest first; None where none does."""
    now, voice = month_of(edition.documents.profile.as_of), edition.voice
    soon = shift(now, SOON_MONTHS)
    lines = [line for line in edition.documents.roadmap.assignments if now < line.start <= soon]
    lines.sort(key=lambda line: (line.start, line.measure))
    rest = len(lines) - SHOWN_NEXT
    more = voice.say("{n} weitere bis {month}", "{n} more until {month}", n=rest, month=voice.month(soon))
    shown = tuple(_next(edition, line) for line in lines[:SHOWN_NEXT])
    return Coming(shown, more if rest > 0 else Markup("")) if shown else None


def _step(edition: Edition, title: Markup, words: Markup, fragment: str, state: StepState) -> Step:
    return Step(title, words, edition.href(fragment), state, edition.voice.text(STATE_WORDS[state]))


def _next(edition: Edition, line: Assignment) -> Next:
    return Next(
        title=edition.link("measure", line.measure),
        for_whom=edition.voice.text(edition.measures[line.measure].for_whom),
        period=period_words(line, voice=edition.voice),
        unit=edition.unit(line.lead_unit),
    )


def _has_begun(edition: Edition) -> bool:
    documents = edition.documents
    is_due = bool(documents.roadmap.assignments) and month_of(documents.profile.as_of) >= documents.roadmap.first_month
    return is_due or any(edition.state(line.measure) in BEGUN for line in documents.roadmap.assignments)


def _is_decided(edition: Edition) -> bool:
    draft = edition.documents.strategy.draft
    return not draft.weights.is_assumption and all(rule.adopted_on is not None for rule in draft.guardrails)


def _asked(edition: Edition) -> Markup:
    evidence, voice = edition.documents.evidence, edition.voice
    formats = Counter(one.format for one in evidence.workshops)
    parts = [
        voice.plural(number, de, en)
        for number, de, en in (
            (sum(response.n for response in evidence.responses), ("Antwort", "Antworten"), ("response", "responses")),
            (formats[MeetingFormat.WORKSHOP], ("Werkstatt", "Werkstätten"), ("workshop", "workshops")),
            (formats[MeetingFormat.DISCUSSION], ("Diskussion", "Diskussionen"), ("discussion", "discussions")),
        )
        if number
    ]
    return voice.join(parts)


def _evaluated(edition: Edition) -> Markup:
    number = len(edition.documents.strategy.draft.guardrails)
    return edition.voice.plural(number, ("Leitplanke", "Leitplanken"), ("guardrail", "guardrails"))


def _decided_words(edition: Edition) -> Markup:
    voice, draft = edition.voice, edition.documents.strategy.draft
    dates = [rule.adopted_on for rule in draft.guardrails if rule.adopted_on is not None]
    if len(dates) < len(draft.guardrails) or not dates:
        return voice.say("Leitplanken noch nicht alle beschlossen", "Not all guardrails adopted yet")
    day = voice.day(max(dates))
    if draft.weights.is_assumption:
        return voice.say(
            "Leitplanken beschlossen am {day}; die Gewichte noch nicht",
            "Guardrails adopted on {day}; the weights not yet",
            day=day,
        )
    return voice.say("Leitplanken beschlossen am {day}", "Guardrails adopted on {day}", day=day)


def _plan_words(edition: Edition) -> Markup:
    roadmap, voice = edition.documents.roadmap, edition.voice
    end: Month = max((line.end for line in roadmap.assignments), default=roadmap.first_month)
    return voice.say(
        "{n} bis {month}",
        "{n} until {month}",
        n=voice.plural(len(roadmap.assignments), ("Maßnahme", "Maßnahmen"), ("measure", "measures")),
        month=voice.month(end),
    )

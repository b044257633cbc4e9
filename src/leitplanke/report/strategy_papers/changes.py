"""What differs between two versions of a strategy, in words: what is new, what goes, what reads differently."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from leitplanke.kernel.texts import Text
from leitplanke.report.words import MEASURE_CLASS, STATE, STRENGTH, WAY
from leitplanke.strategy.conditions import FIELD_NAMES, sentence
from leitplanke.strategy.model import (
    Condition,
    Contribution,
    DatedState,
    EvidenceLink,
    Examination,
    MeasureClass,
    MeasureState,
    Mode,
    OverallGoalLink,
    StaffNeed,
    Strategy,
    StrategyDraft,
    WayCompared,
)


class ChangeKind(Enum):
    """Whether a thing came, went or reads differently."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One entry that reads differently; an empty text: nothing stood or stands there."""

    field: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Change:
    """A thing of the strategy that came, went or changed: what it is, its id and name, and the entries that differ."""

    what: Text
    id: str
    name: Text
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


KIND: Final = {
    ChangeKind.NEW: Text("neu", "new"),
    ChangeKind.GONE: Text("entfällt", "gone"),
    ChangeKind.CHANGED: Text("geändert", "changed"),
}
_THINGS: Final = (
    ("overall_goals", Text("Übergeordnetes Ziel", "Overall goal"), "title"),
    ("goals", Text("Digitalziel", "Digital goal"), "title"),
    ("guardrails", Text("Leitplanke", "Guardrail"), "rule"),
    ("fields", Text("Handlungsfeld", "Field of action"), "title"),
    ("service_areas", Text("Bereich der Daseinsvorsorge", "Service area"), "name"),
    ("gates", Text("Sperre", "Gate"), "name"),
    ("measures", Text("Maßnahme", "Measure"), "title"),
)
_FIELDS: Final = {
    **FIELD_NAMES,
    "rule": Text("Regel", "rule"),
    "reason": Text("Grund", "reason"),
    "test_question": Text("Prüffrage", "test question"),
    "owner": Text("Zuständig", "owner"),
    "adopted_on": Text("Beschlossen am", "adopted on"),
    "adopted_by": Text("Beschlossen von", "adopted by"),
    "applies_to": Text("Gilt, wenn", "applies if"),
    "check": Text("Eingehalten, wenn", "kept if"),
    "repealed_on": Text("Aufgehoben am", "repealed on"),
    "repeal_reason": Text("Grund der Aufhebung", "reason of the repeal"),
    "source": Text("Quelle", "source"),
    "section": Text("Seite oder Abschnitt", "page or section"),
    "source_date": Text("Stand der Quelle", "date of the source"),
    "serves": Text("Dient", "serves"),
    "unit": Text("Einheit", "unit"),
    "baseline": Text("Heute", "today"),
    "baseline_date": Text("Ausgangswert vom", "baseline of"),
    "baseline_source": Text("Quelle des Ausgangswerts", "source of the baseline"),
    "target": Text("Ziel", "target"),
    "due": Text("Bis", "due"),
    "name": Text("Name", "name"),
    "met_on": Text("Erfüllt", "met on"),
    "record": Text("Nachweis", "record"),
    "goals_percent": Text("Gewicht der Ziele", "weight of the goals"),
    "support_percent": Text("Gewicht des Zuspruchs", "weight of support"),
    "audience_percent": Text("Gewicht der Zielgruppen", "weights of audiences"),
    "set_by": Text("Festgelegt von", "set by"),
    "set_on": Text("Festgelegt am", "set on"),
    "is_assumption": Text("Annahme", "assumption"),
    "guiding_sentence": Text("Leitsatz", "guiding sentence"),
}
_NOTHING: Final = Text("")


def changes(before: Strategy, after: Strategy) -> tuple[Change, ...]:
    """Everything that differs in what people decide; what only follows from it (scores, checks) is no difference.

    Things are the same if their identifier is. In the order of the strategy; of each kind what is new first, then what
    changed, then what is gone. The order of things, and what a text says in further languages, is no difference.
    """
    old, new = before.draft, after.draft
    sentence_change = _field("guiding_sentence", old.guiding_sentence, new.guiding_sentence)
    first = (
        (Change(_FIELDS["guiding_sentence"], "", new.guiding_sentence, ChangeKind.CHANGED, (sentence_change,)),)
        if sentence_change is not None
        else ()
    )
    things = (change for name, what, title in _THINGS for change in _of_kind(old, new, name, what, title))
    return (*first, *things, *_weights(old, new))


def _of_kind(old: StrategyDraft, new: StrategyDraft, name: str, what: Text, title: str) -> Iterator[Change]:
    before = {one.id: one for one in getattr(old, name)}
    after = {one.id: one for one in getattr(new, name)}
    for identifier, one in after.items():
        if identifier not in before:
            yield Change(what, identifier, getattr(one, title), ChangeKind.NEW)
    for identifier, one in after.items():
        found = tuple(_fields(before[identifier], one)) if identifier in before else ()
        if found:
            yield Change(what, identifier, getattr(one, title), ChangeKind.CHANGED, found)
    for identifier, one in before.items():
        if identifier not in after:
            yield Change(what, identifier, getattr(one, title), ChangeKind.GONE)


def _weights(old: StrategyDraft, new: StrategyDraft) -> tuple[Change, ...]:
    found = tuple(_fields(old.weights, new.weights))
    return (Change(Text("Gewichte", "Weights"), "", new.weights.set_by, ChangeKind.CHANGED, found),) if found else ()


def _fields(before: object, after: object) -> Iterator[FieldChange]:
    for name in _FIELDS:
        if name != "id" and hasattr(before, name):
            change = _field(name, getattr(before, name), getattr(after, name))
            if change is not None:
                yield change


def _field(name: str, before: object, after: object) -> FieldChange | None:
    old, new = _told(before), _told(after)
    return None if old == new else FieldChange(_FIELDS[name], old, new)


def _told(value: object) -> Text:  # noqa: PLR0911 - one line per kind of value
    """Any value of the strategy in words; for two values that mean different things the words differ."""
    match value:
        case None | "" | ():
            return _NOTHING
        case Text():
            return Text(value.de, value.en or value.de, value.plain)
        case bool():
            return Text("ja", "yes") if value else Text("nein", "no")
        case MeasureState():
            return STATE[value]
        case MeasureClass():
            return MEASURE_CLASS[value]
        case Condition():
            return sentence(value, holds=True)
        case dict():
            return _joined(Text(f"{key}: {part}", f"{key}: {part}") for key, part in sorted(value.items()))
        case tuple():
            return _joined(map(_told, value))
    return _part(value)


def _part(value: object) -> Text:  # noqa: PLR0911 - one line per kind of value
    """A part of a list, or a plain value."""
    match value:
        case Contribution():
            strength, who = STRENGTH[value.strength], f" ({value.said_by})" if value.said_by else ""
            return Text(f"{value.goal}: {strength.de}{who}", f"{value.goal}: {strength.en}{who}")
        case OverallGoalLink():
            strength, who = STRENGTH[value.strength], f" ({value.said_by})" if value.said_by else ""
            return Text(f"{value.overall_goal}: {strength.de}{who}", f"{value.overall_goal}: {strength.en}{who}")
        case EvidenceLink():
            note = f" ({value.note.de})" if value.note.de else ""
            return Text(f"{value.ref}{note}", f"{value.ref}{note}")
        case Examination():
            parts = (value.question, value.assumptions, value.decided_by, Text(value.decision_due), value.outcome)
            return _joined(map(_told, parts))
        case DatedState():
            since = "" if value.since is None else f" ({value.since.isoformat()})"
            return _joined((Text(f"{STATE[value.state].de}{since}", f"{STATE[value.state].en}{since}"), value.reason))
        case WayCompared():
            day = Text("" if value.chosen_on is None else value.chosen_on.isoformat())
            told = (WAY[value.way], value.effort, value.reach, value.excludes, day, value.reason)
            return _joined(map(_told, told))
        case Mode():
            return _mode(value)
    return Text(str(value), str(value))


def _mode(mode: Mode) -> Text:
    euros = [cents / 100 for cents in (mode.investive_cents, mode.consumptive_cents, mode.running_cents_per_year)]
    numbers = " / ".join(f"{amount:.2f}" for amount in (*euros, mode.grant_cents / 100))
    staff = [f"{need.unit} {need.fte_hundredths / 100:.2f}{_months(need)}" for need in mode.staff]
    due = [
        f"{one.month}: {one.investive_cents / 100:.2f} / {one.consumptive_cents / 100:.2f} €" for one in mode.payments
    ]
    more = ", ".join((*staff, *due))
    return Text(
        f"{mode.name.de} ({mode.id}): {mode.duration_months} Monate, {numbers} € {more}".rstrip(),
        f"{mode.name.en or mode.name.de} ({mode.id}): {mode.duration_months} months, {numbers} € {more}".rstrip(),
    )


def _months(need: StaffNeed) -> str:
    is_whole = need.from_month == 1 and need.to_month is None
    return "" if is_whole else f" ({need.from_month}–{need.to_month or ''})"


def _joined(parts: Iterable[Text]) -> Text:
    given: Sequence[Text] = [part for part in parts if part.de]
    return Text("; ".join(part.de for part in given), "; ".join(part.en or part.de for part in given))

"""Why not earlier, and why not at all: in the user's words."""

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from leitplanke.report.names import Names
from leitplanke.report.voice import Voice
from leitplanke.roadmap.model import Assignment, Omission, Reason, ReasonKind

MOST_COMPETITORS = 4
_A_EURO = 100

Clause = Callable[[Reason, Voice, Names], Markup]


def date_sentence(reason: Reason, *, voice: Voice, names: Names) -> Markup:
    """Why a measure does not start earlier."""
    if reason.kind in _WHOLE:
        return _WHOLE[reason.kind](voice)
    return voice.say("Nicht früher, {why}.", "Not earlier, {why}.", why=_CLAUSES[reason.kind](reason, voice, names))


def omission_sentence(reason: Reason, *, voice: Voice, names: Names, is_short: bool = False) -> Markup:
    """Why a measure is not in the roadmap; `is_short` leaves out the other measures."""
    if is_short:
        reason = replace(reason, competitors=())
    if reason.kind in _WHOLE:
        return _WHOLE[reason.kind](voice)
    why = _CLAUSES[reason.kind](reason, voice, names)
    return voice.say("Nicht im Fahrplan, {why}.", "Not in the roadmap, {why}.", why=why)


def reason_text(line: Assignment | Omission, *, voice: Voice, names: Names) -> str:
    """All reasons of one line of the roadmap as plain text, for tables."""
    sentence = date_sentence if isinstance(line, Assignment) else omission_sentence
    return " ".join(sentence(reason, voice=voice, names=names).striptags() for reason in line.reasons)


def _competitors(reason: Reason, voice: Voice, names: Names, *, de: str, en: str) -> Markup:
    if not reason.competitors:
        return Markup("")
    shown = [voice.quoted(names.get("measure", measure)) for measure in reason.competitors[:MOST_COMPETITORS]]
    rest = len(reason.competitors) - len(shown)
    if rest:
        shown.append(voice.say("{n} weitere", "{n} more", n=rest))
    return voice.say("; " + de + " {who}", "; " + en + " {who}", who=voice.join(shown))


def _staff(reason: Reason, voice: Voice, names: Names) -> Markup:
    return voice.say(
        "weil{month} Personal fehlt ({unit}: es fehlen {missing}{who})",
        "because staff is lacking{month} ({unit}: {missing} short{who})",
        month=_in_month(reason, voice),
        unit=voice.text(names.get("unit", reason.ref)),
        missing=voice.fte(reason.missing),
        who=_competitors(reason, voice, names, de="dort arbeiten dann:", en="working there then:"),
    )


def _in_month(reason: Reason, voice: Voice) -> Markup:
    if reason.at is None:
        return Markup("")
    return voice.say(" im {month}", " in {month}", month=voice.month(reason.at))


def _money(de: str, en: str) -> Clause:
    def clause(reason: Reason, voice: Voice, names: Names) -> Markup:
        return voice.say(
            "weil im Haushaltsjahr {year} " + de + " nicht reicht (es fehlen {missing}{who})",
            "because " + en + " in fiscal year {year} does not suffice ({missing} short{who})",
            year=reason.ref,
            missing=lacking(reason.missing, voice),
            who=_competitors(reason, voice, names, de="es wird gebraucht für:", en="it is needed for:"),
        )

    return clause


def lacking(cents: int, voice: Voice) -> str:
    """An amount that is short; one below a euro would read as nothing."""
    return voice.say("weniger als 1 €", "less than €1") if cents < _A_EURO else voice.euros(cents)


def _pot(reason: Reason, voice: Voice, names: Names) -> Markup:
    return voice.say(
        "weil das Fördergeld aus {pot} nicht reicht{who}",
        "because the grant money of {pot} does not suffice{who}",
        pot=voice.quoted(names.get("pot", reason.ref)),
        who=_competitors(reason, voice, names, de="daraus bezahlt werden:", en="paid from it:"),
    )


def _alternative(reason: Reason, voice: Voice, names: Names) -> Markup:
    shown = [voice.quoted(names.get("measure", one)) for one in reason.ref.split("|")]
    return voice.say(
        "weil zuerst eine von diesen fertig sein muss: {which}",
        "because one of these has to be finished first: {which}",
        which=voice.join(shown),
    )


def _choice(reason: Reason, voice: Voice, names: Names) -> Markup:
    return voice.say(
        "weil aus der Auswahl {choice} schon genug geplant ist{who}",
        "because enough of the choice {choice} is planned already{who}",
        choice=voice.quoted(names.get("choice", reason.ref)),
        who=_competitors(reason, voice, names, de="das sind:", en="these are:"),
    )


def _window(reason: Reason, voice: Voice, names: Names) -> Markup:
    pot = voice.quoted(names.get("pot", reason.ref))
    if reason.at is None:
        return voice.say(
            "weil die Förderung aus {pot} nur in ihrem Zeitraum zahlt",
            "because the grant of {pot} pays in its period only",
            pot=pot,
        )
    return voice.say(
        "weil die Förderung aus {pot} im {month} nicht zahlt",
        "because the grant of {pot} does not pay in {month}",
        pot=pot,
        month=voice.month(reason.at),
    )


def _fairness(reason: Reason, voice: Voice, names: Names) -> Markup:
    return voice.say(
        "weil sonst die Gruppe „{audience}“ weniger als ihren Mindestanteil am Nutzen bekäme{who}",
        "because otherwise the group “{audience}” would get less than its least share of the benefit{who}",
        audience=voice.text(names.get("audience", reason.ref)),
        who=_competitors(reason, voice, names, de="dafür stehen im Plan:", en="for that the plan has:"),
    )


def _named(kind: str, de: str, en: str) -> Clause:
    def clause(reason: Reason, voice: Voice, names: Names) -> Markup:
        name = voice.quoted(names.get(kind, reason.ref)) if reason.ref else voice.say("diese", "this one")
        return voice.say(de, en, name=name, month=_in_month(reason, voice))

    return clause


def _plain(de: str, en: str) -> Clause:
    def clause(reason: Reason, voice: Voice, _names: Names) -> Markup:
        return voice.say(de, en, month=_in_month(reason, voice))

    return clause


def _displaces(reason: Reason, voice: Voice, names: Names) -> Markup:
    return voice.say(
        "weil sie nur Platz hätte, wenn andere mit mehr Nutzen weichen{who}",
        "because it would fit only if others of more benefit gave way{who}",
        who=_competitors(reason, voice, names, de="das wären:", en="these would be:"),
    )


_WHOLE: dict[ReasonKind, Callable[[Voice], Markup]] = {
    ReasonKind.FIRST_MONTH: lambda voice: voice.say(
        "Beginnt im ersten Monat des Fahrplans: früher geht es nicht.",
        "Starts in the first month of the roadmap: it cannot be earlier.",
    ),
    ReasonKind.FIXED: lambda voice: voice.say(
        "Läuft schon oder ist fertig: Der Beginn steht fest.", "Already running or done: the start is given."
    ),
    ReasonKind.NO_GAIN: lambda voice: voice.say(
        "Sie könnte früher beginnen, das brächte aber keinen Nutzen.",
        "It could start earlier, but nothing would be gained.",
    ),
    ReasonKind.AS_PUBLISHED: lambda voice: voice.say(
        "Es ginge auch anders, aber der veröffentlichte Plan soll möglichst gelten.",
        "There would be another place, but the published plan is to stand where it can.",
    ),
}

_CLAUSES: dict[ReasonKind, Clause] = {
    ReasonKind.RELEASE: _plain(
        "weil die Stadt einen späteren Beginn festgelegt hat", "because the town has set a later start"
    ),
    ReasonKind.GATE: _named("gate", "weil zuerst {name} erreicht sein muss", "because {name} has to be reached first"),
    ReasonKind.PREREQUISITE: _named(
        "measure", "weil zuerst {name} fertig sein muss", "because {name} has to be finished first"
    ),
    ReasonKind.WAIT: _named(
        "measure", "weil nach {name} noch Zeit vergehen muss", "because some time has to pass after {name}"
    ),
    ReasonKind.ALTERNATIVE: _alternative,
    ReasonKind.CHOICE: _choice,
    ReasonKind.POT_WINDOW: _window,
    ReasonKind.FAIRNESS: _fairness,
    ReasonKind.STABILITY: _plain(
        "weil sonst mehr Maßnahmen vom veröffentlichten Plan abwichen, als dürfen",
        "because otherwise more measures would differ from the published plan than may",
    ),
    ReasonKind.TOO_LATE: _plain(
        "weil sie so spät fertig würde, dass die Verspätung mehr kostet, als sie bringt",
        "because it would be finished so late that being late costs more than it brings",
    ),
    ReasonKind.STAFF: _staff,
    ReasonKind.MONEY_INVESTIVE: _money("das Geld für Investitionen", "the money for investment"),
    ReasonKind.MONEY_CONSUMPTIVE: _money("das Geld für laufende Ausgaben", "the money for current spending"),
    ReasonKind.POT: _pot,
    ReasonKind.HORIZON: _plain(
        "weil sie bis zum Ende des Fahrplans nicht fertig würde", "because it would not be finished within the roadmap"
    ),
    ReasonKind.PREREQUISITE_LEFT_OUT: _named(
        "measure",
        "weil die Voraussetzung {name} nicht im Fahrplan ist",
        "because its prerequisite {name} is not in the roadmap",
    ),
    ReasonKind.DISPLACES: _displaces,
    ReasonKind.NO_BENEFIT: _plain(
        "weil sie nach den festgelegten Gewichten keinen messbaren Nutzen hat (etwa, weil niemand oder zu wenige sie "
        "genannt haben oder die Zahl geschützt ist)",
        "because by the weights set it has no measurable benefit (for instance because nobody or too few "
        "named it, or the number is protected)",
    ),
    ReasonKind.REJECTED: _plain("weil sie abgelehnt wurde", "because it was rejected"),
    ReasonKind.UNDER_EXAMINATION: _plain("weil sie noch geprüft wird", "because it is still being examined"),
    ReasonKind.BLOCKED: _plain("weil sie von außen blockiert ist", "because it is blocked from outside"),
    ReasonKind.GATE_OPEN: _named(
        "gate", "weil {name} noch nicht festgehalten ist", "because {name} is not on record yet"
    ),
    ReasonKind.GUARDRAIL_VIOLATED: _named(
        "guardrail", "weil sie die Leitplanke {name} verletzt", "because it violates the guardrail {name}"
    ),
}

"""What to say where there is no roadmap: which demands conflict, in the words of those who made them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from leitplanke.kernel.dates import month_words
from leitplanke.kernel.relations import WaitKind
from leitplanke.kernel.texts import Language, Text, within_quotes
from leitplanke.roadmap.model import Demand, DemandKind, ExclusionKind, NameKind, Problem, Resources
from leitplanke.roadmap.problem_names import names_by_kind
from leitplanke.strategy.model import StrategyDraft

UNDECIDED = Text("Kein Fahrplan gefunden und kein Widerspruch bewiesen.", "No roadmap found and no conflict proven.")
UNDECIDED_REMEDY = Text(
    "Lockern Sie Fristen, Personal oder Haushalt der Pflichtmaßnahmen, oder was jeder Gruppe mindestens zusteht.",
    "Ease the deadlines, the staff or the budget of the mandatory measures, or what each group is to get at least.",
)
ANOTHER_MAY_SHOW = Text("Danach kann sich ein weiterer Widerspruch zeigen.", "Another conflict may show afterwards.")


@dataclass(frozen=True, slots=True)
class DemandNames:
    """What the user calls the subjects of demands, by kind and identifier; an unknown one is its own name."""

    measures: dict[str, Text]
    gates: dict[str, Text]
    guardrails: dict[str, Text]
    units: dict[str, Text]
    pots: dict[str, Text] = field(default_factory=dict)
    choices: dict[str, Text] = field(default_factory=dict)
    audiences: dict[str, Text] = field(default_factory=dict)


def describe(demand: Demand, names: DemandNames) -> Text:
    """The demand in the user's words."""
    words = {language: _sentence(demand, language=language, names=names) for language in Language}
    return Text(words[Language.DE], words[Language.EN])


def names_of_subjects(draft: StrategyDraft, resources: Resources, audiences: dict[str, Text]) -> DemandNames:
    """The names that the town gave them; those of its `audiences` stand in its questionnaire."""
    return DemandNames(
        measures={measure.id: measure.title for measure in draft.measures},
        gates={gate.id: gate.name for gate in draft.gates},
        guardrails={guardrail.id: guardrail.rule for guardrail in draft.guardrails},
        units={unit.id: unit.name for unit in resources.units},
        pots={pot.id: pot.name for pot in resources.pots},
        choices={choice.id: choice.name for choice in draft.choices},
        audiences=audiences,
    )


def names_in(problem: Problem) -> DemandNames:
    """The names that a planning problem itself carries."""
    names = names_by_kind(problem)
    return DemandNames(
        measures=names[NameKind.MEASURE],
        gates=names[NameKind.GATE],
        guardrails=names[NameKind.GUARDRAIL],
        units=names["unit"],
        pots=names["pot"],
        choices=names["choice"],
        audiences=names[NameKind.AUDIENCE],
    )


def describe_conflict(demands: tuple[Demand, ...]) -> Text:
    """The sentences before the list of a minimal set's demands."""
    if len(demands) == 1:
        return Text(
            "Kein Fahrplan hält alle Vorgaben ein. Diese lässt sich schon für sich allein nicht halten:",
            "No roadmap keeps all demands. This one cannot be kept even by itself:",
        )
    return Text(
        "Kein Fahrplan hält alle Vorgaben ein. Diese gehen nicht zusammen; eine davon muss weichen:",
        "No roadmap keeps all demands. These conflict; one of them must give way:",
    )


def _sentence(demand: Demand, *, language: Language, names: DemandNames) -> str:
    def called(known: dict[str, Text], identifier: str) -> str:
        return within_quotes(known.get(identifier, Text(identifier)).in_language(language))

    is_gate = demand.kind is DemandKind.RELEASE
    if demand.kind in _RELATIONS:
        is_choice = demand.kind in {DemandKind.CHOICE_LEAST, DemandKind.CHOICE_MOST}
        return _relation(demand, language, lambda one: called(names.choices if is_choice else names.measures, one))
    kind, _, ref = demand.detail.partition(" ")
    cause = _CAUSES[ExclusionKind(kind)].in_language(language) if demand.kind is DemandKind.NOT_PLANNABLE else ""
    sentences = {
        DemandKind.MANDATORY: _DUTY_TOO_LONG if demand.detail else _DUTY_BY if demand.at else _DUTY,
        DemandKind.RELEASE: _OWN_RELEASE if demand.detail == demand.subject else _GATE,
    }
    if demand.kind is DemandKind.STAFF and demand.detail:
        return _overload(demand, language, called(names.units, demand.subject))
    sentence = sentences.get(demand.kind) or _SENTENCES[demand.kind]
    return sentence.in_language(language).format(
        subject=called(names.measures, demand.subject),
        detail=called(names.gates if is_gate else names.measures, demand.detail),
        unit=called(names.units, demand.subject),
        at=_month(demand, language),
        audience=called(names.audiences, demand.subject),
        year=demand.subject,
        pot=called(names.pots, demand.subject),
        share=demand.detail,
        cause=cause.format(
            ref=called(names.guardrails if kind == ExclusionKind.GUARDRAIL_VIOLATED else names.gates, ref)
        ),
    )


def _month(demand: Demand, language: Language) -> str:
    return "" if demand.at is None else month_words(demand.at).in_language(language)


def _overload(demand: Demand, language: Language, unit: str) -> str:
    """How much staff a unit has in the month in which what runs needs more."""
    needed, had = (f"{int(amount) / 100:.2f}" for amount in demand.detail.split(" "))
    if language is Language.DE:
        needed, had = needed.replace(".", ","), had.replace(".", ",")
    return _OVERLOAD.in_language(language).format(unit=unit, at=_month(demand, language), had=had, needed=needed)


def _relation(demand: Demand, language: Language, called: Callable[[str], str]) -> str:
    """Waits, alternatives and choices, whose details are more than one name."""
    if demand.kind is DemandKind.WAIT:
        other, kind, months = demand.detail.split(" ")
        sentence = _AFTER_END if kind == WaitKind.AFTER_END else _AFTER_START
        return sentence.in_language(language).format(
            subject=called(demand.subject), other=called(other), months=_so_many_months(int(months), language)
        )
    others = ", ".join(
        f"„{called(one)}“" if language is Language.DE else f"“{called(one)}”" for one in demand.detail.split("|")
    )
    return (
        _RELATIONS[demand.kind]
        .in_language(language)
        .format(subject=called(demand.subject), others=others, count=demand.detail)
    )


def _so_many_months(count: int, language: Language) -> str:
    words = Text("1 Monat", "1 month") if count == 1 else Text(f"{count} Monate", f"{count} months")
    return words.in_language(language) + " " if count else ""


_AFTER_END = Text(
    "„{subject}“ kann erst {months}nach dem Ende von „{other}“ beginnen.",
    "“{subject}” can only start {months}after the end of “{other}”.",
)
_AFTER_START = Text(
    "„{subject}“ kann erst {months}nach dem Beginn von „{other}“ beginnen.",
    "“{subject}” can only start {months}after the start of “{other}”.",
)
_RELATIONS = {
    DemandKind.WAIT: Text(""),
    DemandKind.ALTERNATIVE: Text(
        "„{subject}“ kann erst beginnen, wenn eine von diesen fertig ist: {others}.",
        "“{subject}” can only start when one of these is finished: {others}.",
    ),
    DemandKind.CHOICE_LEAST: Text(
        "Aus der Auswahl „{subject}“ müssen mindestens {count} im Fahrplan sein.",
        "At least {count} of the choice “{subject}” must be in the roadmap.",
    ),
    DemandKind.CHOICE_MOST: Text(
        "Aus der Auswahl „{subject}“ dürfen höchstens {count} im Fahrplan sein.",
        "At most {count} of the choice “{subject}” may be in the roadmap.",
    ),
}
_DUTY = Text("„{subject}“ ist Pflicht.", "“{subject}” is mandatory.")
_DUTY_BY = Text(
    "„{subject}“ ist Pflicht und muss bis {at} fertig sein.", "“{subject}” is mandatory and must be finished by {at}."
)
_DUTY_TOO_LONG = Text(
    "„{subject}“ ist Pflicht, dauert aber in jedem Modus mindestens {share} Monate: bis {at} reicht die Zeit nicht.",
    "“{subject}” is mandatory, but takes at least {share} months in every mode: there is not enough time until {at}.",
)
_OVERLOAD = Text(
    "„{unit}“ hat im {at} nicht mehr Personal als eingetragen: {had} Stellen, gebraucht werden {needed}.",
    "“{unit}” has no more staff than entered in {at}: {had} FTE, while {needed} are needed.",
)
_OWN_RELEASE = Text("„{subject}“ darf erst ab {at} beginnen.", "“{subject}” may not start before {at}.")
_GATE = Text(
    "„{subject}“ darf wegen der Sperre „{detail}“ erst ab {at} beginnen.",
    "“{subject}” may not start before {at} because of the gate “{detail}”.",
)
_SENTENCES = {
    DemandKind.PREREQUISITE: Text(
        "„{subject}“ kann erst beginnen, wenn „{detail}“ fertig ist.",
        "“{subject}” can only start when “{detail}” is finished.",
    ),
    DemandKind.FIXED: Text(
        "„{subject}“ läuft seit {at} oder ist fertig und bindet Personal und Geld.",
        "“{subject}” has been running since {at} or is done, and takes up staff and money.",
    ),
    DemandKind.STAFF: Text(
        "„{unit}“ hat nicht mehr Personal als eingetragen.", "“{unit}” has no more staff than entered."
    ),
    DemandKind.MONEY_INVESTIVE: Text(
        "Im Haushaltsjahr {year} gibt es nicht mehr investive Mittel als eingetragen.",
        "In fiscal year {year} there is no more investive money than entered.",
    ),
    DemandKind.MONEY_CONSUMPTIVE: Text(
        "Im Haushaltsjahr {year} gibt es nicht mehr konsumtive Mittel als eingetragen.",
        "In fiscal year {year} there is no more consumptive money than entered.",
    ),
    DemandKind.POT: Text(
        "Im Fördertopf „{pot}“ ist nicht mehr als eingetragen.", "The pot “{pot}” holds no more than entered."
    ),
    DemandKind.POT_WINDOW: Text(
        "Der Fördertopf „{pot}“ zahlt nur in seinem Zeitraum.", "The pot “{pot}” pays in its period only."
    ),
    DemandKind.FAIRNESS: Text(
        "Die Zielgruppe „{audience}“ bekommt mindestens {share} % ihres möglichen Nutzens.",
        "The audience “{audience}” gets at least {share} % of the benefit that it could get.",
    ),
    DemandKind.STABILITY: Text(
        "Höchstens {share} Maßnahmen weichen vom veröffentlichten Plan ab.",
        "At most {share} measures differ from the published plan.",
    ),
    DemandKind.NOT_PLANNABLE: Text(
        "„{subject}“ ist nicht planbar: {cause}.", "“{subject}” cannot be planned: {cause}."
    ),
}
_CAUSES = {
    ExclusionKind.REJECTED: Text("Die Maßnahme ist abgelehnt", "the measure has been rejected"),
    ExclusionKind.UNDER_EXAMINATION: Text("Die Maßnahme wird noch geprüft", "the measure is still being examined"),
    ExclusionKind.BLOCKED: Text(
        "Die Maßnahme ist ohne Termin blockiert", "the measure is blocked and has no date of release"
    ),
    ExclusionKind.GATE_OPEN: Text("Die Sperre „{ref}“ ist noch offen", "the gate “{ref}” is still open"),
    ExclusionKind.GUARDRAIL_VIOLATED: Text("Sie verletzt die Leitplanke „{ref}“", "it violates the guardrail “{ref}”"),
}

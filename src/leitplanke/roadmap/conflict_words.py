"""What to say where there is no roadmap: which demands conflict, in the words of those who made them."""

from dataclasses import dataclass

from leitplanke.kernel.texts import Language, Text
from leitplanke.roadmap.model import Demand, DemandKind, ExclusionKind, Resources
from leitplanke.strategy.model import StrategyDraft

UNDECIDED = Text("Kein Fahrplan gefunden und kein Widerspruch bewiesen.", "No roadmap found and no conflict proven.")
UNDECIDED_REMEDY = Text(
    "Lockern Sie Fristen, Personal oder Haushalt der Pflichtmaßnahmen.",
    "Ease the deadlines, the staff or the budget of the mandatory measures.",
)
ANOTHER_MAY_SHOW = Text("Danach kann sich ein weiterer Widerspruch zeigen.", "Another conflict may show afterwards.")


@dataclass(frozen=True, slots=True)
class DemandNames:
    """What the user calls the subjects of demands, by kind and identifier; an unknown one is its own name."""

    measures: dict[str, Text]
    gates: dict[str, Text]
    guardrails: dict[str, Text]
    units: dict[str, Text]


def describe(demand: Demand, names: DemandNames) -> Text:
    """The demand in the user's words."""
    words = {language: _sentence(demand, language=language, names=names) for language in Language}
    return Text(words[Language.DE], words[Language.EN])


def names_of_subjects(draft: StrategyDraft, resources: Resources) -> DemandNames:
    """The names that the town gave them."""
    return DemandNames(
        measures={measure.id: measure.title for measure in draft.measures},
        gates={gate.id: gate.name for gate in draft.gates},
        guardrails={guardrail.id: guardrail.rule for guardrail in draft.guardrails},
        units={unit.id: unit.name for unit in resources.units},
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
        return known.get(identifier, Text(identifier)).in_language(language)

    is_gate = demand.kind is DemandKind.RELEASE
    kind, _, ref = demand.detail.partition(" ")
    cause = _CAUSES[ExclusionKind(kind)].in_language(language) if demand.kind is DemandKind.NOT_PLANNABLE else ""
    sentences = {
        DemandKind.MANDATORY: _DUTY_BY if demand.at else _DUTY,
        DemandKind.RELEASE: _OWN_RELEASE if demand.detail == demand.subject else _GATE,
    }
    sentence = sentences.get(demand.kind) or _SENTENCES[demand.kind]
    return sentence.in_language(language).format(
        subject=called(names.measures, demand.subject),
        detail=called(names.gates if is_gate else names.measures, demand.detail),
        unit=called(names.units, demand.subject),
        at=demand.at or "",
        year=demand.subject,
        pot=demand.subject,
        cause=cause.format(
            ref=called(names.guardrails if kind == ExclusionKind.GUARDRAIL_VIOLATED else names.gates, ref)
        ),
    )


_DUTY = Text("„{subject}“ ist Pflicht.", "“{subject}” is mandatory.")
_DUTY_BY = Text(
    "„{subject}“ ist Pflicht und muss bis {at} fertig sein.", "“{subject}” is mandatory and must be finished by {at}."
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
        "Im Topf „{pot}“ ist nicht mehr als eingetragen.", "The pot “{pot}” holds no more than entered."
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

"""Checks across files: every name that one file uses must be given by another."""

from collections import Counter
from dataclasses import dataclass

from leitplanke.exchange import references as kinds
from leitplanke.exchange.forms import ANSWER_COLUMNS, COUNT
from leitplanke.exchange.listing import TOWN
from leitplanke.exchange.parts import Parts
from leitplanke.exchange.places import FaultLog, Located, Place
from leitplanke.exchange.references import check_name, check_names
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import ReplyKind
from leitplanke.strategy.conditions import FIELD_NAMES, UndecidableConditionError, is_met
from leitplanke.strategy.guardrails import require_agreement
from leitplanke.strategy.model import Condition, EvidenceKind, Guardrail, GuardrailCheck, Measure, Mode, StaffNeed

_RESERVED = (*ANSWER_COLUMNS, COUNT, kinds.THEMES)


@dataclass(frozen=True, slots=True)
class _Named:
    """What many rows refer to, looked up once. None: that list could not be read."""

    findings: frozenset[str] | None
    options: frozenset[str] | None


def check_references(parts: Parts, log: FaultLog) -> None:
    """Note every name that leads nowhere."""
    _check_questionnaire(parts, log)
    _check_files_of_audiences(parts, log)
    for frame in parts.frames.found:
        check_name(frame.place("audience"), kinds.AUDIENCE, frame.value.audience, parts.audiences, log)
    _check_response_counts(parts, log)
    _check_codings(parts, log)
    named = _named(parts)
    if parts.strategy is not None:
        _check_strategy(parts, named, log)
    for measure in parts.measures.measures.found:
        _check_measure(measure, parts, named, log)
    _check_parts_of_measures(parts, log)
    _check_relations(parts, log)
    _check_services(parts, log)
    _check_personal(parts, log)
    _check_monitoring(parts, log)


def _named(parts: Parts) -> _Named:
    question = parts.priority_question
    return _Named(parts.contributions.findings(), None if question is None else frozenset(question.option_ids))


def _check_questionnaire(parts: Parts, log: FaultLog) -> None:
    if parts.questionnaire is None:
        return
    if not parts.questionnaire.known_audiences:
        problem = Text("Es gibt keine Zielgruppe.", "There is no audience.")
        log.add(Place("questionnaire.toml", None, "audiences"), problem, Text("Nennen Sie eine.", "Name one."))
    for question in parts.questionnaire.questions:
        check_names(question.place("audiences"), kinds.AUDIENCE, question.value.audiences, parts.audiences, log)
        if not question.value.audiences:
            problem = Text("Die Frage wird niemandem gestellt.", "The question is asked of nobody.")
            log.add(question.place("audiences"), problem, Text("Nennen Sie eine Zielgruppe.", "Name an audience."))
        if question.value.id in _RESERVED:
            problem = Text(f"„{question.value.id}“ ist vergeben.", f"“{question.value.id}” is reserved.")
            log.add(
                question.place("id"), problem, Text("Wählen Sie eine andere Kennung.", "Choose another identifier.")
            )
    named = None if parts.town is None else parts.town.priority_question
    if named is not None:
        questions = [question for question, _ in parts.questionnaire.known_questions]
        check_name(named.place(), kinds.QUESTION, named.value, questions, log)


def _check_files_of_audiences(parts: Parts, log: FaultLog) -> None:
    if parts.audiences is None:
        return
    for audience in sorted(parts.audiences):
        if f"answers_{audience}.csv" not in parts.listed:
            problem = Text(f"answers_{audience}.csv fehlt.", f"answers_{audience}.csv is missing.")
            log.add(Place(TOWN, None, "files"), problem, Text("Ergänzen Sie die Datei.", "Add the file."))
    used = {entry.value.file for entry in parts.town.populations} if parts.town is not None else None
    for name in parts.listed:
        if name.startswith("answers_"):
            audience = name.removeprefix("answers_").removesuffix(".csv")
            check_name(Place(name), kinds.AUDIENCE, audience, parts.audiences, log)
        elif name.startswith("population_") and used is not None and name not in used:
            problem = Text("Kein Eintrag in [[populations]] nennt die Datei.", "No [[populations]] names this file.")
            log.add(Place(name), problem, Text("Ergänzen Sie town.toml.", "Complete town.toml."))


def _check_response_counts(parts: Parts, log: FaultLog) -> None:
    """No frame has more responses than people who could answer: its response rate would exceed 100 %."""
    counts = Counter(response.frame for response in parts.responses)
    for frame in parts.frames.found:
        one = frame.value
        most = one.population if one.drawn is None else one.drawn - one.not_eligible
        if counts[one.id] > most:
            log.add(
                frame.place("population" if one.drawn is None else "drawn"),
                Text(
                    f"{counts[one.id]} Antworten von {most} Menschen.", f"{counts[one.id]} responses of {most} people."
                ),
                Text("Prüfen Sie die Zahl und die Antworten.", "Check the number and the responses."),
            )


def _check_codings(parts: Parts, log: FaultLog) -> None:
    for coding in parts.codings.found:
        check_names(coding.place("themes"), kinds.THEME, coding.value.themes, parts.contributions.themes, log)
    if parts.quotes is not None and parts.questionnaire is not None:
        questions = [question for question, _ in parts.questionnaire.known_questions]
        check_name(parts.quotes.place("question"), kinds.QUESTION, parts.quotes.value.question, questions, log)


def _check_strategy(parts: Parts, named: _Named, log: FaultLog) -> None:
    assert parts.strategy is not None
    for goal in parts.strategy.goals:
        names = [link.overall_goal for link in goal.value.serves]
        check_names(goal.place("serves"), kinds.OVERALL_GOAL, names, parts.strategy_ids("overall_goals"), log)
        for name in sorted({name for name in names if names.count(name) > 1}):
            problem = Text(f"„{name}“ steht doppelt.", f"“{name}” stands twice.")
            log.add(goal.place("serves"), problem, Text("Streichen Sie einen Eintrag.", "Remove one entry."))
    for area in parts.strategy.service_areas:
        check_name(area.place("id"), kinds.OPTION, area.value.id, named.options, log)
    for guardrail in parts.strategy.guardrails:
        _check_guardrail(guardrail, parts, named, log)
    weights = parts.strategy.weights
    if weights is not None and parts.audiences is not None:
        place = weights.place("audience_percent")
        check_names(place, kinds.AUDIENCE, weights.value.audience_percent, parts.audiences, log)
        for audience in sorted(parts.audiences - weights.value.audience_percent.keys()):
            problem = Text(f"Das Gewicht von „{audience}“ fehlt.", f"The weight of “{audience}” is missing.")
            log.add(place, problem, Text("Ergänzen Sie es, auch 0 ist erlaubt.", "Add it; 0 is allowed."))


def _check_guardrail(guardrail: Located[Guardrail], parts: Parts, named: _Named, log: FaultLog) -> None:
    cited = [link.ref for link in guardrail.value.evidence if link.kind is EvidenceKind.FINDING]
    check_names(guardrail.place("evidence"), kinds.FINDING, cited, named.findings, log)
    conditions: dict[str, Condition | None] = {"applies_to": guardrail.value.applies_to, "check": guardrail.value.check}
    for key, condition in conditions.items():
        if condition is not None:
            place = guardrail.place(f"{key}.field")
            if check_name(place, kinds.MEASURE_FIELD, condition.field, tuple(FIELD_NAMES), log):
                _check_condition(guardrail.place(f"{key}.value"), condition, parts, log)


def _check_condition(place: Place, condition: Condition, parts: Parts, log: FaultLog) -> None:
    """Note a condition that no measure can answer; which one is asked makes no difference."""
    for measure in parts.measures.measures.found[:1]:
        try:
            is_met(condition, measure=measure.value)
        except UndecidableConditionError as error:
            log.add(place, error.problem, error.remedy)


def _check_measure(measure: Located[Measure], parts: Parts, named: _Named, log: FaultLog) -> None:
    value, measures = measure.value, parts.measures.measures.known
    units = parts.units.known if "units.csv" in parts.listed else None
    goals = [contribution.goal for contribution in value.contributions]
    areas = [value.service_area] if value.service_area else []
    check_name(measure.place("field"), kinds.FIELD, value.field, parts.strategy_ids("fields"), log)
    check_names(measure.place("service_area"), kinds.AREA, areas, parts.strategy_ids("service_areas"), log)
    check_name(measure.place("lead_unit"), kinds.UNIT, value.lead_unit, units, log)
    check_names(measure.place("contributions"), kinds.GOAL, goals, parts.strategy_ids("goals"), log)
    check_names(measure.place("requires"), kinds.MEASURE, value.requires, measures, log)
    check_names(measure.place("helps"), kinds.MEASURE, value.helps, measures, log)
    check_names(measure.place("gates"), kinds.GATE, value.gates, parts.gates.known, log)
    check_names(measure.place("evidence"), kinds.FINDING, value.evidence, named.findings, log)
    asked_as = [value.asked_as] if value.asked_as else []
    check_names(measure.place("asked_as"), kinds.OPTION, asked_as, named.options, log)
    if value.id in value.helps:
        problem = Text("Eine Maßnahme hilft nicht sich selbst.", "A measure does not help itself.")
        log.add(measure.place("helps"), problem, Text("Streichen Sie sie in helps.", "Remove it in helps."))
    if not value.service_area and not value.asked_as:
        problem = Text(
            "Es fehlt, welchem Bereich der Daseinsvorsorge die Maßnahme dient oder als was nach ihr gefragt wurde.",
            "It is not said which service area the measure serves, or as what it was asked about.",
        )
        log.add(measure.place("service_area"), problem, Text("Nennen Sie den Bereich.", "Name the service area."))


def _check_services(parts: Parts, log: FaultLog) -> None:
    units = parts.units.known if "units.csv" in parts.listed else None
    for service in parts.services.found:
        areas = [service.value.service_area] if service.value.service_area else []
        named_units = [service.value.unit] if service.value.unit else []
        check_names(service.place("service_area"), kinds.AREA, areas, parts.strategy_ids("service_areas"), log)
        check_names(service.place("unit"), kinds.UNIT, named_units, units, log)


def _check_parts_of_measures(parts: Parts, log: FaultLog) -> None:
    tables = parts.measures
    measures = tables.measures.known
    for row in (*tables.modes.found, *tables.staffing.found, *tables.payments.found, *tables.examinations.found,
                *tables.states.found, *tables.ways.found):  # fmt: skip
        check_name(row.place("measure"), kinds.MEASURE, row.value.measure, measures, log)
    modes: dict[str, set[str]] = {}
    for record in tables.modes.sheet.records() if tables.modes.sheet is not None else ():
        modes.setdefault(record.fields["measure"], set()).add(record.fields["mode"])
    for row in (*tables.staffing.found, *tables.payments.found):
        if row.value.measure in modes:
            check_name(row.place("mode"), kinds.MODE, row.value.mode, modes[row.value.measure], log)
        if isinstance(row.value.content, StaffNeed):
            check_name(row.place("unit"), kinds.UNIT, row.value.content.unit, parts.units.known, log)
    for measure in tables.measures.found:
        chosen, value = measure.value.fixed_mode, measure.value
        if (value.fixed_start is None) != (not chosen):
            problem = Text("fixed_start und fixed_mode gehören zusammen.", "fixed_start and fixed_mode go together.")
            remedy = Text("Füllen Sie beide oder keines.", "Fill both or neither.")
            log.add(measure.place("fixed_mode"), problem, remedy)
        elif chosen and value.id in modes:
            check_name(measure.place("fixed_mode"), kinds.MODE, chosen, modes[value.id], log)


def _check_relations(parts: Parts, log: FaultLog) -> None:
    """Measures that relations and choices name, and the pots that modes draw from."""
    measures = parts.measures.measures.known
    for row in parts.measures.relations.found:
        check_name(row.place("measure"), kinds.MEASURE, row.value.measure, measures, log)
        check_names(row.place("others"), kinds.MEASURE, row.value.others, measures, log)
    for choice in parts.choices.found:
        check_names(choice.place("members"), kinds.MEASURE, choice.value.members, measures, log)
    for one in parts.measures.modes.found:
        if isinstance(one.value.content, Mode) and one.value.content.grant_pot:
            check_name(one.place("grant_pot"), kinds.GRANT, one.value.content.grant_pot, parts.grants.known, log)


def _check_personal(parts: Parts, log: FaultLog) -> None:
    sound = parts.strategy.guardrails if parts.strategy is not None else []
    guardrails = {guardrail.value.id: guardrail.value for guardrail in sound}
    measures = {measure.value.id: measure.value for measure in parts.measures.measures.found}
    for row in parts.checks.found:
        check_name(row.place("measure"), kinds.MEASURE, row.value.measure, parts.measures.measures.known, log)
        known = parts.strategy_ids("guardrails")
        check_name(row.place("guardrail"), kinds.GUARDRAIL, row.value.guardrail, known, log)
        guardrail, measure = guardrails.get(row.value.guardrail), measures.get(row.value.measure)
        if guardrail is not None and guardrail.check is not None:
            problem = Text("Über diese Leitplanke entscheiden die Daten.", "Data decide about this guardrail.")
            remedy = Text(
                "Streichen Sie die Zeile oder check in strategy.toml.", "Remove the row, or check in strategy.toml."
            )
            log.add(row.place("guardrail"), problem, remedy)
        elif guardrail is not None and measure is not None:
            _check_agreement(row, measure, guardrail, log)


def _check_agreement(row: Located[GuardrailCheck], measure: Measure, guardrail: Guardrail, log: FaultLog) -> None:
    """Note a verdict that contradicts what data decide."""
    try:
        require_agreement(row.value, measure=measure, guardrail=guardrail)
    except UndecidableConditionError:
        return  # noted at the guardrail
    except InvalidValueError as error:
        log.add(row.place("verdict"), error.problem, error.remedy)


def _check_monitoring(parts: Parts, log: FaultLog) -> None:
    measures = parts.measures.measures.known
    for name in parts.reference.found:
        check_name(name.place("measure"), kinds.MEASURE, name.value, measures, log)
    for status in parts.status.found:
        check_name(status.place("measure"), kinds.MEASURE, status.value.measure, measures, log)
    for reply in parts.replies.found:
        check_name(reply.place("to"), kinds.CONTRIBUTION, reply.value.to, parts.contributions.replied(), log)
        place, ref = reply.place("ref"), reply.value.ref
        if reply.value.kind is ReplyKind.GUARDRAIL:
            check_name(place, kinds.GUARDRAIL, ref, parts.strategy_ids("guardrails"), log)
        elif reply.value.kind is not ReplyKind.DECLINED:
            check_name(place, kinds.MEASURE, ref, measures, log)
        elif ref:
            problem = Text("Eine Absage verweist auf nichts.", "A declined contribution refers to nothing.")
            log.add(place, problem, Text("Lassen Sie ref leer.", "Leave ref empty."))

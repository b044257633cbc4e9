"""No name in a draft may lead nowhere."""

from collections.abc import Collection

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure, StrategyDraft

_MOST_LISTED = 12


def require_references(draft: StrategyDraft, *, evidence: EvidenceReport) -> None:
    """Raise `InvalidValueError` for an id that is used twice, or is named but does not exist.

    References to findings are no subject here: a finding that is not published looks like one that never was.
    """
    _require_unique_ids(draft)
    overall_goals = {overall_goal.id for overall_goal in draft.overall_goals}
    for goal in draft.goals:
        _require_known(tuple(link.overall_goal for link in goal.serves), overall_goals, f"goals.{goal.id}.serves")
    for measure in draft.measures:
        _require_measure_references(measure, draft=draft, evidence=evidence)
    measures, guardrails = {measure.id for measure in draft.measures}, {guardrail.id for guardrail in draft.guardrails}
    for check in draft.personal_checks:
        _require_known((check.measure,), measures, "checks.measure")
        _require_known((check.guardrail,), guardrails, "checks.guardrail")
    _require_known(tuple(draft.weights.audience_percent), evidence.audience_names, "weights.audience_percent")


def _require_unique_ids(draft: StrategyDraft) -> None:
    for field in ("overall_goals", "goals", "fields", "service_areas", "guardrails", "gates", "measures"):
        require_unique(tuple(entry.id for entry in getattr(draft, field)), field)
    for goal in draft.goals:
        require_unique(tuple(link.overall_goal for link in goal.serves), f"goals.{goal.id}.serves")
    for measure in draft.measures:
        goals = tuple(contribution.goal for contribution in measure.contributions)
        require_unique(goals, f"measures.{measure.id}.contributions")


def _require_measure_references(measure: Measure, *, draft: StrategyDraft, evidence: EvidenceReport) -> None:
    measures = {other.id for other in draft.measures}
    options = {key.partition(".")[2] for key in evidence.option_texts if _is_of(key, evidence.priority_question)}
    references: dict[str, tuple[tuple[str, ...], Collection[str]]] = {
        "field": (_given(measure.field), {field.id for field in draft.fields}),
        "service_area": (_given(measure.service_area), {area.id for area in draft.service_areas}),
        "contributions": (tuple(part.goal for part in measure.contributions), {goal.id for goal in draft.goals}),
        "requires": (measure.requires, measures - {measure.id}),
        "helps": (measure.helps, measures - {measure.id}),
        "gates": (measure.gates, {gate.id for gate in draft.gates}),
        "asked_as": (_given(measure.asked_as), options),
        "fixed_mode": (_given(measure.fixed_mode), {mode.id for mode in measure.modes}),
    }
    for field, (names, known) in references.items():
        _require_known(names, known, f"measures.{measure.id}.{field}")


def _given(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _is_of(option_key: str, question: str) -> bool:
    return option_key.partition(".")[0] == question


def _require_known(names: tuple[str, ...], known: Collection[str], field: str) -> None:
    unknown = sorted(set(names) - set(known))
    listed = ", ".join(sorted(known)[:_MOST_LISTED]) + (" …" if len(known) > _MOST_LISTED else "") if known else "—"
    require(
        holds=not unknown,
        field=field,
        problem=Text(f"Unbekannt: {', '.join(unknown)}.", f"Unknown: {', '.join(unknown)}."),
        remedy=Text(f"Bekannt: {listed}.", f"Known: {listed}."),
    )

"""Storing and changing what the town decides."""

from leitplanke.kernel.provenance import Provenance
from leitplanke.strategy.model import StrategyDraft
from leitplanke_web.strategy.models import (
    Direction,
    FieldOfAction,
    Gate,
    Goal,
    Guardrail,
    Measure,
    OverallGoal,
    PersonalCheck,
    ServiceArea,
    StrategyDocument,
)
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import replace_parts


def store_draft(town: Town, draft: StrategyDraft) -> None:
    """Store the strategy of a town that is being loaded, within the caller's transaction."""
    Direction.objects.filter(town=town).delete()
    Direction.objects.create(town=town, guiding_sentence=draft.guiding_sentence, weights=draft.weights)
    replace_parts(OverallGoal, town, ((goal.id, goal) for goal in draft.overall_goals))
    replace_parts(Goal, town, ((goal.id, goal) for goal in draft.goals))
    replace_parts(FieldOfAction, town, ((field.id, field) for field in draft.fields))
    replace_parts(ServiceArea, town, ((area.id, area) for area in draft.service_areas))
    replace_parts(Guardrail, town, ((guardrail.id, guardrail) for guardrail in draft.guardrails))
    replace_parts(Gate, town, ((gate.id, gate) for gate in draft.gates))
    replace_parts(Measure, town, ((measure.id, measure) for measure in draft.measures))
    checks = ((f"{check.measure}.{check.guardrail}", check) for check in draft.personal_checks)
    replace_parts(PersonalCheck, town, checks)


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 3, within the transaction that ends the run."""
    StrategyDocument.keep(town, content, provenance=provenance)

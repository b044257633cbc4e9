"""What the town decided, as the core's values."""

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
from leitplanke_web.towns.parts import part_values


def draft_of(town: Town) -> StrategyDraft:
    """The whole strategy as it stands now."""
    direction = Direction.objects.get(town=town)
    return StrategyDraft(
        guiding_sentence=direction.guiding_sentence,
        overall_goals=part_values(OverallGoal, town),
        goals=part_values(Goal, town),
        fields=part_values(FieldOfAction, town),
        service_areas=part_values(ServiceArea, town),
        guardrails=part_values(Guardrail, town),
        gates=part_values(Gate, town),
        weights=direction.weights,
        measures=part_values(Measure, town),
        personal_checks=part_values(PersonalCheck, town),
    )


def document(town: Town, sha256: str) -> bytes:
    """Handover 3. Raises `DoesNotExist`."""
    return StrategyDocument.content_of(town, sha256)

"""Storing and changing what the town decides."""

from typing import Any

from django.db import transaction

from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.provenance import Provenance
from leitplanke.strategy.model import Measure as MeasureValue
from leitplanke.strategy.model import StrategyDraft
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
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
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.parts import replace_parts
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.questions import require_sound
from leitplanke_web.towns.versions import (
    changed_fields,
    delete_version,
    lock,
    next_position,
    plain_fields,
    save_version,
)


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


@transaction.atomic
def change_measure(town: Town, person: Person, measure_id: str, *, seen_version: int, value: MeasureValue) -> None:
    """Save a measure as the version after the one that was seen; its identifier stays.

    Raises `Measure.DoesNotExist`, `towns.versions.ChangedMeanwhileError`, `towns.questions.FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Measure.objects.get(town=town, identifier=measure_id)
    assert value.id == measure_id
    before = row.value
    save_version(row, seen_version=seen_version, value=value)
    require_sound(town)
    _record("measure.changed", town, person, measure_id, changed_fields(before, value))


@transaction.atomic
def add_measure(town: Town, person: Person, value: MeasureValue) -> None:
    """Add a measure after the others.

    Raises `leitplanke.kernel.faults.InvalidValueError` for an identifier in use and `FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    used = Measure.objects.filter(town=town, identifier=value.id).values_list("identifier", flat=True)
    require_unique((value.id, *used))
    position = next_position(Measure, town)
    Measure.objects.create(town=town, identifier=value.id, position=position, value=value)
    require_sound(town)
    _record("measure.added", town, person, value.id, {"after": plain_fields(value)})


@transaction.atomic
def remove_measure(town: Town, person: Person, measure_id: str, *, seen_version: int) -> None:
    """Remove a measure that nothing refers to.

    Raises as `change_measure`; the flaws of a `FlawedTownError` are what refers to it.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Measure.objects.get(town=town, identifier=measure_id)
    before = row.value
    delete_version(row, seen_version=seen_version)
    require_sound(town)
    _record("measure.removed", town, person, measure_id, {"before": plain_fields(before)})


def _record(deed: str, town: Town, person: Person, measure: str, details: dict[str, Any]) -> None:
    record(deed=deed, actor=person.name, town=town.id, subject=measure, details=details)

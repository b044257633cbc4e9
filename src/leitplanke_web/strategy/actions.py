"""Storing and changing what the town decides."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import EvidenceLink, GuardrailCheck, StrategyDraft, WeightSetting
from leitplanke.strategy.model import Guardrail as GuardrailValue
from leitplanke.strategy.model import Measure as MeasureValue
from leitplanke.strategy.model import PublicService as PublicServiceValue
from leitplanke.strategy.priority_criteria import default_criteria
from leitplanke.strategy.priority_model import PriorityEntries, require_measures
from leitplanke.strategy.states import recorded_state
from leitplanke.strategy.usual_fields import USUAL_FIELDS
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.strategy.models import (
    Choice,
    Direction,
    FieldOfAction,
    Gate,
    Goal,
    Guardrail,
    Measure,
    OverallGoal,
    PersonalCheck,
    Priorities,
    PublicService,
    ServiceArea,
    StrategyDocument,
)
from leitplanke_web.strategy.queries import priority_entries
from leitplanke_web.towns.actions.parts import PartDeeds
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.parts import replace_parts
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.questions import FlawedTownError, require_sound
from leitplanke_web.towns.versions import (
    ChangedMeanwhileError,
    changed_fields,
    delete_version,
    lock,
    next_position,
    plain_fields,
    save_version,
)

_PRIORITIES = "priorities"
GATES: Final = PartDeeds(Gate, "gate")
CHOICES: Final = PartDeeds(Choice, "choice")
OVERALL_GOALS: Final = PartDeeds(OverallGoal, "overall_goal")
GOALS: Final = PartDeeds(Goal, "goal")
SERVICES: Final = PartDeeds(PublicService, "service")
FIELDS: Final = PartDeeds(FieldOfAction, "field")


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
    replace_parts(Choice, town, ((choice.id, choice) for choice in draft.choices))
    replace_parts(Measure, town, ((measure.id, measure) for measure in draft.measures))
    checks = ((f"{check.measure}.{check.guardrail}", check) for check in draft.personal_checks)
    replace_parts(PersonalCheck, town, checks)


@transaction.atomic
def change_direction(
    town: Town, person: Person, *, seen_version: int, guiding_sentence: Text, weights: WeightSetting
) -> None:
    """Save guiding sentence and weights as the version after the one that was seen.

    Raises `towns.versions.ChangedMeanwhileError` and `FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    before = Direction.objects.get(town=town)
    rows = Direction.objects.filter(town=town, version=seen_version)
    if not rows.update(version=seen_version + 1, guiding_sentence=guiding_sentence, weights=weights):
        raise ChangedMeanwhileError
    require_sound(town)
    old, new = (
        {"guiding_sentence": plain_fields(sentence), "weights": plain_fields(setting)}
        for sentence, setting in ((before.guiding_sentence, before.weights), (guiding_sentence, weights))
    )
    names = [name for name in new if old[name] != new[name]]
    details = {"before": {name: old[name] for name in names}, "after": {name: new[name] for name in names}}
    _record("direction.changed", town, person, "", details)


@transaction.atomic
def take_usual_fields(town: Town, person: Person) -> int:
    """Add the usual fields of action that the town does not have yet; how many these are."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    known = set(FieldOfAction.objects.filter(town=town).values_list("identifier", flat=True))
    new = [one for one in USUAL_FIELDS if one.id not in known]
    first = next_position(FieldOfAction, town)
    FieldOfAction.objects.bulk_create(
        FieldOfAction(town=town, identifier=one.id, position=place, value=one)
        for place, one in enumerate(new, start=first)
    )
    require_sound(town)
    if new:
        _record(FIELDS.imported, town, person, "", {"fields": [one.id for one in new]})
    return len(new)


def store_services(town: Town, services: Sequence[PublicServiceValue]) -> None:
    """Store the services of a town that is being loaded, within the caller's transaction."""
    replace_parts(PublicService, town, ((one.id, one) for one in services))


def store_priorities(town: Town, entries: PriorityEntries) -> None:
    """Store the priorities of a town that is being loaded, within the caller's transaction."""
    replace_parts(Priorities, town, [(_PRIORITIES, entries)])


@transaction.atomic
def change_priorities(
    town: Town, person: Person, change: Callable[[PriorityEntries], PriorityEntries], *, seen_version: int, part: str
) -> None:
    """Save what `change` makes of the town's priorities as the version after the one seen; 0: there were none.

    `part` says in the log what was changed. Raises `leitplanke.kernel.faults.InvalidValueError` for a measure that the
    town does not have and `towns.versions.ChangedMeanwhileError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Priorities.objects.filter(town=town).first()
    if (0 if row is None else row.version) != seen_version:
        raise ChangedMeanwhileError
    before = PriorityEntries(default_criteria()) if row is None else row.value
    value = change(before)
    require_measures(value, frozenset(Measure.objects.filter(town=town).values_list("identifier", flat=True)))
    if row is None:
        Priorities.objects.create(town=town, identifier=_PRIORITIES, position=0, value=value)
    else:
        save_version(row, seen_version=seen_version, value=value)
    _record("priorities.changed", town, person, part, _changed_rows(before, value))


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
    value = recorded_state(value, before=before, today=timezone.localdate())
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
    _require_not_compared(town, measure_id)
    require_sound(town)
    _record("measure.removed", town, person, measure_id, {"before": plain_fields(before)})


@transaction.atomic
def import_measures(
    town: Town, person: Person, values: Sequence[MeasureValue], *, source: str, left_out: Collection[str] = ()
) -> None:
    """Add the measures of a sheet after the others, all or none; prerequisites that are `left_out` are taken off.

    Raises as `add_measure`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    _add_all(town, [replace(one, requires=tuple(n for n in one.requires if n not in left_out)) for one in values])
    require_sound(town)
    _record("measures.imported", town, person, source, {"measures": [one.id for one in values]})


@transaction.atomic
def take_over_measures(
    town: Town, person: Person, values: Sequence[MeasureValue], *, seen: Mapping[str, int], source: str
) -> None:
    """Save measures of our own export: new ones after the others, known ones as the version after the one `seen`.

    All or none. Raises as `add_measure` and `change_measure`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    rows = {row.identifier: row for row in Measure.objects.filter(town=town)}
    today = timezone.localdate()
    values = [recorded_state(one, before=rows[one.id].value, today=today) if one.id in rows else one for one in values]
    for one in values:
        if one.id in rows:
            save_version(rows[one.id], seen_version=seen.get(one.id, 0), value=one)
    _add_all(town, [one for one in values if one.id not in rows])
    require_sound(town)
    for one in values:
        if one.id in rows:
            _record("measure.changed", town, person, one.id, changed_fields(rows[one.id].value, one))
    _record("measures.imported", town, person, source, {"measures": [one.id for one in values if one.id not in rows]})


def _add_all(town: Town, values: Sequence[MeasureValue]) -> None:
    used = Measure.objects.filter(town=town).values_list("identifier", flat=True)
    require_unique((*(one.id for one in values), *used))
    first = next_position(Measure, town)
    Measure.objects.bulk_create(
        Measure(town=town, identifier=one.id, position=position, value=one)
        for position, one in enumerate(values, start=first)
    )


@transaction.atomic
def add_evidence(town: Town, person: Person, guardrail_id: str, *, seen_version: int, link: EvidenceLink) -> None:
    """Give a guardrail one more piece of evidence, as the version after the one that was seen.

    Raises `Guardrail.DoesNotExist`, `towns.versions.ChangedMeanwhileError`, `towns.questions.FlawedTownError`, and
    `leitplanke.kernel.faults.InvalidValueError` where the guardrail rests on it already.
    """
    row = _guardrail(town, person, guardrail_id)
    value = replace(row.value, evidence=(*row.value.evidence, link))
    _require_unique_evidence(value)
    _save_guardrail(row, value, town, person, seen_version=seen_version, deed="guardrail.evidence_added")


@transaction.atomic
def remove_evidence(town: Town, person: Person, guardrail_id: str, *, seen_version: int, ref: str) -> None:
    """Take a piece of evidence from a guardrail. Raises as `add_evidence`; a guardrail without evidence is none."""
    row = _guardrail(town, person, guardrail_id)
    kept = tuple(one for one in row.value.evidence if one.ref != ref)
    if len(kept) == len(row.value.evidence):
        raise ChangedMeanwhileError
    value = replace(row.value, evidence=kept)
    _save_guardrail(row, value, town, person, seen_version=seen_version, deed="guardrail.evidence_removed")


@transaction.atomic
def add_guardrail(town: Town, person: Person, value: GuardrailValue) -> None:
    """Add a guardrail after the others.

    Raises `leitplanke.kernel.faults.InvalidValueError` for an identifier in use and `FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    used = Guardrail.objects.filter(town=town, identifier=value.id).values_list("identifier", flat=True)
    require_unique((value.id, *used))
    _require_unique_evidence(value)
    Guardrail.objects.create(town=town, identifier=value.id, position=next_position(Guardrail, town), value=value)
    require_sound(town)
    _record("guardrail.added", town, person, value.id, {"after": plain_fields(value)})


@transaction.atomic
def change_guardrail(town: Town, person: Person, value: GuardrailValue, *, seen_version: int) -> None:
    """Save a guardrail as the version after the one that was seen; its identifier says which one it is.

    Raises `Guardrail.DoesNotExist`, `towns.versions.ChangedMeanwhileError`, `towns.questions.FlawedTownError`, and
    `leitplanke.kernel.faults.InvalidValueError` where it would rest on the same thing twice.
    """
    row = _guardrail(town, person, value.id)
    _require_unique_evidence(value)
    _save_guardrail(row, value, town, person, seen_version=seen_version, deed="guardrail.changed")


@transaction.atomic
def remove_guardrail(town: Town, person: Person, guardrail_id: str, *, seen_version: int) -> None:
    """Remove a guardrail to which nothing points: no measure that a person held against it, no reply.

    Raises as `change_guardrail`; the flaws of a `FlawedTownError` are what points to it. Such a guardrail can be
    repealed: then it holds nothing any more, and all that was said stays to be seen.
    """
    row = _guardrail(town, person, guardrail_id)
    before = row.value
    delete_version(row, seen_version=seen_version)
    require_sound(town)
    _record("guardrail.removed", town, person, guardrail_id, {"before": plain_fields(before)})


@transaction.atomic
def hold_measure(town: Town, person: Person, check: GuardrailCheck, *, seen_version: int) -> None:
    """Save what a person says who held a measure against a guardrail; 0 for `seen_version`: nobody had said anything.

    Raises `towns.versions.ChangedMeanwhileError`, and `FlawedTownError` where the measure's profile says otherwise.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    name = f"{check.measure}.{check.guardrail}"
    row = PersonalCheck.objects.filter(town=town, identifier=name).first()
    if (0 if row is None else row.version) != seen_version:
        raise ChangedMeanwhileError
    if row is None:
        position = next_position(PersonalCheck, town)
        PersonalCheck.objects.create(town=town, identifier=name, position=position, value=check)
        details: dict[str, Any] = {"after": plain_fields(check)}
    else:
        details = changed_fields(row.value, check)
        save_version(row, seen_version=seen_version, value=check)
    require_sound(town)
    _record("guardrail.checked", town, person, name, details)


def _guardrail(town: Town, person: Person, guardrail_id: str) -> Guardrail:
    require_role(town, person, Role.EDITOR)
    lock(town)
    return Guardrail.objects.get(town=town, identifier=guardrail_id)


def _require_unique_evidence(value: GuardrailValue) -> None:
    require_unique(tuple(f"{one.kind} {one.ref}" for one in value.evidence), "evidence")


def _save_guardrail(
    row: Guardrail, value: GuardrailValue, town: Town, person: Person, *, seen_version: int, deed: str
) -> None:
    before = row.value
    save_version(row, seen_version=seen_version, value=value)
    require_sound(town)
    _record(deed, town, person, value.id, changed_fields(before, value))


def _require_not_compared(town: Town, measure: str) -> None:
    """Raise `FlawedTownError` if somebody scored the measure or gave it a place."""
    entries = priority_entries(town)
    of_measure = None if entries is None else entries.of_measures([measure])
    if of_measure is not None and (of_measure.scores or of_measure.decision):
        problem = Text("Für die Prioritäten ist die Maßnahme bewertet.", "The measure is scored for the priorities.")
        remedy = Text("Nehmen Sie dort erst ihre Bewertungen heraus.", "Take its scores out there first.")
        raise FlawedTownError((Flaw("priorities", (measure,), "", problem, remedy),))


def _changed_rows(before: PriorityEntries, after: PriorityEntries) -> dict[str, Any]:
    """What the log says of a change: the rows that went and those that came, by field."""
    old, new = plain_fields(before), plain_fields(after)
    went, came = (
        {name: rows for name in new if (rows := [row for row in one[name] if row not in other[name]])}
        for one, other in ((old, new), (new, old))
    )
    return {"before": went, "after": came}


def _record(deed: str, town: Town, person: Person, measure: str, details: dict[str, Any]) -> None:
    record(deed=deed, actor=person.name, town=town.id, subject=measure, details=details)

"""Changing what answers are weighted with."""

from typing import Any

from django.db import transaction

from leitplanke.evidence.model import PopulationTable as PopulationValue
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.evidence.models import PopulationTable
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.questions import require_sound
from leitplanke_web.towns.versions import (
    ChangedMeanwhileError,
    changed_fields,
    delete_version,
    lock,
    next_position,
    plain_fields,
    save_version,
)


@transaction.atomic
def save_population(town: Town, person: Person, value: PopulationValue, *, seen_version: int) -> None:
    """Store an audience in numbers, as the version after the one that was seen; 0 where there was none.

    Raises `towns.versions.ChangedMeanwhileError`, `towns.questions.FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = PopulationTable.objects.filter(town=town, identifier=value.audience).first()
    if row is None:
        if seen_version:
            raise ChangedMeanwhileError
        position = next_position(PopulationTable, town)
        PopulationTable.objects.create(town=town, identifier=value.audience, position=position, value=value)
        details: dict[str, Any] = {"after": _told(value)}
    else:
        details = changed_fields(row.value, value)
        save_version(row, seen_version=seen_version, value=value)
    require_sound(town)
    _record("population.saved", town, person, value.audience, details)


@transaction.atomic
def remove_population(town: Town, person: Person, audience: str, *, seen_version: int) -> None:
    """Remove an audience's numbers: nothing is weighted to them any more.

    Raises `PopulationTable.DoesNotExist`, `ChangedMeanwhileError`, `FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = PopulationTable.objects.get(town=town, identifier=audience)
    before = _told(row.value)
    delete_version(row, seen_version=seen_version)
    require_sound(town)
    _record("population.removed", town, person, audience, {"before": before})


def _told(value: PopulationValue) -> dict[str, Any]:
    return plain_fields(value)


def _record(deed: str, town: Town, person: Person, subject: str, details: dict[str, Any]) -> None:
    record(deed=deed, actor=person.name, town=town.id, subject=subject, details=details)

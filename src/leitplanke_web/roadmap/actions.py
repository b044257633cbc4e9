"""Storing and changing people and money."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.provenance import Provenance
from leitplanke.roadmap.model import FiscalYear as FiscalYearValue
from leitplanke.roadmap.model import Resources
from leitplanke.roadmap.model import Unit as UnitValue
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.roadmap.models import FiscalYear, Grant, ReferenceMeasure, RoadmapDocument, Unit
from leitplanke_web.towns.actions.parts import PartDeeds
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

GRANTS = PartDeeds(Grant, "grant")


def store_resources(town: Town, resources: Resources) -> None:
    """Store the resources of a town that is being loaded, within the caller's transaction."""
    replace_parts(Unit, town, ((unit.id, unit) for unit in resources.units))
    replace_parts(FiscalYear, town, ((str(year.year), year) for year in resources.years))
    replace_parts(Grant, town, ((pot.id, pot) for pot in resources.pots))
    replace_parts(ReferenceMeasure, town, ((measure, None) for measure in resources.reference_selection))


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 4, within the transaction that ends the run."""
    RoadmapDocument.keep(town, content, provenance=provenance)


@transaction.atomic
def change_unit(town: Town, person: Person, unit_id: str, *, seen_version: int, value: UnitValue) -> None:
    """Save a unit as the version after the one that was seen; its identifier stays.

    Raises `Unit.DoesNotExist`, `towns.versions.ChangedMeanwhileError`, `towns.questions.FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Unit.objects.get(town=town, identifier=unit_id)
    assert value.id == unit_id
    before = row.value
    save_version(row, seen_version=seen_version, value=value)
    require_sound(town)
    _record("unit.changed", town, person, unit_id, changed_fields(before, value))


@transaction.atomic
def add_unit(town: Town, person: Person, value: UnitValue) -> None:
    """Add a unit after the others.

    Raises `leitplanke.kernel.faults.InvalidValueError` for an identifier in use and `FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    used = Unit.objects.filter(town=town, identifier=value.id).values_list("identifier", flat=True)
    require_unique((value.id, *used))
    Unit.objects.create(town=town, identifier=value.id, position=next_position(Unit, town), value=value)
    require_sound(town)
    _record("unit.added", town, person, value.id, {"after": plain_fields(value)})


@transaction.atomic
def remove_unit(town: Town, person: Person, unit_id: str, *, seen_version: int) -> None:
    """Remove a unit that nothing refers to; the flaws of a `FlawedTownError` are what does. Raises as `change_unit`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Unit.objects.get(town=town, identifier=unit_id)
    before = row.value
    delete_version(row, seen_version=seen_version)
    require_sound(town)
    _record("unit.removed", town, person, unit_id, {"before": plain_fields(before)})


@transaction.atomic
def change_years(
    town: Town, person: Person, values: Iterable[FiscalYearValue], *, seen_versions: Mapping[int, int]
) -> None:
    """Save the money of the years that differ from what is stored, all or none.

    Raises `ChangedMeanwhileError` if one of these has another version than was seen, and `FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    rows = {row.value.year: row for row in FiscalYear.objects.filter(town=town)}
    for value in values:
        row = rows[value.year]
        before = row.value
        if value != before:
            save_version(row, seen_version=seen_versions.get(value.year, 0), value=value)
            _record("year.changed", town, person, str(value.year), changed_fields(before, value))
    require_sound(town)


def _record(deed: str, town: Town, person: Person, subject: str, details: dict[str, Any]) -> None:
    record(deed=deed, actor=person.name, town=town.id, subject=subject, details=details)

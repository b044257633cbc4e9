"""Adding, changing and removing one of a town's parts, where saving asks for nothing but a sound town."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from leitplanke.kernel.ids import require_unique
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.towns.models import Part, Role, Town
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


@dataclass(frozen=True, slots=True)
class PartDeeds:
    """A kind of part that people edit one by one, by the name that it has in the log."""

    model: type[Part]
    name: str

    @property
    def added(self) -> str:
        """A part has come."""
        return f"{self.name}.added"

    @property
    def changed(self) -> str:
        """A part is another one than before."""
        return f"{self.name}.changed"

    @property
    def removed(self) -> str:
        """A part is gone."""
        return f"{self.name}.removed"

    @property
    def imported(self) -> str:
        """A list of parts has come."""
        return f"{self.name}s.imported"


@transaction.atomic
def add_part(town: Town, person: Person, value: Any, *, deeds: PartDeeds) -> None:
    """Add a part after the others.

    Raises `leitplanke.kernel.faults.InvalidValueError` for an identifier in use and `FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    _add(town, [value], deeds)
    require_sound(town)
    _record(deeds.added, town, person, value.id, {"after": plain_fields(value)})


@transaction.atomic
def change_part(town: Town, person: Person, value: Any, *, seen_version: int, deeds: PartDeeds) -> None:
    """Save a part as the version after the one that was seen; its identifier says which one it is.

    Raises `towns.versions.ChangedMeanwhileError`, `towns.questions.FlawedTownError` and the model's `DoesNotExist`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row: Any = deeds.model._default_manager.get(town=town, identifier=value.id)
    before = row.value
    save_version(row, seen_version=seen_version, value=value)
    require_sound(town)
    _record(deeds.changed, town, person, value.id, changed_fields(before, value))


@transaction.atomic
def remove_part(town: Town, person: Person, part_id: str, *, seen_version: int, deeds: PartDeeds) -> None:
    """Remove a part that nothing refers to; the flaws of a `FlawedTownError` are what does. Raises as `change_part`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    row: Any = deeds.model._default_manager.get(town=town, identifier=part_id)
    before = row.value
    delete_version(row, seen_version=seen_version)
    require_sound(town)
    _record(deeds.removed, town, person, part_id, {"before": plain_fields(before)})


@transaction.atomic
def take_over_parts(
    town: Town, person: Person, values: Sequence[Any], *, seen: Mapping[str, int], source: str, deeds: PartDeeds
) -> None:
    """Save the parts of a list: new ones after the others, known ones as the version after the one `seen`.

    All or none. Raises as `add_part` and `change_part`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    rows: dict[str, Any] = {row.identifier: row for row in deeds.model._default_manager.filter(town=town)}
    before = {one.id: rows[one.id].value for one in values if one.id in rows}
    for one in values:
        if one.id in rows:
            save_version(rows[one.id], seen_version=seen.get(one.id, 0), value=one)
    new = [one for one in values if one.id not in rows]
    _add(town, new, deeds)
    require_sound(town)
    for one in values:
        if one.id in rows:
            _record(deeds.changed, town, person, one.id, changed_fields(before[one.id], one))
    _record(deeds.imported, town, person, source, {"new": [one.id for one in new]})


def _add(town: Town, values: Sequence[Any], deeds: PartDeeds) -> None:
    rows = deeds.model._default_manager
    used = rows.filter(town=town, identifier__in=[one.id for one in values]).values_list("identifier", flat=True)
    require_unique((*(one.id for one in values), *used))
    rows.bulk_create(
        deeds.model(town=town, identifier=one.id, position=position, value=one)  # type: ignore[misc]  # every kind has one
        for position, one in enumerate(values, start=next_position(deeds.model, town))
    )


def _record(deed: str, town: Town, person: Person, subject: str, details: dict[str, Any]) -> None:
    record(deed=deed, actor=person.name, town=town.id, subject=subject, details=details)

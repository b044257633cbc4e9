"""Two people edit one thing: whoever saves says which version they saw, and nobody overwrites anybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Max
from pydantic import TypeAdapter

from leitplanke_web.audit.models import AuditLine
from leitplanke_web.towns.models import Part, Town

P = TypeVar("P", bound=Part)


class ChangedMeanwhileError(Exception):
    """Somebody saved after the version was seen; nothing was saved now."""


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a thing last, and when."""

    actor: str
    at: datetime


def lock(town: Town) -> None:
    """Let others who change the town wait until the transaction ends."""
    Town.objects.select_for_update().get(pk=town.pk)


def save_version(row: Part, *, seen_version: int, value: object) -> None:
    """Store the value as the next version; raise `ChangedMeanwhileError` unless `seen_version` is the stored one."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=seen_version)
    if not rows.update(version=seen_version + 1, value=value):
        raise ChangedMeanwhileError


def delete_version(row: Part, *, seen_version: int) -> None:
    """Delete the row; raise `ChangedMeanwhileError` unless `seen_version` is the stored one."""
    deleted, _ = type(row)._default_manager.filter(pk=row.pk, version=seen_version).delete()
    if not deleted:
        raise ChangedMeanwhileError


def next_position(model: type[P], town: Town) -> int:
    """The position after the last one."""
    last = model._default_manager.filter(town=town).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def changed_fields(before: Any, after: Any) -> dict[str, object]:
    """What the log says of a change: the fields that differ, as they were and as they are, in plain values."""
    old, new = plain_fields(before), plain_fields(after)
    names = [name for name in new if old.get(name) != new[name]]
    return {"before": {name: old[name] for name in names}, "after": {name: new[name] for name in names}}


def plain_fields(value: Any) -> dict[str, Any]:
    """A core value's fields as plain values."""
    found: dict[str, Any] = TypeAdapter(type(value)).dump_python(value, mode="json")
    return found


def last_change(town: Town, *, deeds: tuple[str, ...], subject: str) -> LastChange | None:
    """Who changed the subject last; None if the log does not tell."""
    line = AuditLine.objects.filter(town=town.pk, deed__in=deeds, subject=subject).first()
    return None if line is None else LastChange(line.actor, line.at)


def version_of(typed: str | None) -> int:
    """The version that a form says was seen; 0, which no row has, for anything that is none."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

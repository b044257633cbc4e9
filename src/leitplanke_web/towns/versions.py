"""Two people edit one thing: whoever saves says which version they saw, and nobody overwrites anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Max
from django.http import HttpRequest, QueryDict
from pydantic import TypeAdapter

from leitplanke_web.audit.models import AuditLine
from leitplanke_web.towns.models import Part, Town

P = TypeVar("P", bound=Part)
_TAKE = "take-"
_AROUND = frozenset({"csrfmiddlewaretoken", "add"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two versions have differently, in words: the lines of mine and of what is stored."""

    field: str
    label: str
    mine: list[str]
    theirs: list[str]


class ChangedMeanwhileError(Exception):
    """Somebody saved after the version was seen; nothing was saved now."""


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a thing last, and when."""

    actor: str
    at: datetime


def lock(town: Town) -> Town:
    """Let others who change the town wait until the transaction ends; the town as it is stored now.

    Rows that merely refer to the town, such as an answer that comes in, do not wait: their foreign key asks PostgreSQL
    for `FOR KEY SHARE`, which is at odds with a full lock only. With one, the mix and an answer waited for each other.
    """
    return Town.objects.select_for_update(no_key=True).get(pk=town.pk)


def save_version(row: Part, *, seen_version: int, value: object) -> None:
    """Store the value as the next version; raise `ChangedMeanwhileError` unless `seen_version` is the stored one."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=seen_version)
    changed = rows.update(version=seen_version + 1, value=value)  # type: ignore[misc]  # every kind of part has one
    if not changed:
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


def taken(data: QueryDict) -> tuple[str, ...]:
    """The fields in which the stored version is to stay, as the page with both versions asks."""
    chosen = ((name.removeprefix(_TAKE), words) for name, words in data.items() if name.startswith(_TAKE))
    return tuple(name for name, words in chosen if words == "theirs")


def carried(data: QueryDict, *, versions: Mapping[str, int]) -> list[tuple[str, str]]:
    """What the page with both versions carries on: all that was typed, and the versions that are stored now."""
    typed = [(name, word) for name, words in data.lists() for word in words if name not in _AROUND]
    kept = [(name, word) for name, word in typed if not name.startswith(_TAKE) and name not in versions]
    return [*kept, *((name, str(version)) for name, version in versions.items())]


def seen_version(request: HttpRequest, row: Part | None) -> int | None:
    """The version that the page's form was filled in on: what it says itself, at first the stored one."""
    if row is None:
        return None
    return version_of(request.POST.get("version")) if request.method == "POST" else row.version


def version_of(typed: str | None) -> int:
    """The version that a form says was seen; 0, which no row has, for anything that is none."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

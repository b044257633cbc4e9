"""Storing and reading a town's parts: lists of core values, one row each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeVar

from django.db import connection
from django.db.models import IntegerField, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django_scopes import get_scope, scope
from django_scopes.exceptions import ScopeError

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke_web.towns.models import MOST_IDENTIFIER, Part, Town

P = TypeVar("P", bound=Part)
_VALUE: str = "value"  # of every part, though not of their abstract model
_ANY = "?"  # no town's id, and no part's begins with it


@dataclass(frozen=True, slots=True)
class NameSource:
    """Where the names of a town's things stand: in `key` of the values of `model`; `kind` is what they are.

    `most` asks for so many of them at most, by their identifiers; None for all.
    """

    kind: str
    model: type[Part]
    key: str
    most: int | None = None


def replace_parts(model: type[P], town: Town, parts: Iterable[tuple[str, object]]) -> None:
    """Store `(identifier, value)` pairs in their order instead of all that the town had of the kind."""
    model.objects.filter(town=town).delete()
    model.objects.bulk_create(
        [
            model(town=town, identifier=_checked(identifier), position=position, **_content(value))
            for position, (identifier, value) in enumerate(parts)
        ],
        batch_size=500,
    )


def part_values(model: type[P], town: Town) -> tuple[Any, ...]:
    """The values in the town's order."""
    return tuple(model.objects.filter(town=town).values_list("value", flat=True))


def values_of(town: Town, *kinds: type[Part]) -> tuple[tuple[Any, ...], ...]:
    """The values of several kinds of parts, each kind in the town's order, in one query."""
    first, *others = (
        kind._default_manager.filter(town=town)
        .order_by()
        .values_list(Value(place, output_field=IntegerField()), "position", "id", Cast("value", TextField()))
        for place, kind in enumerate(kinds)
    )
    fields = [kind._meta.get_field("value") for kind in kinds]  # type: ignore[misc]  # every kind of part has one
    found: tuple[list[Any], ...] = tuple([] for _ in kinds)
    for place, _, _, text in sorted(first.union(*others, all=True)):
        found[place].append(fields[place].from_db_value(text, None, connection))
    return tuple(tuple(values) for values in found)


def some_names(kind: str, model: type[Part], key: str, wanted: Collection[str]) -> tuple[NameSource, dict[str, str]]:
    """A source of the wanted names alone, and what `names_by_kind` has to be `given` with it.

    Room for a power of two: few queries have to be compiled, whatever the number.
    """
    source = NameSource(kind, model, key, most=1 << max(0, len(wanted) - 1).bit_length())
    return source, dict(zip(_places(source), wanted, strict=False))


def names_by_kind(
    town: Town, *sources: NameSource, given: Mapping[str, str] = MappingProxyType({})
) -> dict[str, dict[str, Text]]:
    """The names by identifier, in the town's order, by kind: in one query, and without building a value.

    Raises `ScopeError` outside the scope of the town, as every query does.
    """
    if get_scope().get("_enabled", True) and get_scope().get("town") != town:
        raise ScopeError(f"{town.pk} is not the town whose scope is active.")
    sql, parameters = _compiled(sources)
    meant = {_ANY: town.pk, **given}
    with connection.cursor() as cursor:
        cursor.execute(sql, [meant.get(one, one) if isinstance(one, str) else one for one in parameters])
        rows = sorted(cursor.fetchall(), key=itemgetter(1))
    named: dict[str, dict[str, Text]] = {source.kind: {} for source in sources}
    for kind, _, identifier, de, en in rows:
        named[kind][identifier] = Text(de, en or "")
    return named


@cache
def _compiled(sources: tuple[NameSource, ...]) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters, `_ANY` among them: Django takes ten times as long to write it as databases to answer."""
    with scope(town=Town(_ANY)):
        first, *others = (_rows(source, Town(_ANY)) for source in sources)
        sql, parameters = (first.union(*others, all=True) if others else first).query.sql_with_params()
    return sql, tuple(parameters)


def _rows(source: NameSource, town: Town) -> QuerySet[Any, tuple[Any, ...]]:
    de, en = (KT(f"value__{source.key}__{language}") for language in ("de", "en"))
    rows = source.model._default_manager.filter(town=town).order_by()
    if source.most is not None:
        rows = rows.filter(identifier__in=_places(source))
    return rows.values_list(Value(source.kind), "position", "identifier", de, en)


def _places(source: NameSource) -> list[str]:
    """What stands for the wanted identifiers."""
    return [f"{_ANY}{source.kind}{number}" for number in range(source.most or 0)]


def _content(value: object) -> dict[str, object]:
    return {} if value is None else {"value": value}


def _checked(identifier: str) -> str:
    require(
        holds=len(identifier) <= MOST_IDENTIFIER,
        field="id",
        problem=Text(f"„{identifier[:30]}…“ ist zu lang.", f"“{identifier[:30]}…” is too long."),
        remedy=Text(f"Erlaubt sind {MOST_IDENTIFIER} Zeichen.", f"{MOST_IDENTIFIER} characters are allowed."),
    )
    return identifier

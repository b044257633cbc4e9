"""Storing and reading a town's parts: lists of core values, one row each."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet, Value
from django.db.models.fields.json import KT

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke_web.towns.models import MOST_IDENTIFIER, Part, Town

P = TypeVar("P", bound=Part)
NameRows = QuerySet[Any, tuple[Any, ...]]  # kind, position, identifier, German and English name


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


def name_rows(kind: str, model: type[Part], key: str, town: Town) -> NameRows:
    """The names of a town's things, which stand in `key` of their values; for `names_by_kind`."""
    rows = model.objects.filter(town=town).order_by()
    return rows.values_list(Value(kind), "position", "identifier", KT(f"value__{key}__de"), KT(f"value__{key}__en"))


def names_by_kind(first: NameRows, *others: NameRows) -> dict[str, dict[str, Text]]:
    """The names by identifier, in the town's order, by kind: in one query, and without building a value."""
    rows = first.union(*others, all=True) if others else first
    named: dict[str, dict[str, Text]] = {}
    for kind, _, identifier, de, en in sorted(rows, key=_place):
        named.setdefault(kind, {})[identifier] = Text(de, en or "")
    return named


def _place(row: tuple[Any, ...]) -> int:
    return int(row[1])


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

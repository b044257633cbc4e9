"""Storing and reading a town's parts: lists of core values, one row each."""

from collections.abc import Iterable
from typing import Any, TypeVar

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke_web.towns.models import MOST_IDENTIFIER, Part, Town

P = TypeVar("P", bound=Part)


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

"""Identifiers: short, stable names that people write in tables and links."""

import re

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def require_id(value: str, field: str = "id") -> None:
    """Letters, digits, `_` and `-`, at most 64; a dot is kept for paths such as `citizens.areas.kita`."""
    require(
        holds=_IDENTIFIER.fullmatch(value) is not None,
        field=field,
        problem=Text(f"„{value}“ ist keine gültige Kennung.", f"“{value}” is not a valid identifier."),
        remedy=Text(
            "Erlaubt sind Buchstaben ohne Umlaute, Ziffern, _ und -, höchstens 64 Zeichen.",
            "Use unaccented letters, digits, _ and -, at most 64 characters.",
        ),
    )


def require_unique(values: list[str] | tuple[str, ...], field: str = "id") -> None:
    """No identifier twice."""
    doubled = sorted({value for value in values if values.count(value) > 1}) if len(set(values)) < len(values) else []
    require(
        holds=not doubled,
        field=field,
        problem=Text(
            f"Kennung doppelt vergeben: {', '.join(doubled)}.", f"Identifier used twice: {', '.join(doubled)}."
        ),
        remedy=Text("Jede Kennung darf nur einmal vorkommen.", "Every identifier may occur only once."),
    )

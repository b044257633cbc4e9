"""How a published value grows: what was added later stands in a document only where it says something.

A document of an earlier version keeps its bytes, because a field that nobody has filled is not written; reading takes
its absence for the default (docs/decisions/0017-questionnaires-grow-by-absence.md).
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

ADDED: Mapping[str, bool] = {"added": True}


def absences(value_class: type[Any]) -> Mapping[str, object]:  # Any: of whatever fields
    """The added fields of a dataclass, each with the default that its absence stands for."""
    if value_class not in _KNOWN:
        _KNOWN[value_class] = {
            field.name: field.default
            for field in fields(value_class)
            if field.metadata.get("added") and field.default is not MISSING
        }
    return _KNOWN[value_class]


_KNOWN: dict[type, Mapping[str, object]] = {}

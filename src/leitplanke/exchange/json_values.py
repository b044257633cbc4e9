"""The core's values as canonical JSON and back: what every file of ours in JSON has in common."""

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, cast

import pydantic_core
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from leitplanke.exchange.json_words import CHECK_SYNTAX, schema_words, syntax_words
from leitplanke.kernel.additions import absences
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text

T = TypeVar("T")

SIGNIFICANT_DIGITS = 12
_AS_THEY_ARE = frozenset({str, int, bool, type(None), date})
_ALWAYS = object()  # equals nothing: a field that no file leaves out
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}  # building one takes milliseconds, and there are few classes


class DocumentError(FaultyInputError):
    """Bytes that are not the document that was asked for."""


def canonical_json(value: object) -> bytes:
    """Fields in the order of the classes, keys of dictionaries sorted, floats rounded to 12 significant digits.

    Indent 1, UTF-8, a final newline. A field that was added later is left out while it says nothing
    (`kernel.additions`). Raises ValueError for a float that is not finite.
    """
    return pydantic_core.to_json(_plain(value, {}), indent=1, ensure_ascii=False) + b"\n"


def as_written(value: T) -> T:
    """The value as `canonical_json` writes it: floats rounded, dictionaries in the order of their keys.

    What reading the bytes gives, without reading them, where whole numbers in fields for floats are floats already.
    """
    return cast("T", _written(value, {}))


def parsed(data: bytes, *, file: str) -> object:
    """The JSON in `data`. Raises `DocumentError` unless it is JSON in which no key stands twice."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_table)
    except json.JSONDecodeError as error:
        raise DocumentError((Fault(file, error.lineno, "", syntax_words(error), CHECK_SYNTAX),)) from error
    except _FaultyValueError as error:
        raise DocumentError((Fault(file, None, error.field, error.problem, error.remedy),)) from error
    except (ValueError, RecursionError) as error:
        problem, remedy = next(words for kind, words in _UNREADABLE.items() if isinstance(error, kind))
        raise DocumentError((Fault(file, None, "", problem, remedy),)) from error


def validated(value_class: type[T], data: bytes, *, file: str) -> T:
    """The value of this class in `data`, read strictly. Raises `DocumentError` with every fault."""
    adapter: TypeAdapter[T] = _ADAPTERS.get(value_class) or _ADAPTERS.setdefault(value_class, TypeAdapter(value_class))
    try:
        return adapter.validate_json(data, strict=True, extra="forbid")
    except ValidationError as errors:
        faults = (_fault(file, error) for error in errors.errors(include_url=False, include_input=False))
        raise DocumentError(tuple(faults)) from errors


def _plain(value: object, known: dict[int, object]) -> object:
    """`value` in tables, lists and plain values, floats rounded.

    `known` holds by identity what was turned already: of a million answers most are the same few values.
    """
    if type(value) in _AS_THEY_ARE:
        return value
    if id(value) in known:
        return known[id(value)]
    if isinstance(value, str | int | float | date):
        return _scalar(value)
    if isinstance(value, tuple):
        return [_plain(part, known) for part in value]
    if isinstance(value, dict):
        return {str(key): _plain(value[key], known) for key in sorted(value, key=str)}
    absent = absences(type(value))
    found = known[id(value)] = {
        name: _plain(part, known)
        for name in value.__dataclass_fields__  # type: ignore[attr-defined]  # nothing else is left
        if (part := getattr(value, name)) != absent.get(name, _ALWAYS)
    }
    return found


def _scalar(value: str | float | date) -> object:
    if isinstance(value, float):
        return _rounded(value)
    return value.value if isinstance(value, StrEnum) else value


def _written(value: object, known: dict[int, object]) -> object:
    """`value` itself where nothing in it is rounded."""
    if id(value) in known:
        return known[id(value)]
    if isinstance(value, float):
        rounded = _rounded(value)
        return value if rounded == value and math.copysign(1, value) == math.copysign(1, rounded) else rounded
    if value is None or isinstance(value, str | int | date):
        return value
    if isinstance(value, tuple):
        parts = tuple([_written(part, known) for part in value])
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    if isinstance(value, dict):
        return {key: _written(value[key], known) for key in sorted(value, key=str)}
    old = {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]  # likewise
    changed = {name: new for name, one in old.items() if (new := _written(one, known)) is not one}
    found = known[id(value)] = replace(value, **changed) if changed else value  # type: ignore[type-var]  # likewise
    return found


def _rounded(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written")
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}") + 0.0  # + 0.0 turns -0.0 into 0.0


class _FaultyValueError(InvalidValueError):
    """A value that JSON allows and nobody can reckon with."""


def _refuse(constant: str) -> float:
    raise _FaultyValueError(
        "",
        Text(f"{constant} ist keine Zahl, mit der sich rechnen lässt.", f"{constant} is no number."),
        Text("Schreiben Sie eine endliche Zahl.", "Write a finite number."),
    )


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse(text)


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        doubled = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        beside = ", ".join(key for key in found if key != doubled) or "-"
        raise _FaultyValueError(
            doubled,
            Text(
                f"„{doubled}“ steht doppelt (daneben: {beside[:_MOST_BESIDE]}).",
                f"“{doubled}”: a key stands twice (beside: {beside[:_MOST_BESIDE]}).",
            ),
            Text("Nehmen Sie einen der beiden Einträge heraus.", "Take one of the two out."),
        )
    return found


def _fault(file: str, error: ErrorDetails) -> Fault:
    column = ".".join(str(part) for part in error["loc"])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidValueError):
        return Fault(file, None, f"{column}.{cause.field}".strip("."), cause.problem, cause.remedy)
    return Fault(file, None, column, *schema_words(error))


_MOST_BESIDE = 80
_UNREADABLE: Mapping[type[Exception], tuple[Text, Text]] = {
    UnicodeDecodeError: (
        Text("Das ist kein Text in UTF-8.", "This is no text in UTF-8."),
        Text("Speichern Sie die Datei als UTF-8.", "Save the file as UTF-8."),
    ),
    RecursionError: (
        Text("Das ist zu tief verschachtelt.", "This is nested too deeply."),
        Text("Siehe docs/schemas.", "See docs/schemas."),
    ),
    ValueError: (
        Text("Eine Zahl hat zu viele Stellen.", "A number has too many digits."),
        Text("Schreiben Sie sie kürzer.", "Write it shorter."),
    ),
}

"""Values in TOML and JSON are the stages' own classes, built by pydantic, whose errors are told in two languages."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from leitplanke.exchange.located import Node, Path
from leitplanke.exchange.places import FaultLog, Located
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer

T = TypeVar("T")

MOST_NUMBER = 10**15

_ADAPTERS: dict[type, TypeAdapter[Any]] = {}  # building one takes milliseconds, and there are few classes
_MESSAGES = {
    "missing": Text("Der Schlüssel fehlt.", "The key is missing."),
    "unexpected_keyword_argument": Text("Der Schlüssel ist unbekannt.", "The key is unknown."),
    "string_type": Text("Hier gehört ein Text in Anführungszeichen hin.", "A text in quotes belongs here."),
    "int_type": Text("Hier gehört eine ganze Zahl hin.", "A whole number belongs here."),
    "int_from_float": Text("Hier gehört eine ganze Zahl hin.", "A whole number belongs here."),
    "float_type": Text("Hier gehört eine Zahl hin.", "A number belongs here."),
    "bool_type": Text("Hier gehört true oder false hin.", "true or false belongs here."),
    "tuple_type": Text("Hier gehört eine Liste in [ ] hin.", "A list in [ ] belongs here."),
    "dict_type": Text("Hier gehört eine Tabelle in { } hin.", "A table in { } belongs here."),
    "dataclass_type": Text("Hier gehört eine Tabelle in { } hin.", "A table in { } belongs here."),
    "dataclass_exact_type": Text("Hier gehört eine Tabelle in { } hin.", "A table in { } belongs here."),
    "date_type": Text("Hier gehört ein Tag hin.", "A day belongs here."),
    "date_parsing": Text("Das ist kein Tag.", "This is no day."),
    "date_from_datetime_parsing": Text("Das ist kein Tag.", "This is no day."),
    "date_from_datetime_inexact": Text("Ein Tag hat keine Uhrzeit.", "A day has no time."),
    "enum": Text("Diesen Wert gibt es hier nicht.", "This value does not exist here."),
}
_REMEDIES = {
    "missing": Text("Ergänzen Sie ihn.", "Add it."),
    "unexpected_keyword_argument": Text("Prüfen Sie die Schreibweise.", "Check its spelling."),
    "date_type": Text("Schreiben Sie zum Beispiel 2026-01-31.", "Write 2026-01-31, for example."),
    "date_parsing": Text("Schreiben Sie zum Beispiel 2026-01-31.", "Write 2026-01-31, for example."),
}


def read_shape(shape: type[T], node: Node, log: FaultLog) -> Located[T] | None:
    """The value of class `shape` that stands at `node`; None with every fault of it noted."""
    oddities = list(_oddities(node.raw, ()))
    for way, problem, remedy in oddities:
        log.add(node.place_of(way), problem, remedy)
    if oddities:
        return None
    try:
        value = _adapter(shape).validate_json(json.dumps(node.raw, default=_as_json), strict=True, extra="forbid")
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            _note(error, node, log)
        return None
    return Located(value, node)


def read_shapes(shape: type[T], parent: Node, key: str, log: FaultLog) -> list[Located[T]]:
    """The values in the list below `key`, without the faulty ones, which are noted; a missing key is an empty list."""
    listed = parent.raw.get(key, [])
    if not isinstance(listed, list):
        log.add(parent.place(key), _MESSAGES["tuple_type"], Text(f"Schreiben Sie [[{key}]].", f"Write [[{key}]]."))
        return []
    found = [read_shape(shape, parent.child(key, index), log) for index in range(len(listed))]
    return [entry for entry in found if entry is not None]


def answer_of(raw: object) -> Answer:
    """An answer from its table in JSON; ValueError for what is none."""
    return _adapter(Answer).validate_json(json.dumps(raw), strict=True, extra="forbid")


def stated_fields(value: object) -> dict[str, object]:
    """The fields of a value that its file has to state: those that differ from what a missing key means."""
    assert is_dataclass(value)
    named = ((field, getattr(value, field.name)) for field in fields(value))
    return {field.name: content for field, content in named if content != field.default}


def require_keys(node: Node, needed: frozenset[str], optional: frozenset[str], log: FaultLog) -> bool:
    """Whether `node` is a table with the needed and no unknown keys; what is wrong is noted."""
    if not isinstance(node.raw, dict):
        log.add(node.place(), _MESSAGES["dict_type"], Text(""))
        return False
    for key in sorted(needed - set(node.raw)):
        log.add(node.place(key), _MESSAGES["missing"], _REMEDIES["missing"])
    for key in sorted(set(node.raw) - needed - optional):
        known = ", ".join(sorted(needed | optional))
        log.add(
            node.place(key), _MESSAGES["unexpected_keyword_argument"], Text(f"Bekannt: {known}.", f"Known: {known}.")
        )
    return needed <= set(node.raw)


def _adapter(shape: type[T]) -> TypeAdapter[T]:
    adapter: TypeAdapter[T] = _ADAPTERS.get(shape) or _ADAPTERS.setdefault(shape, TypeAdapter(shape))
    return adapter


def _as_json(value: object) -> str:
    assert isinstance(value, date | time)  # TOML knows no other values that JSON does not
    return value.isoformat()


def _note(error: ErrorDetails, node: Node, log: FaultLog) -> None:
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidValueError):
        way = (*error["loc"], *cause.field.split(".")) if cause.field else error["loc"]
        log.add(node.place_of(way), cause.problem, cause.remedy)
        return
    kind = error["type"]
    problem = _MESSAGES.get(kind, Text("Der Wert passt hier nicht.", "The value does not fit here."))
    expected = error.get("ctx", {}).get("expected")
    remedy = (
        Text(f"Erlaubt sind: {expected}.", f"Allowed are: {expected}.") if expected else _REMEDIES.get(kind, Text(""))
    )
    log.add(node.place_of(error["loc"]), problem, remedy)


def _oddities(raw: object, way: Path) -> Iterator[tuple[Path, Text, Text]]:
    """What the classes cannot see: numbers that are none, characters that no file may hold, texts without German."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield from _oddities(value, (*way, key))
        if raw.get("de") == "" and way[-1:] != ("notice",):  # the profile decides whether there must be a notice
            yield (*way, "de"), Text("Der deutsche Text fehlt.", "The German text is missing."), _REMEDIES["missing"]
    elif isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from _oddities(value, (*way, index))
    else:
        yield from ((way, problem, remedy) for problem, remedy in _odd_value(raw))


def _odd_value(raw: object) -> Iterator[tuple[Text, Text]]:
    if isinstance(raw, str) and ("\0" in raw or any("\ud800" <= letter <= "\udfff" for letter in raw)):
        yield (
            Text("Der Text enthält ein unzulässiges Zeichen.", "The text contains a character that is not allowed."),
            Text("Entfernen Sie NUL und halbe Ersatzzeichen.", "Remove NUL and lone surrogates."),
        )
    if isinstance(raw, int | float) and not -MOST_NUMBER <= raw <= MOST_NUMBER:  # also true for NaN
        yield (
            Text("Das ist keine mögliche Zahl.", "This is no possible number."),
            Text("Schreiben Sie eine endliche Zahl.", "Write a finite number."),
        )
    if isinstance(raw, date) and not 1900 <= raw.year < 2200:
        yield (
            Text(f"Das Jahr {raw.year} ist nicht möglich.", f"The year {raw.year} is not possible."),
            Text("Erlaubt sind 1900 bis 2199.", "1900 to 2199 are allowed."),
        )

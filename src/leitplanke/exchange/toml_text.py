"""Values as TOML, as far as a town folder needs it; the standard library only reads it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date

from leitplanke.exchange.shapes import stated_fields

Table = Mapping[str, object]

_WIDEST_LIST = 120


def toml(top: Table, tables: Mapping[str, object]) -> bytes:
    """One TOML file: the keys of `top`, then each table or list of tables under its name. Keys are bare.

    A table is a mapping or a value, whose fields are its keys. An empty list of tables stands among the keys.
    """
    empty = {name: content for name, content in tables.items() if content == ()}
    lines = _pairs({**top, **empty})
    for name, content in tables.items():
        if isinstance(content, Sequence):
            for table in content:
                lines += ["", f"[[{name}]]", *_pairs(_table(table))]
        else:
            lines += ["", f"[{name}]", *_pairs(_table(content))]
    return ("\n".join(lines).lstrip("\n") + "\n").encode()


def _table(value: object) -> Table:
    """The keys of a table; those that take many lines stand last."""
    if isinstance(value, Mapping):
        return value
    fields = stated_fields(value)
    return dict(sorted(fields.items(), key=lambda field: _has_tables(field[1])))


def _pairs(table: Table) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in table.items()]


def _value(value: object) -> str:
    match value:
        case str():
            written = _string(value)
        case bool():
            written = str(value).lower()
        case int() | float() | date():
            written = str(value)
        case Sequence():
            written = _list(value)
        case _ if isinstance(value, Mapping) or is_dataclass(value):
            written = f"{{ {', '.join(_pairs(_table(value)))} }}"
        case _:
            raise TypeError(f"no TOML for {type(value).__name__}")
    return written


def _has_tables(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Mapping) or is_dataclass(item) for item in value)


def _list(values: Sequence[object]) -> str:
    """Tables, and values that would make a long line, stand in lines of their own; others side by side."""
    side_by_side = f"[{', '.join(map(_value, values))}]"
    if not _has_tables(values) and len(side_by_side) <= _WIDEST_LIST:
        return side_by_side
    return "[\n" + "".join(f"  {_value(value)},\n" for value in values) + "]"


def _string(text: str) -> str:
    """JSON's escapes are TOML's, but TOML also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

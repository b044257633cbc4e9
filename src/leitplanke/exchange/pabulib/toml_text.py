"""Values as TOML, as far as a town folder needs it; the standard library only reads it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from leitplanke.kernel.texts import Text

Table = Mapping[str, object]


def toml(top: Table, tables: Mapping[str, Sequence[Table] | Table]) -> bytes:
    """One TOML file: the keys of `top`, then each table or list of tables under its name. Keys are bare."""
    lines = _pairs(top)
    for name, content in tables.items():
        if isinstance(content, Mapping):
            lines += ["", f"[{name}]", *_pairs(content)]
        else:
            for table in content:
                lines += ["", f"[[{name}]]", *_pairs(table)]
    return ("\n".join(lines) + "\n").encode()


def _pairs(table: Table) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in table.items()]


def _value(value: object) -> str:
    match value:
        case Text():
            written = _value({"de": value.de, "en": value.en})
        case str():
            written = _string(value)
        case bool():
            written = str(value).lower()
        case int() | date():
            written = str(value)
        case Mapping():
            written = f"{{ {', '.join(f'{key} = {_value(item)}' for key, item in value.items())} }}"
        case Sequence():
            written = _list(value)
        case _:
            raise TypeError(f"no TOML for {type(value).__name__}")
    return written


def _list(values: Sequence[object]) -> str:
    """Tables stand in lines of their own, plain values side by side."""
    if any(isinstance(value, Mapping) for value in values):
        return "[\n" + "".join(f"  {_value(value)},\n" for value in values) + "]"
    return f"[{', '.join(map(_value, values))}]"


def _string(text: str) -> str:
    """JSON's escapes are TOML's, but TOML also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

"""Finds in which row of a TOML file each table, key and list element stands; tomllib itself tells none.

Reads only what is needed for that, of a text that tomllib has accepted already.
"""

import re
import tomllib
from collections.abc import Iterator

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<mark>[\[\]{},=])|(?P<bare>[^\s\[\]{},=\"'#]+)",
    re.DOTALL,
)


def toml_rows(text: str) -> dict[Path, int]:
    """The row of every table, key and list element, by the keys and indices that lead to it."""
    reader = _Reader(list(_tokens(text)))
    reader.read()
    return reader.rows


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, spelling and row of each token, without comments."""
    row = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield kind, match[0], row
        row += match[0].count("\n")


class _Reader:
    def __init__(self, tokens: list[tuple[str, str, int]]) -> None:
        self.rows: dict[Path, int] = {}
        self._tokens = tokens
        self._at = 0
        self._counts: dict[Path, int] = {}

    def read(self) -> None:
        """Walk over the whole file."""
        table: Path = ()
        while self._at < len(self._tokens):
            if self._spelling() == "\n":
                self._at += 1
            elif self._spelling() == "[":
                table = self._header()
            else:
                self._pair(table)

    def _spelling(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _header(self) -> Path:
        row = self._tokens[self._at][2]
        is_list = self._tokens[self._at + 1][1] == "["
        self._at += 2 if is_list else 1
        keys = self._keys("]")
        self._at += 2 if is_list else 1
        way = self._resolved(keys[:-1])
        way = (*way, keys[-1])
        if is_list:
            index = self._counts.get(way, 0)
            self._counts[way] = index + 1
            way = (*way, index)
        self.rows.setdefault(way, row)
        return way

    def _resolved(self, keys: Path) -> Path:
        """The way with the last index of every list of tables that it passes."""
        way: Path = ()
        for key in keys:
            way = (*way, key)
            if way in self._counts:
                way = (*way, self._counts[way] - 1)
        return way

    def _keys(self, end: str) -> Path:
        """The parts of a dotted key, up to `end`, which is left in place."""
        parts: list[str] = []
        while self._spelling() not in {end, ""}:
            kind, spelling, _ = self._tokens[self._at]
            parts += _unquoted(kind, spelling)
            self._at += 1
        return tuple(parts)

    def _pair(self, table: Path) -> None:
        row = self._tokens[self._at][2]
        way = (*table, *self._keys("="))
        self._at += 1
        for length in range(len(table) + 1, len(way) + 1):
            self.rows.setdefault(way[:length], row)
        self._value(way)

    def _value(self, way: Path) -> None:
        if self._spelling() == "[":
            self._list(way)
        elif self._spelling() == "{":
            self._inline(way)
        else:
            while self._spelling() not in {"\n", ",", "]", "}", ""}:
                self._at += 1

    def _list(self, way: Path) -> None:
        self._at += 1
        index = 0
        while self._spelling() not in {"]", ""}:
            if self._spelling() == "\n":
                self._at += 1
            elif self._spelling() == ",":
                index += 1
                self._at += 1
            else:
                self.rows[(*way, index)] = self._tokens[self._at][2]
                self._value((*way, index))
        self._at += 1

    def _inline(self, way: Path) -> None:
        self._at += 1
        while self._spelling() not in {"}", ""}:
            if self._spelling() in {"\n", ","}:
                self._at += 1
            else:
                self._pair(way)
        self._at += 1


def _unquoted(kind: str, spelling: str) -> list[str]:
    if kind != "text":
        return [part for part in spelling.split(".") if part]
    return list(tomllib.loads(f"{spelling} = 0"))

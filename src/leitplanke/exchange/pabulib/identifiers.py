"""Identifiers of ours for names of theirs."""

import re
import unicodedata
from collections.abc import Iterable

from leitplanke.participation.model import Missing

_VALID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ä": "ae", "ö": "oe", "ü": "ue",
})  # fmt: skip
_LONGEST = 48  # leaves room for a number behind it


def slug(name: str) -> str:
    """The name in small unaccented letters and digits; empty if nothing remains."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    plain = re.sub(r"[^a-z0-9]+", "-", "".join(sign for sign in letters if not unicodedata.combining(sign)))
    return plain.strip("-")[:_LONGEST].rstrip("-")


def identifiers(names: Iterable[str], *, prefix: str) -> dict[str, str]:
    """An identifier for each distinct name, in order: the name itself where it is valid, a readable one otherwise."""
    distinct = tuple(dict.fromkeys(names))
    ids = {name: name for name in distinct if _VALID.fullmatch(name) and name not in set(Missing)}
    taken = set(ids.values()) | set(Missing)
    count: dict[str, int] = {}
    for name in distinct:
        if name not in ids:
            stem = slug(name) or prefix
            ids[name] = _free(stem, taken, count)
            taken.add(ids[name])
    return {name: ids[name] for name in distinct}


def _free(stem: str, taken: set[str], count: dict[str, int]) -> str:
    """`stem`, or `stem-2`, `stem-3`, …; `count` remembers where to go on, so that equal stems cost no search."""
    candidate = stem
    while candidate in taken:
        count[stem] = count.get(stem, 1) + 1
        candidate = f"{stem}-{count[stem]}"
    return candidate

"""Which way a language is written, and keeping what somebody typed from turning the words around it (UAX #9)."""

import unicodedata
from typing import Final, Literal

_FIRST_STRONG_ISOLATE: Final = "\N{FIRST STRONG ISOLATE}"
_POP_ISOLATE: Final = "\N{POP DIRECTIONAL ISOLATE}"
_OPENING: Final = frozenset({"LRI", "RLI", "FSI"})
_TURNING: Final = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "PDI", *_OPENING})
# Languages whose usual script runs from right to left, and such scripts as subtags (CLDR, likely subtags; ISO 15924).
_LEFTWARD_LANGUAGES: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_LEFTWARD_SCRIPTS: Final = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_SCRIPT_LETTERS: Final = 4


def direction_of(tag: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language is written, by its tag of BCP 47; a script in the tag decides."""
    language, *others = tag.lower().replace("_", "-").split("-")
    script = next((one for one in others if len(one) == _SCRIPT_LETTERS and one.isalpha()), "")
    is_leftward = script in _LEFTWARD_SCRIPTS if script else language in _LEFTWARD_LANGUAGES
    return "rtl" if is_leftward else "ltr"


def isolated(typed: str) -> str:
    """The text, so that nothing in it changes the direction of what stands before or after it in the same line.

    A line that turns nothing comes back as it is. Others get an isolate, and as many ends or beginnings as their own
    isolates lack: an end too many would close ours. An isolate's end also ends embeddings and overrides (UAX #9, X6a),
    and a line's end all of them, so each line has its own.
    """
    return "\n".join(map(_isolated_line, typed.split("\n")))


def _isolated_line(typed: str) -> str:
    kinds = [unicodedata.bidirectional(letter) for letter in typed]
    if _TURNING.isdisjoint(kinds):
        return typed
    unopened, opened = 0, 0
    for kind in kinds:
        if kind in _OPENING:
            opened += 1
        elif kind == "PDI" and opened:
            opened -= 1
        elif kind == "PDI":
            unopened += 1
    return _FIRST_STRONG_ISOLATE * (1 + unopened) + typed + _POP_ISOLATE * (1 + opened)

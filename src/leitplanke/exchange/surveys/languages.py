"""Language tags of other programs, and ours."""

import re
from collections.abc import Iterable

from leitplanke.kernel.texts import PLAIN

_PLAIN_TAGS = frozenset({"de-easy", "de-leicht", "de-x-leicht", "de-simple", "leichte sprache"})
_NAMES = {
    "deutsch": "de", "german": "de", "english": "en", "englisch": "en", "français": "fr", "french": "fr",
    "español": "es", "spanish": "es", "türkçe": "tr", "turkish": "tr", "italiano": "it", "polski": "pl",
    "русский": "ru", "russian": "ru", "українська": "uk", "ukrainian": "uk", "العربية": "ar", "arabic": "ar",
}  # fmt: skip


def our_languages(foreign: Iterable[str]) -> dict[str, str]:
    """Our tag for each of these: `de-informal` is German unless German stands beside it, an unnamed one is as it is."""
    found: dict[str, str] = {}
    for tag in sorted(dict.fromkeys(foreign), key=len):
        lower = tag.lower().strip()
        wish = PLAIN if lower in _PLAIN_TAGS else _NAMES.get(lower, lower.split("-", 1)[0].split("_", 1)[0])
        found[tag] = wish if wish not in found.values() else lower
    return found


def guessed_language(texts: Iterable[str]) -> str:
    """German or English, by which small words occur more often; only for files that do not say it."""
    words = [word for text in texts for word in re.findall(r"[a-zäöüß]+", text.lower())]
    return "de" if sum(word in _GERMAN for word in words) > sum(word in _ENGLISH for word in words) else "en"


_GERMAN = frozenset(
    {
        "der", "die", "das", "und", "ist", "sie", "wie", "nicht", "ein", "eine", "zu", "ihr", "ihre", "haben",
        "welche", "was", "mit", "für", "im", "von", "ja", "nein",
    }
)  # fmt: skip
_ENGLISH = frozenset(
    {
        "the", "and", "is", "you", "how", "not", "a", "an", "to", "your", "have", "which", "what", "with", "for",
        "in", "of", "yes", "no", "do", "are", "does",
    }
)  # fmt: skip

"""Themes of free texts by the beginnings of words; see docs/methods/themes.md. No word of a person leaves here."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from leitplanke.evidence.model import Theme
from leitplanke.participation.model import QuestionKind, Questionnaire


@dataclass(frozen=True, slots=True)
class Codebook:
    """The themes, ready to be looked up: for each its id and a pattern of its word beginnings, case-folded.

    `questions` are those that ask for people's own words: a date or a postcode has no theme.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    questions: frozenset[str]

    @classmethod
    def of(cls, themes: tuple[Theme, ...], questionnaire: Questionnaire) -> "Codebook":
        """The codebook of these themes, in their order."""
        return cls(
            tuple((theme.id, _pattern(theme.word_beginnings)) for theme in themes),
            frozenset(one.id for one in questionnaire.questions if one.kind is QuestionKind.TEXT),
        )

    def themes_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The themes of one person's texts, each at most once: a word of a text begins with a word beginning."""
        folded = "\n".join(_folded(text) for text in texts)
        return tuple(theme for theme, pattern in self.patterns if pattern.search(folded))


def _pattern(word_beginnings: tuple[str, ...]) -> re.Pattern[str]:
    starts = "|".join(re.escape(_folded(word.strip())) for word in word_beginnings)
    return re.compile(rf"(?<!\w)(?:{starts})")


def _folded(text: str) -> str:
    """Upper and lower case, and an umlaut of one sign or of two, are the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())

"""Themes of free texts: as people decided, else by the beginnings of words; see docs/methods/themes.md.

No word of a person leaves here.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from leitplanke.evidence.asked import asks_for_own_words
from leitplanke.evidence.codings import Codes, Coding, TextId, confirmed, text_key
from leitplanke.evidence.model import Theme
from leitplanke.participation.model import Questionnaire, Response


@dataclass(frozen=True, slots=True)
class Codebook:
    """The themes, ready to be looked up: for each its id and a pattern of its word beginnings, case-folded.

    `questions` are those that ask for people's own words, in a line or many: a date has no theme. `checked` are the
    texts of which people decided.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    questions: frozenset[str]
    checked: dict[TextId, Codes] = field(default_factory=dict)

    @classmethod
    def of(cls, themes: tuple[Theme, ...], questionnaire: Questionnaire, codings: Iterable[Coding] = ()) -> "Codebook":
        """The codebook of these themes, in their order."""
        return cls(
            tuple((theme.id, seed_pattern(theme.word_beginnings)) for theme in themes),
            frozenset(one.id for one in questionnaire.questions if asks_for_own_words(one)),
            confirmed(codings),
        )

    def themes_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The themes of one person's texts, each at most once: a word of a text begins with a word beginning."""
        words = "\n".join(folded(text) for text in texts)
        return tuple(theme for theme, pattern in self.patterns if pattern.search(words))

    def texts_of(self, response: Response) -> list[TextId]:
        """Question and text of what somebody wrote in their own words."""
        return [(one.question, one.text) for one in response.answers if one.text and one.question in self.questions]

    def themes_of(self, response: Response) -> tuple[str, ...]:
        """The themes of one person, each at most once: of texts that people decided of as they did, else by words."""
        texts = self.texts_of(response)
        decided = [self.decided(response, *text) for text in texts]
        by_words = self.themes_in(text for (_, text), codes in zip(texts, decided, strict=True) if codes is None)
        given = frozenset(by_words).union(*(codes for codes in decided if codes is not None))
        return tuple(theme for theme, _ in self.patterns if theme in given)

    def count_checked(self, response: Response) -> tuple[int, int]:
        """How many of the person's texts people decided of, and how many there are."""
        texts = self.texts_of(response)
        return sum(self.decided(response, *text) is not None for text in texts), len(texts)

    def decided(self, response: Response, question: str, text: str) -> Codes | None:
        """The themes that people gave to this text of the response; None if nobody did."""
        if not self.checked:
            return None
        return self.checked.get((question, text_key(response.questionnaire, question, text)))


def seed_pattern(word_beginnings: Iterable[str]) -> re.Pattern[str]:
    """Finds a word that begins with one of these in a `folded` text."""
    starts = "|".join(re.escape(folded(word.strip())) for word in word_beginnings)
    return re.compile(rf"(?<!\w)(?:{starts})")


def folded(text: str) -> str:
    """Upper and lower case, and an umlaut of one sign or of two, are the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())

"""Text in the languages of the product: German first, English complete, plain language and others where written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from leitplanke.kernel.additions import ADDED

PLAIN = "plain"


class Language(StrEnum):
    """Languages in which results are told."""

    DE = "de"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in a further language; `language` is a tag of BCP 47 such as `fr` or `pt-BR`."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One statement in several languages.

    `de` is there wherever a town publishes; a missing `en` or `plain` (Leichte Sprache) falls back to it, and
    `is_translated` lets a page mark the fallback with the right `lang`. `further` holds other languages. Only an
    imported questionnaire may be without German; what is missing is then told by `participation.languages`.
    """

    de: str
    en: str = ""
    plain: str = ""
    further: tuple[Translation, ...] = field(default=(), metadata=ADDED)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Text":
        """The text whose languages are the keys: `de`, `en`, `plain` or any other tag."""
        further = (Translation(tag, texts[tag]) for tag in sorted(texts) if tag not in _OWN and texts[tag])
        return cls(texts.get("de", ""), texts.get("en", ""), texts.get(PLAIN, ""), tuple(further))

    def in_language(self, language: Language) -> str:
        """The text in `language`, or in German where no translation exists."""
        return self.en if language is Language.EN and self.en else self.de

    def is_translated(self, language: Language) -> bool:
        """Whether `in_language` answers in the language that was asked for."""
        return language is Language.DE or bool(self.en)

    def by_language(self) -> dict[str, str]:
        """What is written, by language: German, English and plain language first, then the others."""
        own = {"de": self.de, "en": self.en, PLAIN: self.plain}
        return {tag: text for tag, text in own.items() if text} | {one.language: one.text for one in self.further}

    def changed(self, change: Callable[[str], str]) -> "Text":
        """The text with every language changed in the same way."""
        return Text.of({tag: change(text) for tag, text in self.by_language().items()})

    def told(self, tag: str) -> str:
        """The text in any language; in German, then in whatever is there first, where it is not written."""
        written = self.by_language()
        return written.get(tag) or self.de or next(iter(written.values()), "")


def within_quotes(words: str) -> str:
    """A name with single marks, as it stands within double ones: „Programm ‚Digital im Alter‘“."""
    return words.translate(_SINGLE)


_OWN = ("de", "en", PLAIN)
_SINGLE = str.maketrans("„“”", "‚‘’")

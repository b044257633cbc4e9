"""Text in the languages of the product: German first, English complete, plain language where written."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Languages in which results are told."""

    DE = "de"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One statement in several languages.

    `de` is always there; a missing `en` or `plain` (Leichte Sprache) falls back to it, and
    `is_translated` lets a page mark the fallback with the right `lang`.
    """

    de: str
    en: str = ""
    plain: str = ""

    def in_language(self, language: Language) -> str:
        """The text in `language`, or in German where no translation exists."""
        return self.en if language is Language.EN and self.en else self.de

    def is_translated(self, language: Language) -> bool:
        """Whether `in_language` answers in the language that was asked for."""
        return language is Language.DE or bool(self.en)

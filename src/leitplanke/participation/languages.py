"""Which texts are missing in which language."""

from dataclasses import dataclass

from leitplanke.participation.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A text that is not there in a language in which the questionnaire shall be offered."""

    path: str
    language: str


def written_languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages in which anything is written, those asked for first."""
    found = {tag: None for _, text in questionnaire.texts() for tag in text.by_language()}
    return tuple(dict.fromkeys([*questionnaire.languages, *found]))


def offered_languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages in which people may choose to be asked: those promised; where none is, all that are written."""
    return questionnaire.languages or written_languages(questionnaire)


def untranslated(questionnaire: Questionnaire) -> tuple[Untranslated, ...]:
    """Every missing text, in the order of the questionnaire; without `languages` German alone is asked for."""
    wanted = questionnaire.languages or ("de",)
    return tuple(
        Untranslated(path, tag)
        for path, text in questionnaire.texts()
        for tag in wanted
        if tag not in text.by_language()
    )

"""A text of a questionnaire in one field per language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Text
from leitplanke_web.participation.mapping.question_entries import LANGUAGES
from leitplanke_web.towns.form_fields import MOST_WORDS, WordsField
from leitplanke_web.towns.widgets import AreaWidget, LineWidget

LANGUAGE_WORDS = {"de": _("Deutsch"), "plain": _("Leichte Sprache"), "en": _("Englisch")}
MOST_LINE = 1_000


def text_fields(name: str, words: Any, *, is_long: bool = False, needed: bool = False) -> dict[str, forms.Field]:
    """The fields of a text; German is needed, or nothing."""
    return {
        f"{name}_{language}": WordsField(
            most=MOST_WORDS if is_long else MOST_LINE,
            label=f"{words}, {LANGUAGE_WORDS[language]}",
            required=needed and language == "de",
            widget=AreaWidget if is_long else LineWidget,
        )
        for language in LANGUAGES
    }


def text_of(name: str, given: Mapping[str, Any], before: Text | None = None) -> Text:
    """The text that stands in its fields; what it says in other languages stays."""
    further = {} if before is None else {one.language: one.text for one in before.further}
    return Text.of({**further, **{language: given.get(f"{name}_{language}", "") for language in LANGUAGES}})


def bound_texts(form: forms.Form, names: Iterable[str]) -> list[tuple[Any, ...]]:
    """For the template: each text's fields in the order of the languages."""
    return [tuple(form[f"{name}_{language}"] for language in LANGUAGES) for name in names]

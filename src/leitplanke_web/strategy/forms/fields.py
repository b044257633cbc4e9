"""Fields that several parts of a profile share."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Text
from leitplanke.strategy.conditions import FIELD_NAMES
from leitplanke_web.strategy.mapping import LANGUAGES
from leitplanke_web.towns.form_fields import MOST_WORDS, WordsField, choices_of, told_lazy
from leitplanke_web.towns.widgets import AreaWidget, ChoiceWidget, LineWidget

MOST_TITLE = 300
_LANGUAGE = {"de": _("Deutsch"), "plain": _("Leichte Sprache"), "en": _("Englisch")}
_NOTHING = "–"
_SHORT = frozenset({"title", "name"})


def label(field: str) -> Any:
    """What a field of a measure is called, in the core's words."""
    return told_lazy(FIELD_NAMES[field])


def area(rows: int) -> AreaWidget:
    """A box for several lines."""
    return AreaWidget(attrs={"rows": rows})


def one_of(words: Any, names: Iterable[tuple[str, Text]], *, required: bool = True) -> forms.ChoiceField:
    """A choice by name, with one for nothing."""
    return forms.ChoiceField(
        label=words, choices=choices_of(names, empty=_NOTHING), required=required, widget=ChoiceWidget
    )


def text_fields(names: Iterable[str], labels: Mapping[str, Any], needed: str = "") -> dict[str, forms.Field]:
    """A field per language of each text; of the one that is `needed`, German is."""
    languages = {language: str(words) for language, words in _LANGUAGE.items()}
    return {
        f"{name}_{language}": WordsField(
            most=MOST_TITLE if name in _SHORT else MOST_WORDS,
            label=f"{words}, {languages[language]}",
            required=name == needed and language == "de",
            widget=LineWidget() if name in _SHORT else area(3),
        )
        for name, words in ((name, str(labels[name])) for name in names)
        for language in LANGUAGES
    }


def text_of(name: str, given: Mapping[str, Any]) -> Text:
    """The text that stands in its fields."""
    return Text(**{language: given.get(f"{name}_{language}", "") for language in LANGUAGES})

"""Form fields that read as the core's tables do: its converters, and its words for what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import hundredths
from leitplanke.exchange.tables import amount
from leitplanke.kernel.dates import month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.codes import MistypedCodeError, read_code
from leitplanke_web.towns.widgets import AmountWidget, AreaWidget, ChoiceWidget, LineWidget, MonthWidget

MOST_WORDS = 20_000
MOST_CHARACTERS = 200
LANGUAGES = ("de", "plain", "en")
LANGUAGE_NAMES = {"de": _("Deutsch"), "plain": _("Leichte Sprache"), "en": _("Englisch")}
_MOST_TITLE = 300
_NOTHING = "–"
_SHORT = frozenset({"title", "name"})
_GERMAN_NUMBER = str.maketrans(",.", ".,")
_UNREADABLE = "\ufffd"  # what Django's parser makes of bytes that are no text


def told(text: Text) -> str:
    """The text in the reader's language."""
    return text.in_language(reader_language())


told_lazy = lazy(told, str)


def refusal(problem: Text, remedy: Text) -> ValidationError:
    """What the core says is wrong, for a form."""
    return ValidationError(f"{told(problem)} {told(remedy)}".strip())


def german_amount(value: int) -> str:
    """Cents or hundredths of FTE as people type them: 1.234,56."""
    return f"{amount(value):,.2f}".translate(_GERMAN_NUMBER)


class CodeField(forms.CharField):
    """A code from paper: blanks, hyphens, small letters and look-alikes do not matter."""

    widget = forms.TextInput(
        attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": "20"}
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **options)

    def clean(self, value: Any) -> str:
        """The code that was meant, empty if none was typed."""
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return read_code(typed)
        except MistypedCodeError as error:
            raise refusal(error.problem, error.remedy) from error


class WordsField(forms.CharField):
    """Words: without outer blanks, lines ended as in files, nothing that was no text."""

    widget = LineWidget

    def __init__(self, *, most: int = MOST_CHARACTERS, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": most, **options})

    def to_python(self, value: Any) -> str:
        """The words as they are stored."""
        words = super().to_python(value) or ""
        words = words.replace("\r\n", "\n").replace("\r", "\n").strip()
        if _UNREADABLE in words or any("\ud800" <= letter <= "\udfff" for letter in words):
            raise ValidationError(_("Der Text enthält ein unlesbares Zeichen. Entfernen Sie es."))
        return words


class ConvertedField(WordsField):
    """A value that one of the core's converters reads; `empty` where nothing was typed."""

    def __init__(self, convert: Callable[[str], Any], *, empty: Any = None, **options: Any) -> None:
        self._convert = convert
        self._empty = empty
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """The core's value."""
        words = super().clean(value)
        if not words:
            return self._empty
        try:
            return self._convert(words)
        except InvalidValueError as error:
            raise refusal(error.problem, error.remedy) from error


def amount_field(**options: Any) -> ConvertedField:
    """An amount or a number of FTE, in hundredths."""
    return ConvertedField(hundredths, most=40, widget=AmountWidget, **options)


def month_field(**options: Any) -> ConvertedField:
    """A month."""
    return ConvertedField(partial(month, field=""), most=20, widget=MonthWidget, **options)


class Choices(BaseChoiceIterator):
    """Choices by key as they are; Django looks into each of a list for groups, twice, and hundreds are many."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._pairs)


def choices_of(names: Iterable[tuple[str, Text]], *, empty: str | None = None) -> Choices:
    """Choices of a select box by name, with one for nothing where `empty` says what that means."""
    language = reader_language()
    found = ((key, name.in_language(language)) for key, name in names)
    return Choices(found if empty is None else (("", empty), *found))


def reader_language() -> Language:
    """The reader's language, as far as the core tells things in it."""
    return Language.EN if (get_language() or "de").startswith("en") else Language.DE


def one_of(words: Any, names: Iterable[tuple[str, Text]], *, required: bool = True) -> forms.ChoiceField:
    """A choice by name, with one for nothing."""
    return forms.ChoiceField(
        label=words, choices=choices_of(names, empty=_NOTHING), required=required, widget=ChoiceWidget
    )


def text_fields(names: Iterable[str], labels: Mapping[str, Any], needed: str = "") -> dict[str, forms.Field]:
    """A field per language of each text; of the one that is `needed`, German is."""
    languages = {language: str(words) for language, words in LANGUAGE_NAMES.items()}
    return {
        f"{name}_{language}": WordsField(
            most=_MOST_TITLE if name in _SHORT else MOST_WORDS,
            label=f"{words}, {languages[language]}",
            required=name == needed and language == "de",
            widget=LineWidget if name in _SHORT else AreaWidget,
        )
        for name, words in ((name, str(labels[name])) for name in names)
        for language in LANGUAGES
    }


def text_of(name: str, given: Mapping[str, Any]) -> Text:
    """The text that stands in its fields."""
    return Text(**{language: given.get(f"{name}_{language}", "") for language in LANGUAGES})

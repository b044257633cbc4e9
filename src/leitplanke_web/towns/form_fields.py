"""Form fields that read as the core's tables do: its converters, and its words for what is wrong."""

from collections.abc import Callable, Iterable, Iterator
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
from leitplanke_web.towns.widgets import LineWidget

MOST_WORDS = 20_000
MOST_CHARACTERS = 200
_GERMAN_NUMBER = str.maketrans(",.", ".,")
_UNREADABLE = "\ufffd"  # what Django's parser makes of bytes that are no text


def told(text: Text) -> str:
    """The text in the reader's language."""
    return text.in_language(_reader_language())


told_lazy = lazy(told, str)


def refusal(problem: Text, remedy: Text) -> ValidationError:
    """What the core says is wrong, for a form."""
    return ValidationError(f"{told(problem)} {told(remedy)}".strip())


def german_amount(value: int) -> str:
    """Cents or hundredths of FTE as people type them: 1.234,56."""
    return f"{amount(value):,.2f}".translate(_GERMAN_NUMBER)


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
    widget = LineWidget(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return ConvertedField(hundredths, most=40, widget=widget, **options)


def month_field(**options: Any) -> ConvertedField:
    """A month; browsers without a month control show a text field that says how to write it."""
    attrs = {"type": "month", "pattern": "[0-9]{4}-[0-9]{2}", "placeholder": _("JJJJ-MM")}
    return ConvertedField(partial(month, field=""), most=20, widget=LineWidget(attrs=attrs), **options)


class Choices(BaseChoiceIterator):
    """Choices by key as they are; Django looks into each of a list for groups, twice, and hundreds are many."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._pairs)


def choices_of(names: Iterable[tuple[str, Text]], *, empty: str | None = None) -> Choices:
    """Choices of a select box by name, with one for nothing where `empty` says what that means."""
    language = _reader_language()
    found = ((key, name.in_language(language)) for key, name in names)
    return Choices(found if empty is None else (("", empty), *found))


def _reader_language() -> Language:
    return Language.EN if (get_language() or "de").startswith("en") else Language.DE
